// Models by two measures: what is computed here is the data; gnuplot, or the page, draws it with axes, ticks and fonts.
// Turned down: drawing SVG by hand (ticks on logarithmic and time axes are a library's work) and matplotlib (needs
// Python where the program needs none).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "query/library.h"
#include "query/plan.h"
#include "query/table.h"

namespace colophon::query {

// What a point shows along one axis.
struct Reading {
  double value = 0;  // of a date: seconds since 1970
  std::string text;  // "128K", "2024-05", "86.1 (5-shot)"
  std::vector<schema::Evidence> evidence;
};

struct Point {
  Reading x, y;
  std::string name;   // the model
  std::string key;    // of the report
  std::string group;  // the organisation: one colour a group
};

// What an axis shows: a numeric field, report.date, or the own scores on a benchmark.
struct Axis {
  std::string label;
  bool date = false;         // the values are seconds since 1970
  bool logarithmic = false;  // amounts that span an order of magnitude
  bool large = false;        // millions and more: 1M, 10T
};

struct Plot {
  Axis x, y;
  std::vector<Point> points;
};

// A point for each model that has both; of several values the largest. `x` and `y` are names that the query language
// knows, "date", or benchmarks ("score:MMLU" where a field is called so too). Throws schema::Error(usage) for what is
// none of these.
Plot plot_models(Library& library, const Condition& where, const std::string& x, const std::string& y);

// {"format", "x": {"label", "date", "logarithmic"}, "y": ..., "points": [{"model", "report", "organization", "x":
// {"value", "text", "evidence"}, "y": ...}]}; "report" is the report's key.
nlohmann::json plot_to_json(const Plot& plot);

// Scripts that write SVG to gnuplot's standard output.
std::string gnuplot_script(const Plot& plot);
// The table's cells "12/40" as shares, a square each.
std::string gnuplot_heat_map(const Table& coverage);

}  // namespace colophon::query

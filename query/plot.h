// Plots for gnuplot, which draws them (SVG): what is computed here is the data; axes, ticks and fonts are gnuplot's.
// Turned down: drawing SVG by hand (ticks on logarithmic and time axes are a library's work) and matplotlib (needs
// Python where the program needs none).
#pragma once

#include <string>
#include <vector>

#include "query/library.h"
#include "query/plan.h"
#include "query/table.h"

namespace colophon::query {

struct Point {
  double x = 0;
  double y = 0;
  std::string name;   // the model
  std::string group;  // the organisation: one colour a group
};

// What an axis shows: a numeric field, report.date, or the own scores on a benchmark.
struct Axis {
  std::string label;
  bool date = false;         // x is seconds since 1970
  bool logarithmic = false;  // amounts that span an order of magnitude
  bool large = false;        // millions and more: 1M, 10T
};

struct Plot {
  Axis x, y;
  std::vector<Point> points;
};

// A point for each model that has both; of several values the largest. `x` and `y` are names that the query language
// knows, "date", or benchmarks. Throws schema::Error(usage) for what is none of these.
Plot plot_models(Library& library, const Condition& where, const std::string& x, const std::string& y);

// Scripts that write SVG to gnuplot's standard output.
std::string gnuplot_script(const Plot& plot);
// The table's cells "12/40" as shares, a square each.
std::string gnuplot_heat_map(const Table& coverage);

}  // namespace colophon::query

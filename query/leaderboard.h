// Scores of many reports in one table, best first (of error rates the lowest). What a report claims of its own model
// and what others measured are told apart; where values of one cell disagree, all are shown with who says so.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "query/library.h"
#include "query/plan.h"
#include "query/table.h"
#include "schema/error.h"

namespace colophon::query {

struct LeaderboardOptions {
  std::vector<std::string> benchmarks;  // the first one gives the order
  Condition where;                      // of the models
  bool baselines = false;               // others' measurements too
  size_t limit = 50;
};

// No report has scores on `benchmark`; the line says what the nearest name is.
class NoScores : public schema::Error {
 public:
  NoScores(std::string name, const std::string& line) : Error(Kind::not_found, line), benchmark(std::move(name)) {}
  std::string benchmark;
};

// Throws NoScores. Columns: model, one a benchmark (and setting, where several are common), reports.
Table leaderboard(Library& library, const LeaderboardOptions& options);

}  // namespace colophon::query

// Scores of many reports in one table, best first (of error rates the lowest). What a report claims of its own model
// and what others measured are told apart; where values of one cell disagree, all are shown with who says so.
#pragma once

#include <string>
#include <vector>

#include "query/library.h"
#include "query/plan.h"
#include "query/table.h"

namespace colophon::query {

struct LeaderboardOptions {
  std::vector<std::string> benchmarks;  // the first one gives the order
  Condition where;                      // of the models
  bool baselines = false;               // others' measurements too
  size_t limit = 50;
};

// Throws schema::Error(not_found), with the nearest name, where no report has scores on the benchmark.
void require_benchmark(Library& library, const std::string& name);

// Throws as require_benchmark. Columns: model, one a benchmark (and setting, where several are common), reports.
Table leaderboard(Library& library, const LeaderboardOptions& options);

}  // namespace colophon::query

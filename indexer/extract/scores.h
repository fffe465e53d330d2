// Scores: every cell of every result table, of own models and baselines, and scores stated in sentences.
#pragma once

#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "schema/record.h"

namespace colophon::extract {

// A result table has benchmarks along one side and models (or settings of models) along the other. Deltas, ranks,
// counts, configurations and data mixtures give no scores; averages do. In the order of the document.
std::vector<schema::Score> find_scores(const document::Document& document, const ModelNames& models);

// One eval.benchmark fact for each benchmark on which an own model has a score: the benchmark as printed, without
// metric and shots. Averages are no benchmarks.
std::vector<schema::Fact> benchmark_facts(const std::vector<schema::Score>& scores);

}  // namespace colophon::extract

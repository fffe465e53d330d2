// Scores stated in sentences: "achieves 79.8% on AIME 2024", "a score of 65.1 on HealthBench", "GSM8K 0-shot: 84.1".
#pragma once

#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "schema/record.h"

namespace colophon::extract {

// Only what is said of a named own model with a listed benchmark, and not already in `tables`. Gains ("improves
// by 5.2%"), ranks and counts are no scores.
std::vector<schema::Score> read_prose_scores(const document::Document& document, const ModelNames& models,
                                             const std::vector<schema::Score>& tables);

}  // namespace colophon::extract

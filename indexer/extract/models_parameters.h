// How large the own models are: from their names ("7B", "30B-A3B"), from sentences ("236B total parameters, of which
// 21B are activated for each token", "总参数 130 亿") and from tables ("#Total Params | #Activated Params").
#pragma once

#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "schema/record.h"

namespace colophon::extract {

// Fills params_total_b, params_active_b and family of `models`, which are those of `names`. A stated number wins over
// the rounded one of the name; what is stated of baselines, data and hardware is left alone.
void read_parameters(const document::Document& document, const ModelNames& names, std::vector<schema::Model>& models);

}  // namespace colophon::extract

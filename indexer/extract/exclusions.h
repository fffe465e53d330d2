// Exclusions: statements that are never about what a field asks, whatever else speaks for them: the layers of a vision
// encoder are not those of the language model, nor those of a scaling law's trial models. What excludes is data
// (data/lexicons/exclusions.json): a prefix of fields and the least values of features, all of which must be met.
#pragma once

#include "indexer/extract/candidate.h"

namespace colophon::extract {

// Whether one of the exclusions holds for the candidate.
bool is_excluded(const Candidate& candidate);

}  // namespace colophon::extract

// Exclusions: statements that are never about what a field asks, whatever else speaks for them: the layers of a vision
// encoder are not those of the language model, "at 1.6T tokens" is a point on the way and no total.
//
// What excludes is data (data/lexicons/exclusions.json): the fields (starts of their ids) and conditions, all of which
// must be met: the least values of features ("when"), the value itself ("value"), patterns (RE2, any case) that the
// words right before it end with ("before"), that its sentence holds ("sentence") or does not hold ("lacks"), that its
// section's own heading holds ("heading") or does not hold ("heading_lacks").
#pragma once

#include "indexer/document/document.h"
#include "indexer/extract/candidate.h"

namespace colophon::extract {

// Whether one of the exclusions holds for the candidate, which the document proposed.
bool is_excluded(const document::Document& document, const Candidate& candidate);

}  // namespace colophon::extract

// Passages: the best sentences for each narrative item of the checklist.
#pragma once

#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "schema/record.h"

namespace colophon::extract {

// Up to three whole sentences an item, best first, none where the report is silent. In the order of the checklist.
std::vector<schema::Passage> find_passages(const document::Document& document, const ModelNames& models);

}  // namespace colophon::extract

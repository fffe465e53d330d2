// One result table read: which side holds benchmarks and which models, and what qualifies each number.
#pragma once

#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "schema/record.h"

namespace colophon::extract {

// The scores of `document.tables[table]`, row by row; none when it is no result table.
std::vector<schema::Score> read_result_table(const document::Document& document, size_t table,
                                             const ModelNames& models);

}  // namespace colophon::extract

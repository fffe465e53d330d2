// Whole records as files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/library.h"
#include "query/plan.h"
#include "schema/record.h"
#include "store/knowledge_base.h"

namespace colophon::query {

// The records that `where` lets through, in the order of their keys.
std::vector<schema::Record> records_where(const store::KnowledgeBase& base, Library& library, const Condition& where);

// "jsonl": a record a line; "json": {"format", "records"}; "bibtex". Throws schema::Error(usage) for another.
std::string render_records(const std::vector<schema::Record>& records, std::string_view format);

}  // namespace colophon::query

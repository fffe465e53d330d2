// Curated records of what persons have decided, for `colophon eval`: what the knowledge base is scored against after
// its extraction has changed.
//
// A record of a report holds the fields of which someone decided something, whole, as they stand now: who decides on
// one value of a field has its others before their eyes. A field that was left without a value is listed under
// "absent". Models are listed as they stand: what `eval` says of them is no news.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "schema/record.h"
#include "store/knowledge_base.h"

namespace colophon::query {

// Of each report that has a correction, in the order of their keys.
std::vector<store::Entry> curated_records(const store::KnowledgeBase& base);

// The shape of docs/json.md's curated records: a fact has "quote" and "page" beside its value.
nlohmann::json curated_to_json(const schema::Record& record);

}  // namespace colophon::query

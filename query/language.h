// The query language, for people who want to be exact (docs/query-language.md):
//
//   rl.algorithm:GRPO arch.family:moe params:>=100B tokens:10T..20T date:2024-06.. org:deepseek
//   -pretrain.optimizer:AdamW optimizer:* (attention:MLA OR attention:GQA) "auxiliary loss"
//
// Clauses side by side all hold; OR (in capitals) binds looser than that within parentheses; "-" negates one clause.
// A field is an item's id, a short name, or the end of an id. What has no field is text of the report's passages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/plan.h"

namespace colophon::query {

struct ParsedQuery {
  Condition where;   // of fields
  std::string text;  // the rest, as store::text_query(Match::all) reads it
};

// Throws schema::Error(usage) that names the column (in characters, from 1) and suggests the nearest field or value.
ParsedQuery parse_query(std::string_view query);

// Like parse_query, but text is a condition too: for `--where`.
Condition parse_condition(std::string_view query);

// What may complete the last word of `query` in a shell: names of fields, or "field:value" for each known value.
std::vector<std::string> completions(std::string_view query);

}  // namespace colophon::query

// Questions in English, Chinese or both at once -> plans. No grammar of either language: the question is read as a row
// of mentions (mentions.h), conditions are made of those that stand together (conditions.h), and what kind of answer is
// wanted is decided by the few words that say so. What fits no plan becomes a search for passages.
#pragma once

#include <string_view>

#include "query/names.h"
#include "query/plan.h"

namespace colophon::query {

Plan read_question(std::string_view question, const Names& names);

}  // namespace colophon::query

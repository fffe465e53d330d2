// What a model that others are compared with has: its score on a benchmark, or its number of a field.
#pragma once

#include <optional>
#include <string>

#include "query/library.h"
#include "query/plan.h"

namespace colophon::query {

struct Measured {
  double number = 0;
  std::string remark;  // "DeepSeek-V3 has 88.5 (deepseek-v3.md)"
};

// The best own score of the whole benchmark, else the best that others measured; of a field the greatest number, of a
// date the report's. Nothing where no report gives one.
std::optional<Measured> measure(Library& library, const Reference& reference);

// Puts the numbers of `plan.than` into its condition, and says them in its remarks. False, with a remark, where a model
// has none.
bool put_numbers(Plan& plan, Library& library);

}  // namespace colophon::query

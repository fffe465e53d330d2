// Comparisons with a model instead of a number: "which models beat X on MMLU", "more layers than X", "MMLU 比 X
// 高的模型".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/mentions.h"

namespace colophon::query {

// A model that others are measured against.
struct ModelBound {
  std::string model;
  size_t at = 0;       // the mention that names it
  size_t measure = 0;  // the mention that says of which kind the comparison is: "bigger than", "高"
  bool above = true;   // others are to have more; else less
};

// Those of a question, in order; a list of names after one comparison is bound by it as a whole.
std::vector<ModelBound> model_bounds(const Mentions& mentions);

}  // namespace colophon::query

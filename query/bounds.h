// Numbers in questions: which comparison stands with one ("at least 100B", "128K or longer", "2T 到 6T 之间", "1e-4 <
// lr"), and which field it belongs to ("a context of 128K", "5T tokens", "100B").
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>

#include "query/amounts.h"
#include "query/mentions.h"

namespace colophon::query {

struct Bound {
  Comparison comparison = Comparison::equal;
  size_t first = 0;              // the first mention of the whole expression
  size_t last = 0;               // one past its last
  std::optional<size_t> second;  // the number that closes the range, if it is one
};

// How the number at list[i] bounds.
Bound bound_of(const Mentions& mentions, size_t i);

struct BoundField {
  std::string id;            // "" when no field is meant
  std::optional<size_t> at;  // the mention that names it
};

// The field of the number at list[i]: the one right after it, the one before it, or the one its suffix stands for.
// Mentions in `claimed` name the field of another number.
BoundField field_of(const Mentions& mentions, size_t i, const Bound& bound, const std::set<size_t>& claimed);

// What the number at list[i] is a number of, where numbers of one kind have labels: "tensor parallelism of 8", "2048
// H800", "code above 20%", "above 80 on MMLU".
struct BoundLabel {
  std::string field;
  std::string label;
  size_t at = 0;  // the mention
};
std::optional<BoundLabel> label_of(const Mentions& mentions, size_t i, const Bound& bound);

}  // namespace colophon::query

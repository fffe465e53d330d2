#include "indexer/document/pdf/rules.h"

#include <algorithm>
#include <cmath>

namespace colophon::document::pdf {
namespace {

constexpr float same_line = 0.6f;  // points between collinear pieces' axes
constexpr float touching = 1.0f;   // points between their ends

// Joins pieces of one direction. `Along` and `Across` give a piece's ends and its axis.
template <typename Low, typename High, typename Axis>
void join(std::vector<Rule>& pieces, std::vector<Rule>& joined, Low low, High high, Axis axis) {
  std::sort(pieces.begin(), pieces.end(),
            [&](Rule& a, Rule& b) { return axis(a) != axis(b) ? axis(a) < axis(b) : low(a) < low(b); });
  for (size_t from = 0; from < pieces.size();) {
    size_t to = from;
    while (to < pieces.size() && axis(pieces[to]) - axis(pieces[from]) <= same_line) ++to;
    std::sort(pieces.begin() + from, pieces.begin() + to, [&](Rule& a, Rule& b) { return low(a) < low(b); });
    Rule open = pieces[from];
    for (size_t at = from + 1; at < to; ++at) {
      if (low(pieces[at]) - high(open) <= touching) {
        high(open) = std::max(high(open), high(pieces[at]));
        open.thickness = std::max(open.thickness, pieces[at].thickness);
      } else {
        joined.push_back(open);
        open = pieces[at];
      }
    }
    joined.push_back(open);
    from = to;
  }
}

}  // namespace

std::vector<Rule> join_rules(std::vector<Rule> pieces) {
  const auto vertical =
      std::stable_partition(pieces.begin(), pieces.end(), [](const Rule& r) { return r.horizontal(); });
  std::vector<Rule> across(vertical, pieces.end());
  pieces.erase(vertical, pieces.end());
  std::vector<Rule> joined;
  joined.reserve(pieces.size() + across.size());
  join(
      pieces, joined, [](Rule& r) -> float& { return r.x0; }, [](Rule& r) -> float& { return r.x1; },
      [](Rule& r) -> float& { return r.y0; });
  join(
      across, joined, [](Rule& r) -> float& { return r.y0; }, [](Rule& r) -> float& { return r.y1; },
      [](Rule& r) -> float& { return r.x0; });
  return joined;
}

}  // namespace colophon::document::pdf

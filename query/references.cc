#include "query/references.h"

#include <algorithm>
#include <optional>

namespace colophon::query {
namespace {

// Mentions between a comparative and "than", or between the compared model and its Chinese adjective.
constexpr size_t reach = 7;

class Reader {
 public:
  explicit Reader(const Mentions& mentions) : mentions_(mentions), list_(mentions.list) {}

  std::vector<ModelBound> read() const {
    std::vector<ModelBound> bounds;
    for (size_t i = 0; i < list_.size(); ++i) {
      if (!list_[i].model && !list_[i].missing_model && !list_[i].baseline) continue;
      std::optional<ModelBound> bound = bound_at(i);
      // "than A and B", "比 A 和 B 都高"
      if (!bound && !bounds.empty() && listed(bounds.back().at, i)) bound = bounds.back();
      if (!bound) continue;
      bound->model = list_[i].text;
      bound->at = i;
      bounds.push_back(*bound);
    }
    return bounds;
  }

 private:
  bool at(size_t i, std::string_view role) const { return mentions_.at(i, role); }

  bool listed(size_t first, size_t second) const {
    for (size_t i = first + 1; i < second; ++i) {
      if (!at(i, "and") && !at(i, "or") && !at(i, "stop")) return false;
    }
    return true;
  }

  std::optional<ModelBound> bound_at(size_t i) const {
    size_t before = i;
    while (before > 0 && (at(before - 1, "stop") || at(before - 1, "and")) && !at(before - 1, "than")) --before;
    if (before == 0) return {};
    const size_t role = before - 1;
    for (const char* up : {"surpass", "more", "after"}) {
      if (at(role, up)) return ModelBound{"", i, role, true};
    }
    for (const char* down : {"fall_short", "less", "before"}) {
      if (at(role, down)) return ModelBound{"", i, role, false};
    }
    if (!at(role, "than")) return {};
    return list_[role].text == "than" ? comparative_before(i, role) : comparative_after(i);
  }

  std::optional<ModelBound> comparative(size_t i, size_t at_measure) const {
    if (at(at_measure, "comparative_up")) return ModelBound{"", i, at_measure, true};
    if (at(at_measure, "comparative_down")) return ModelBound{"", i, at_measure, false};
    return {};
  }

  std::optional<ModelBound> comparative_before(size_t i, size_t than) const {
    for (size_t j = than; j > 0 && than - j < reach; --j) {
      if (auto bound = comparative(i, j - 1)) return bound;
    }
    return {};
  }

  std::optional<ModelBound> comparative_after(size_t i) const {
    for (size_t j = i + 1; j < list_.size() && j - i <= reach; ++j) {
      if (auto bound = comparative(i, j)) return bound;
    }
    return {};
  }

  const Mentions& mentions_;
  const std::vector<Mention>& list_;
};

}  // namespace

std::vector<ModelBound> model_bounds(const Mentions& mentions) { return Reader(mentions).read(); }

}  // namespace colophon::query

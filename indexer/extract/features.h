// Features: what the ranker knows of a candidate, as a fixed vector with a name for every position. Proposers fill in
// what they see; what is not set is zero. Order and names are the contract with data/ranker.json.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace colophon::extract {

enum class Feature : size_t {
  in_table,
  count,
};

inline constexpr size_t feature_count = static_cast<size_t>(Feature::count);

class Features {
 public:
  float& operator[](Feature feature) { return values_[static_cast<size_t>(feature)]; }
  float operator[](Feature feature) const { return values_[static_cast<size_t>(feature)]; }
  const std::array<float, feature_count>& values() const { return values_; }

 private:
  std::array<float, feature_count> values_{};
};

std::string_view feature_name(Feature feature);

}  // namespace colophon::extract

#include "indexer/extract/features.h"

namespace colophon::extract {

std::string_view feature_name(Feature feature) {
  static constexpr std::array<std::string_view, feature_count> names = {
#define COLOPHON_FEATURE(name) #name,
      COLOPHON_FEATURES(COLOPHON_FEATURE)
#undef COLOPHON_FEATURE
  };
  return names[static_cast<size_t>(feature)];
}

std::optional<Feature> feature_named(std::string_view name) {
  for (size_t f = 0; f < feature_count; ++f) {
    if (feature_name(static_cast<Feature>(f)) == name) return static_cast<Feature>(f);
  }
  return std::nullopt;
}

}  // namespace colophon::extract

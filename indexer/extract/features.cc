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

}  // namespace colophon::extract

#include "indexer/extract/features.h"

namespace colophon::extract {

std::string_view feature_name(Feature feature) {
  switch (feature) {
    case Feature::in_table:
      return "in_table";
    case Feature::count:
      break;
  }
  return "";
}

}  // namespace colophon::extract

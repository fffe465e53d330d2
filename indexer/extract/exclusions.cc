#include "indexer/extract/exclusions.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "schema/data.h"

namespace colophon::extract {
namespace {

struct Exclusion {
  std::string fields;  // the start of their ids
  std::vector<std::pair<Feature, float>> least;
};

const std::vector<Exclusion>& exclusions() {
  static const std::vector<Exclusion> loaded = [] {
    std::vector<Exclusion> list;
    for (const auto& entry : nlohmann::json::parse(schema::data_file("lexicons/exclusions.json"))) {
      Exclusion exclusion{entry.at("fields"), {}};
      for (const auto& [name, least] : entry.at("when").items()) {
        const std::optional<Feature> feature = feature_named(name);
        if (!feature) throw std::invalid_argument("exclusions.json: no feature is called " + name);
        exclusion.least.emplace_back(*feature, least.get<float>());
      }
      list.push_back(std::move(exclusion));
    }
    return list;
  }();
  return loaded;
}

}  // namespace

bool is_excluded(const Candidate& candidate) {
  return std::any_of(exclusions().begin(), exclusions().end(), [&](const Exclusion& exclusion) {
    return candidate.field.starts_with(exclusion.fields) &&
           std::all_of(exclusion.least.begin(), exclusion.least.end(),
                       [&](const auto& pair) { return candidate.features[pair.first] >= pair.second; });
  });
}

}  // namespace colophon::extract

#include "query/settings.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "schema/data.h"
#include "schema/trim.h"

namespace colophon::query {
namespace {

bool is_a_way(std::string_view part) {
  static const std::vector<std::unique_ptr<RE2>> ways = [] {
    std::vector<std::unique_ptr<RE2>> list;
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/settings.json"));
    for (const std::string way : json.at("ways")) list.push_back(std::make_unique<RE2>("(?i)" + way));
    return list;
  }();
  return std::any_of(ways.begin(), ways.end(), [&](const auto& way) { return RE2::PartialMatch(part, *way); });
}

}  // namespace

bool is_of_a_part(std::string_view setting) {
  while (!setting.empty()) {
    const size_t comma = std::min(setting.find(','), setting.size());
    const std::string_view part = schema::trimmed(setting.substr(0, comma));
    if (!part.empty() && !is_a_way(part)) return true;
    setting.remove_prefix(std::min(comma + 1, setting.size()));
  }
  return false;
}

}  // namespace colophon::query

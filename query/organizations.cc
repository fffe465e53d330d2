#include "query/organizations.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "schema/data.h"
#include "schema/json.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

using Keys = std::vector<std::string>;

// One list an organisation.
const std::vector<Keys>& organizations() {
  static const std::vector<Keys> all = [] {
    std::vector<Keys> read;
    const nlohmann::json json =
        schema::parse_json(schema::data_file("lexicons/organizations.json"), "lexicons/organizations.json");
    for (const auto& organization : json.at("organizations")) {
      Keys& keys = read.emplace_back();
      keys.push_back(schema::term_key(organization.at("name").get<std::string>()));
      for (const auto& alias : organization.at("aliases")) keys.push_back(schema::term_key(alias.get<std::string>()));
    }
    return read;
  }();
  return all;
}

}  // namespace

std::vector<std::string> organization_keys(std::string_view name) {
  const std::string key = schema::term_key(name);
  Keys keys{key};
  if (key.size() < 4) return keys;
  for (const Keys& organization : organizations()) {
    const bool named = std::any_of(organization.begin(), organization.end(),
                                   [&](const std::string& known) { return known.rfind(key, 0) == 0; });
    if (named) keys.insert(keys.end(), organization.begin(), organization.end());
  }
  return keys;
}

bool is_organization_name(std::string_view name) {
  const std::string key = schema::term_key(name);
  return std::any_of(organizations().begin(), organizations().end(), [&](const Keys& organization) {
    return std::find(organization.begin(), organization.end(), key) != organization.end();
  });
}

}  // namespace colophon::query

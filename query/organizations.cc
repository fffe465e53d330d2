#include "query/organizations.h"

#include <algorithm>
#include <set>

#include "schema/organizations.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

using Keys = std::vector<std::string>;

struct Organization {
  std::string name;
  Keys keys;           // of all its names, the first one first
  std::string parent;  // key of the organisation whose team it is, or ""
};

const std::vector<Organization>& organizations() {
  static const std::vector<Organization> all = [] {
    std::vector<Organization> read;
    for (const schema::Organization& organization : schema::organizations()) {
      Organization& one = read.emplace_back();
      one.name = organization.name;
      one.keys.push_back(schema::term_key(one.name));
      for (const auto* names : {&organization.aliases, &organization.short_names}) {
        for (const std::string& name : *names) one.keys.push_back(schema::term_key(name));
      }
      one.parent = schema::term_key(organization.parent);
    }
    return read;
  }();
  return all;
}

}  // namespace

std::vector<std::string> organization_keys(std::string_view name) {
  const std::string key = schema::term_key(name);
  Keys keys{key};
  std::set<std::string> named;
  for (const Organization& organization : organizations()) {
    const bool is_named = std::any_of(
        organization.keys.begin(), organization.keys.end(),
        [&](const std::string& known) { return known == key || (key.size() >= 4 && known.rfind(key, 0) == 0); });
    if (!is_named) continue;
    named.insert(organization.keys.front());
    keys.insert(keys.end(), organization.keys.begin(), organization.keys.end());
  }
  for (const Organization& organization : organizations()) {
    if (named.count(organization.parent) > 0)
      keys.insert(keys.end(), organization.keys.begin(), organization.keys.end());
  }
  return keys;
}

std::string organization_name(const std::string& name) {
  const std::string key = schema::term_key(name);
  for (const Organization& organization : organizations()) {
    if (std::find(organization.keys.begin(), organization.keys.end(), key) != organization.keys.end())
      return organization.name;
  }
  return name;
}

bool is_organization_name(std::string_view name) {
  const std::string key = schema::term_key(name);
  return std::any_of(organizations().begin(), organizations().end(), [&](const Organization& organization) {
    return std::find(organization.keys.begin(), organization.keys.end(), key) != organization.keys.end();
  });
}

}  // namespace colophon::query

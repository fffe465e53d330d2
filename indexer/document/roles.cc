#include "indexer/document/roles.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <string>

#include "schema/data.h"
#include "schema/json.h"

namespace colophon::document {
namespace {

struct Rule {
  Role role;
  Role manual;
  std::unique_ptr<RE2> pattern;
};

Role role_named(const std::string& name) {
  for (int at = 0; at < static_cast<int>(Role::other); ++at) {
    if (role_name(static_cast<Role>(at)) == name) return static_cast<Role>(at);
  }
  throw schema::Error(schema::Error::Kind::input, "lexicons/section_roles.json: unknown role \"" + name + "\"");
}

std::vector<Rule> read_rules() {
  constexpr const char* file = "lexicons/section_roles.json";
  const nlohmann::json json = schema::parse_json(schema::data_file(file), file);
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  std::vector<Rule> rules;
  for (const nlohmann::json& entry : json.at("rules")) {
    const auto role = schema::member<std::string>(entry, "role");
    auto pattern = std::make_unique<RE2>(schema::member<std::string>(entry, "pattern"), options);
    if (!pattern->ok()) throw schema::Error(schema::Error::Kind::input, std::string(file) + ": " + pattern->error());
    rules.push_back(
        {role_named(role), role_named(schema::member_or<std::string>(entry, "manual", role)), std::move(pattern)});
  }
  return rules;
}

}  // namespace

Role role_of_heading(std::string_view title, bool manual) {
  static const std::vector<Rule> rules = read_rules();
  const re2::StringPiece text(title.data(), title.size());
  for (const Rule& rule : rules) {
    if (RE2::PartialMatch(text, *rule.pattern)) return manual ? rule.manual : rule.role;
  }
  return Role::other;
}

void assign_roles(std::vector<Section>& sections) {
  for (Section& section : sections) section.role = role_of_heading(section.title);
  const auto usage =
      std::count_if(sections.begin(), sections.end(), [](const Section& s) { return s.role == Role::usage; });
  if (usage < 3) return;  // one "Licence" heading does not make a manual
  for (Section& section : sections) section.role = role_of_heading(section.title, true);
}

}  // namespace colophon::document

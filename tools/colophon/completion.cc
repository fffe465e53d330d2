#include "tools/colophon/completion.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "query/benchmarks.h"
#include "query/language.h"
#include "schema/error.h"
#include "store/sql.h"
#include "tools/colophon/manual.h"

namespace colophon::tools {
namespace {

bool begins(const std::string& text, const std::string& begun) { return text.rfind(begun, 0) == 0; }

bool is_option(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

// Where the cursor is.
struct Place {
  const CLI::App* command = nullptr;
  const CLI::Option* option = nullptr;  // whose value is being typed: an option's or a positional argument's
  std::string kb;                       // that the line names
};

std::vector<const CLI::Option*> positionals(const CLI::App& command) {
  return command.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

const CLI::App* command_named(const CLI::App& program, const std::string& name) {
  const auto found = program.get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

Place place_of(const CLI::App& program, const std::vector<std::string>& words) {
  Place place;
  place.command = &program;
  const char* environment = std::getenv("COLOPHON_KB");
  place.kb = environment != nullptr && *environment != '\0' ? environment : "./colophon.kb";
  size_t arguments = 0;
  bool only_arguments = false;
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    place.option = nullptr;
    if (words[i] == "--" && !only_arguments) {
      only_arguments = true;
    } else if (is_option(words[i]) && !only_arguments) {
      const CLI::Option* option = place.command->get_option_no_throw(words[i]);
      if (option == nullptr || option->get_items_expected_max() == 0) continue;
      if (i + 2 == words.size()) {
        place.option = option;
      } else {
        ++i;
        if (option->check_lname("kb")) place.kb = words[i];
      }
    } else if (const CLI::App* command = command_named(*place.command, words[i]); command != nullptr) {
      place.command = command;
      arguments = 0;
    } else {
      ++arguments;
    }
  }
  const auto named = positionals(*place.command);
  if (place.option == nullptr && !named.empty() && (only_arguments || !is_option(words.back()))) {
    // The last one takes what is left.
    place.option = named[std::min(arguments, named.size() - 1)];
  }
  return place;
}

// The members of a set of allowed values, which CLI11 describes as "TEXT:{text,json}".
std::vector<std::string> allowed_values(const CLI::Option& option) {
  std::vector<std::string> values;
  const std::string type = option.get_type_name();
  const size_t open = type.find('{'), close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return values;
  std::stringstream list(type.substr(open + 1, close - open - 1));
  for (std::string value; std::getline(list, value, ',');) values.push_back(value);
  return values;
}

std::vector<Completion> fields(const std::string& begun) {
  // After a comma another one begins.
  const size_t comma = begun.rfind(',');
  const std::string before = comma == std::string::npos ? "" : begun.substr(0, comma + 1);
  std::vector<Completion> out;
  for (std::string name : query::completions(begun.substr(before.size()))) {
    if (!name.empty() && name.back() == ':') name.pop_back();
    out.push_back({before + name, ""});
  }
  return out;
}

std::vector<Completion> names_in(const std::string& kb, const std::string& begun, const std::string& sql) {
  std::vector<Completion> out;
  try {
    for (const store::SqlRow& row : store::run_sql(kb, sql).rows) {
      const std::string* name = std::get_if<std::string>(&row.front());
      if (name != nullptr && begins(*name, begun)) out.push_back({*name, std::get<std::string>(row.back())});
    }
  } catch (const schema::Error&) {
    return {};  // no knowledge base, nothing to offer
  }
  return out;
}

constexpr const char* reports_sql = "SELECT key, COALESCE(title, '') FROM reports ORDER BY key";
constexpr const char* names_sql =
    "SELECT key, COALESCE(title, '') FROM reports UNION SELECT model, key FROM models WHERE model IS NOT NULL";

std::vector<Completion> benchmarks_in(const std::string& kb, const std::string& begun) {
  std::vector<Completion> out;
  try {
    for (const query::BenchmarkUse& one : query::benchmarks(kb)) {
      if (begins(one.name, begun)) out.push_back({one.name, std::to_string(one.all) + " scores"});
    }
  } catch (const schema::Error&) {
    return {};  // no knowledge base, nothing to offer
  }
  return out;
}

std::vector<Completion> values(const Place& place, const std::string& begun) {
  const CLI::Option& option = *place.option;
  std::vector<Completion> out;
  for (const std::string& value : allowed_values(option)) {
    if (begins(value, begun)) out.push_back({value, ""});
  }
  if (!out.empty()) return out;
  const std::string name = option.get_positional() ? option.get_name(true) : option.get_name();
  if (name == "QUERY" || name == "--where") {
    const std::string before = begun.substr(0, begun.find_last_of(" (-") + 1);
    for (const std::string& word : query::completions(begun)) out.push_back({before + word, ""});
    return out;
  }
  if (name == "FIELD" || name == "X" || name == "Y" || name == "--fields" || name == "--field") return fields(begun);
  if (name == "REPORT") return names_in(place.kb, begun, reports_sql);
  if (name == "NAME" || name == "MODEL" || name == "--model") return names_in(place.kb, begun, names_sql);
  if (name == "BENCHMARK") return benchmarks_in(place.kb, begun);
  return out;
}

}  // namespace

std::vector<Completion> complete(const CLI::App& program, const std::vector<std::string>& words) {
  if (words.empty()) return {};
  const std::string& begun = words.back();
  const Place place = place_of(program, words);
  if (place.option != nullptr) return values(place, begun);
  std::vector<Completion> out;
  if (!begins(begun, "-")) {
    for (const CLI::App* command : commands_of(*place.command)) {
      if (begins(command->get_name(), begun)) out.push_back({command->get_name(), command->get_description()});
    }
    return out;
  }
  for (const CLI::Option* option : place.command->get_options()) {
    if (option->get_group().empty() || option->get_lnames().empty()) continue;
    const std::string name = "--" + option->get_lnames().front();
    if (begins(name, begun)) out.push_back({name, option->get_description()});
  }
  return out;
}

}  // namespace colophon::tools

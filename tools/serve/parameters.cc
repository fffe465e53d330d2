#include "tools/serve/parameters.h"

#include <algorithm>
#include <charconv>

#include "tools/serve/http_error.h"

namespace colophon::serve {
namespace {

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

}  // namespace

Parameters::Parameters(const std::multimap<std::string, std::string>& given,
                       std::initializer_list<std::string_view> known)
    : given_(given) {
  for (const auto& [name, value] : given) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string names;
    for (const std::string_view one : known) names += (names.empty() ? "" : ", ") + std::string(one);
    throw HttpError(400, "there is no parameter " + quoted(name) + " here; " +
                             (names.empty() ? "leave it out" : "there are " + names));
  }
}

std::string Parameters::text(std::string_view name, const std::string& otherwise) const {
  const auto [first, last] = given_.equal_range(std::string(name));
  if (first == last) return otherwise;
  if (std::next(first) != last) throw HttpError(400, "parameter " + quoted(name) + " is given twice; give it once");
  return first->second;
}

std::string Parameters::needed(std::string_view name) const {
  std::string value = text(name);
  if (value.empty()) throw HttpError(400, "parameter " + quoted(name) + " is missing; give it in the query string");
  return value;
}

std::string Parameters::choice(std::string_view name, const std::vector<std::string>& choices) const {
  std::string value = text(name, choices.front());
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return value;
  std::string names;
  for (const std::string& one : choices) names += (names.empty() ? "" : ", ") + one;
  throw HttpError(400, "parameter " + quoted(name) + " cannot be " + quoted(value) + "; give one of " + names);
}

size_t Parameters::count(std::string_view name, size_t otherwise) const {
  const std::string value = text(name);
  if (value.empty()) return otherwise;
  size_t number = 0;
  const auto [last, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || last != value.data() + value.size() || number < 1 || number > 1000) {
    throw HttpError(400,
                    "parameter " + quoted(name) + " cannot be " + quoted(value) + "; give a number from 1 to 1000");
  }
  return number;
}

bool Parameters::flag(std::string_view name) const {
  const std::string value = text(name, "false");
  if (value == "true" || value == "1") return true;
  if (value == "false" || value == "0") return false;
  throw HttpError(400, "parameter " + quoted(name) + " cannot be " + quoted(value) + "; give true or false");
}

std::vector<std::string> Parameters::all(std::string_view name) const {
  std::vector<std::string> values;
  const auto [first, last] = given_.equal_range(std::string(name));
  for (auto at = first; at != last; ++at) {
    if (!at->second.empty()) values.push_back(at->second);
  }
  return values;
}

}  // namespace colophon::serve

// Small readers over nlohmann::json whose errors name the member. For .cc files.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "schema/error.h"

namespace colophon::schema {

// json[key] as T; `fallback` where it is missing or null. Throws Error(input) when it has another type.
template <typename T>
T member_or(const nlohmann::json& json, const char* key, T fallback) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return fallback;
  try {
    return found->get<T>();
  } catch (const nlohmann::json::exception&) {
    throw Error(Error::Kind::input, std::string("member \"") + key + "\" has the wrong type: " + found->dump());
  }
}

// json[key] as T; throws Error(input) when it is missing, null or of another type.
template <typename T>
T member(const nlohmann::json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) {
    throw Error(Error::Kind::input, std::string("member \"") + key + "\" is missing in " + json.dump().substr(0, 120));
  }
  return member_or<T>(json, key, T{});
}

// A double that prints as an integer where it is a whole number.
nlohmann::json number_to_json(double number);

// Parses text; throws Error(input) with `what` (the file or record) and the byte where it went wrong.
nlohmann::json parse_json(std::string_view text, const std::string& what);

}  // namespace colophon::schema

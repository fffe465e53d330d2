// Small readers over nlohmann::json whose errors name the member. For .cc files.
#pragma once

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>
#include <utility>

#include "schema/error.h"

namespace colophon::schema {

// Whether a number is one of T's; for all that is no number, and for what T takes any number of, true. nlohmann/json
// converts whatever there is: 1e30 to an integer is undefined, -1 to a count is 18446744073709551615.
template <typename T>
bool in_range(const nlohmann::json& value) {
  if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    if (value.is_number_float()) {
      const double number = value.get<double>();
      const double beyond = std::ldexp(1.0, std::numeric_limits<T>::digits);
      return number < beyond && (std::is_signed_v<T> ? number >= -beyond : number > -1);
    }
    if (value.is_number_unsigned()) return std::in_range<T>(value.get<uint64_t>());
    if (value.is_number_integer()) return std::in_range<T>(value.get<int64_t>());
  }
  return true;
}

// json[key] as T; `fallback` where it is missing or null. Throws Error(input) when it has another type, or is a number
// that T cannot hold.
template <typename T>
T member_or(const nlohmann::json& json, const char* key, T fallback) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return fallback;
  if (!in_range<T>(*found)) {
    throw Error(Error::Kind::input, std::string("member \"") + key + "\" is out of range: " + found->dump());
  }
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

// JSON as text: on one line, or indented by `indent`. Bytes that are not UTF-8 become U+FFFD.
template <typename Json>
std::string json_text(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// Parses text; throws Error(input) with `what` (the file or record) and the byte where it went wrong.
nlohmann::json parse_json(std::string_view text, const std::string& what);

}  // namespace colophon::schema

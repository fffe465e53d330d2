// Letters and digits of ASCII, whatever the locale. For names and codes; text that people wrote is for ICU
// (store/text.h).
#pragma once

#include <string>
#include <string_view>

namespace colophon::schema {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// A to Z as a to z, every other byte as it is.
inline std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_lower(c);
  return out;
}

}  // namespace colophon::schema

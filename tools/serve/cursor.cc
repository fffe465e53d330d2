#include "tools/serve/cursor.h"

#include <charconv>

#include "store/digest.h"
#include "tools/serve/http_error.h"

namespace colophon::serve {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

HttpError wrong() { return {400, "this is no cursor; give the \"next\" of the page before, or none to begin"}; }

}  // namespace

std::string Cursor::text() const { return store::hexadecimal(std::to_string(entry) + ":" + key); }

Cursor Cursor::parse(std::string_view text) {
  Cursor cursor;
  if (text.empty()) return cursor;
  std::string plain;
  if (text.size() % 2 != 0) throw wrong();
  for (size_t i = 0; i < text.size(); i += 2) {
    const size_t high = digits.find(text[i]), low = digits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) throw wrong();
    plain += static_cast<char>(high << 4 | low);
  }
  const auto [last, error] = std::from_chars(plain.data(), plain.data() + plain.size(), cursor.entry);
  if (error != std::errc() || last == plain.data() + plain.size() || *last != ':') throw wrong();
  cursor.key = plain.substr(static_cast<size_t>(last - plain.data()) + 1);
  return cursor;
}

}  // namespace colophon::serve

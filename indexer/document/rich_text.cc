#include "indexer/document/rich_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "schema/ascii.h"

namespace colophon::document {
namespace {

using schema::is_digit;
void put(std::string& out, UChar32 c) {
  char buffer[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out.append(buffer, static_cast<size_t>(length));
}

// Calls `visit(code point)` for each; malformed bytes become U+FFFD.
template <typename Visit>
void each(std::string_view text, Visit visit) {
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const uint8_t*>(text.data()), i, size, c);
    visit(c);
  }
}

bool space(UChar32 c) { return u_isUWhiteSpace(c) != 0; }

bool invisible(UChar32 c) {
  return c == 0xFEFF || u_charType(c) == U_CONTROL_CHAR || (u_charType(c) == U_FORMAT_CHAR && c != 0x200D);
}

bool emoji(UChar32 c) {
  if (c >= 0x1F1E6 && c <= 0x1F1FF) return true;  // flags
  if (c == 0xFE0F || c == 0x200D || c == 0x20E3) return true;
  if (c < 0x2190) return false;  // digits, ©, ™ are "emoji" to Unicode
  return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0 && !(c >= 0x2190 && c <= 0x21FF);
}

bool mark(std::string_view text, size_t& length, bool at_end) {
  static constexpr std::string_view marks[] = {"*", "†", "‡", "§", "¶", "✝", "↑", "↓", "⋆",
                                               "★", "☆", "∗", "♠", "♣", "♦", "♡", "♢"};
  for (const std::string_view m : marks) {
    if (at_end ? text.ends_with(m) : text.starts_with(m)) {
      length = m.size();
      return true;
    }
  }
  return false;
}

size_t visible_bytes(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](unsigned char c) { return c > ' '; }));
}

// A number, a sign or a lone letter can be an exponent; "th" and "†" cannot.
bool exponent(std::string_view text) {
  if (text.size() == 1) return is_digit(text[0]) || u_isalpha(text[0]) != 0;
  size_t start = 0;
  for (const std::string_view sign : {"-", "+", "−", "–"}) {
    if (text.starts_with(sign)) start = sign.size();
  }
  return start < text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(start), text.end(),
                                            [](char c) { return is_digit(c) || c == '.'; });
}

// The text ends with a whole number that is commonly raised: 10 or 2, not 65.2 or 91.
bool power_base(std::string_view text) {
  size_t i = text.size();
  while (i > 0 && (is_digit(text[i - 1]) || text[i - 1] == '.' || text[i - 1] == ',')) --i;
  const std::string_view number = text.substr(i);
  return number == "10" || number == "2";
}

}  // namespace

std::string squeeze(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  each(text, [&](UChar32 c) {
    if (space(c)) {
      gap = !out.empty();
    } else if (!invisible(c)) {
      if (gap) out.push_back(' ');
      gap = false;
      put(out, c);
    }
  });
  return out;
}

std::string without_emoji(std::string_view text) {
  std::string out;
  each(text, [&](UChar32 c) {
    if (!emoji(c)) put(out, c);
  });
  return squeeze(out);
}

Cell plain_cell(std::string_view text) {
  Cell cell;
  cell.text = cell.core = squeeze(text);
  return cell;
}

std::string without_marks(std::string_view text) {
  const std::string whole = squeeze(text);
  std::string_view rest = whole;
  const auto trim = [&rest] {
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    while (rest.ends_with(' ')) rest.remove_suffix(1);
  };
  for (size_t length = 0; mark(rest, length, true); trim()) rest.remove_suffix(length);
  for (size_t length = 0; mark(rest, length, false); trim()) rest.remove_prefix(length);
  return rest.empty() ? whole : std::string(rest);
}

void RichText::append(std::string_view text, Style style) {
  text_ += text;
  core_ += text;
  const size_t bytes = visible_bytes(text);
  visible_ += bytes;
  if (style.bold) bold_ += bytes;
  if (style.underline) underlined_ += bytes;
}

void RichText::superscript(std::string_view raised, Style style) {
  std::string text = squeeze(raised);
  if (text.empty()) return;
  for (const std::string_view minus : {"−", "–"}) {
    if (exponent(text) && text.starts_with(minus)) text.replace(0, minus.size(), "-");
  }
  const char last = text_.empty() ? ' ' : text_.back();
  const bool joined = static_cast<unsigned char>(last) > ' ';
  if (!joined || !exponent(text)) {
    const bool letters = u_isalpha(static_cast<unsigned char>(text[0])) != 0;
    text_ += text;
    if (letters) core_ += text;  // "5th", "TM": part of the word
  } else {
    const bool power = power_base(squeeze(text_)) || !is_digit(text.front()) || !is_digit(last);
    text_ += "^" + text;
    if (power && (is_digit(last) || !is_digit(text.front()))) core_ += "^" + text;
  }
  const size_t bytes = visible_bytes(text);
  visible_ += bytes;
  if (style.bold) bold_ += bytes;
}

void RichText::trim_end() {
  for (std::string* part : {&text_, &core_}) {
    while (!part->empty() && (part->back() == ' ' || part->back() == '\n' || part->back() == '\t')) part->pop_back();
  }
}

Cell RichText::cell() const {
  Cell cell;
  cell.text = text();
  cell.core = without_marks(core_);
  if (cell.core.empty()) cell.core = cell.text;
  cell.bold = bold();
  cell.underline = visible_ > 0 && underlined_ == visible_;
  return cell;
}

}  // namespace colophon::document

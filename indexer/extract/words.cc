#include "indexer/extract/words.h"

#include <unicode/utf8.h>

#include <cstdint>

namespace colophon::extract {
namespace {

bool is_latin(UChar32 c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_han(UChar32 c) { return c >= 0x4e00 && c <= 0x9fff; }
bool is_digit(UChar32 c) { return c >= '0' && c <= '9'; }
bool is_sign(UChar32 c) {
  return c == '%' || c == '(' || c == ')' || c == 0xd7 || c == ':' || c == ';' || c == '|' || c == '/';
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  std::string_view last_han;  // the character before, when it was Chinese
  bool in_number = false;
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    const int32_t begin = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    const std::string_view here = text.substr(static_cast<size_t>(begin), static_cast<size_t>(at - begin));
    if (is_latin(c)) {
      word += static_cast<char>(c | 0x20);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
    const bool goes_on = in_number && (c == '.' || c == ',');
    if (is_digit(c) && !in_number) words.emplace_back("#");
    in_number = is_digit(c) || goes_on;
    if (is_han(c) && !last_han.empty()) words.push_back(std::string(last_han).append(here));
    last_han = is_han(c) ? here : std::string_view();
    if (is_sign(c)) words.emplace_back(here);
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace colophon::extract

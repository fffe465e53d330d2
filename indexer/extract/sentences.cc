#include "indexer/extract/sentences.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace colophon::extract {
namespace {

// Never the end of a sentence, unless a word follows that only begins sentences.
constexpr std::array<std::string_view, 30> abbreviations = {
    "al",   "fig", "figs", "eq",  "eqs",  "sec", "secs", "tab", "ref", "refs", "vs", "e.g", "i.e", "cf",  "approx",
    "resp", "dr",  "mr",   "mrs", "prof", "inc", "ltd",  "co",  "vol", "pp",   "ed", "eds", "no",  "app", "et"};

// Words that begin a sentence even after an abbreviation or an initial.
constexpr std::array<std::string_view, 32> openers = {
    "The",  "We",    "In",    "This", "It",   "For",      "Our",    "These",  "To",    "However",     "As",
    "By",   "At",    "On",    "When", "With", "While",    "During", "After",  "Then",  "Finally",     "Thus",
    "From", "Under", "There", "They", "Both", "Moreover", "Such",   "Second", "First", "Specifically"};

UChar32 char_at(std::string_view text, size_t at) {
  UChar32 c = -1;
  auto i = static_cast<int32_t>(at);
  if (at < text.size()) U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
  return c;
}

size_t next(std::string_view text, size_t at) {
  auto i = static_cast<int32_t>(at);
  U8_FWD_1(text.data(), i, static_cast<int32_t>(text.size()));
  return static_cast<size_t>(i);
}

size_t previous(std::string_view text, size_t at) {
  auto i = static_cast<int32_t>(at);
  U8_BACK_1(reinterpret_cast<const uint8_t*>(text.data()), 0, i);
  return static_cast<size_t>(i);
}

bool blank(UChar32 c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000; }

bool closes(UChar32 c) {
  return c == ')' || c == ']' || c == '"' || c == '\'' || c == '*' || c == 0x201D || c == 0x2019 || c == 0xFF09 ||
         c == 0x300D || c == 0x300F || c == 0x300B || c == 0x3011;
}

bool ends_chinese(UChar32 c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; }

bool bullet(UChar32 c) { return c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0x25E6; }

template <size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view word_from(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && u_isalpha(static_cast<unsigned char>(text[end])) && (text[end] & 0x80) == 0) ++end;
  return text.substr(at, end - at);
}

// The run of letters and inner dots that ends just before `at`, in lower case.
std::string word_before(std::string_view text, size_t begin, size_t at) {
  size_t start = at;
  while (start > begin) {
    const unsigned char c = static_cast<unsigned char>(text[start - 1]);
    if ((c & 0x80) != 0 || !(u_isalpha(c) || c == '.')) break;
    --start;
  }
  std::string word(text.substr(start, at - start));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(u_tolower(c)); });
  return word;
}

bool only_enumerator(std::string_view text) {
  return text.size() <= 4 && !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return u_isdigit(c) || c == '(' || c == ')'; });
}

// Whether the full stop at `at` ends the sentence that began at `begin`; `after` is the first character past the stop,
// closing marks included.
bool ends_english(std::string_view text, size_t begin, size_t at, size_t after) {
  if (after >= text.size()) return true;
  if (!blank(char_at(text, after))) return false;
  size_t follow = after;
  while (follow < text.size() && blank(char_at(text, follow))) follow = next(text, follow);
  if (follow >= text.size()) return true;
  const UChar32 c = char_at(text, follow);
  if (u_islower(c) || c == ',' || c == ';' || c == ')') return false;
  if (text[at] != '.') return true;
  if (only_enumerator(text.substr(begin, at - begin))) return false;
  const bool opener = contains(openers, word_from(text, follow));
  const std::string word = word_before(text, begin, at);
  if (word == "no" && !u_isdigit(c)) return true;
  if (contains(abbreviations, word)) return opener;
  const bool initial = word.size() == 1 || (word.size() == 3 && word[1] == '.');
  if (initial && at > 0 && u_isupper(static_cast<unsigned char>(text[at - 1]))) return opener;
  return true;
}

}  // namespace

std::vector<Span> split_sentences(std::string_view text) {
  std::vector<Span> spans;
  size_t begin = 0;
  const auto close = [&](size_t end) {
    size_t first = begin;
    while (first < end && blank(char_at(text, first))) first = next(text, first);
    size_t last = end;
    while (last > first && blank(char_at(text, previous(text, last)))) last = previous(text, last);
    if (last > first) spans.push_back({first, last});
    begin = end;
  };
  for (size_t at = 0; at < text.size();) {
    const UChar32 c = char_at(text, at);
    size_t after = next(text, at);
    if (bullet(c)) {
      close(at);
    } else if (c == '\n') {
      close(after);
    } else if (c == '.' || c == '!' || c == '?' || ends_chinese(c)) {
      while (after < text.size() && closes(char_at(text, after))) after = next(text, after);
      if (ends_chinese(c) || ends_english(text, begin, at, after)) close(after);
    }
    at = after;
  }
  close(text.size());
  return spans;
}

std::vector<Sentence> sentences(const document::Document& document) {
  using document::BlockKind;
  std::vector<Sentence> found;
  for (size_t i = 0; i < document.blocks.size(); ++i) {
    const document::Block& block = document.blocks[i];
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item && block.kind != BlockKind::caption &&
        block.kind != BlockKind::footnote) {
      continue;
    }
    for (const Span& span : split_sentences(block.text)) found.push_back({static_cast<int>(i), span});
  }
  return found;
}

}  // namespace colophon::extract

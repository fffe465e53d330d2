#include <re2/re2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "indexer/document/pdf/characters.h"
#include "indexer/document/pdf/layout.h"
#include "schema/ascii.h"

namespace colophon::document::pdf {
namespace {

using schema::is_letter;
using schema::lowered;
// First parts that keep their hyphen when the whole word is seen nowhere else.
constexpr std::array<std::string_view, 28> prefixes = {"pre",  "post", "non",  "self",  "multi", "fine",  "long",
                                                       "high", "low",  "open", "state", "large", "small", "full",
                                                       "real", "well", "end",  "cross", "in",    "sub",   "semi",
                                                       "co",   "anti", "zero", "few",   "one",   "two",   "chain"};

std::string_view last_word(std::string_view text) {
  size_t from = text.size();
  while (from > 0 && is_letter(text[from - 1])) --from;
  return text.substr(from);
}

std::string_view first_word(std::string_view text) {
  size_t to = 0;
  while (to < text.size() && is_letter(text[to])) ++to;
  return text.substr(0, to);
}

// Ideographs and their full-width punctuation are set without spaces.
bool is_wide(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
}

}  // namespace

LineJoiner::LineJoiner(const Pages& pages) {
  for (const Page& page : pages.pages) {
    for (const Line& line : page.lines) {
      for (size_t at = 0; at < line.words.size(); ++at) {
        // The last word of a line may be half a word.
        std::string_view text = line.words[at].text;
        if (at + 1 == line.words.size() && text.ends_with('-')) continue;
        while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
        while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
        if (text.size() > 3) ++words_[lowered(text)];
      }
    }
  }
}

void LineJoiner::append(std::string& text, std::string_view line) const {
  if (text.empty() || line.empty()) {
    text += line;
    return;
  }
  if (text.ends_with('-') && is_letter(line.front()) && text.size() > 1 && is_letter(text[text.size() - 2])) {
    const std::string_view head = last_word(std::string_view(text).substr(0, text.size() - 1));
    const std::string_view tail = first_word(line);
    const auto count = [this](const std::string& word) {
      const auto found = words_.find(word);
      return found == words_.end() ? 0 : found->second;
    };
    const int whole = count(lowered(std::string(head) + std::string(tail)));
    const int hyphened = count(lowered(std::string(head) + "-" + std::string(tail)));
    const bool prefix = std::find(prefixes.begin(), prefixes.end(), lowered(head)) != prefixes.end();
    const bool capital = line.front() >= 'A' && line.front() <= 'Z';
    // Two words that stand by themselves elsewhere, and never as one: a compound.
    const bool compound = whole == 0 && count(lowered(head)) > 1 && count(lowered(tail)) > 1;
    const bool keep = whole != hyphened ? hyphened > whole : prefix || capital || compound;
    if (!keep) text.pop_back();
    text += line;
    return;
  }
  const bool solid = (ends_wide(text) && starts_wide(line)) || text.ends_with('-') || text.ends_with('/');
  if (!solid) text += ' ';
  text += line;
}

bool ends_sentence(std::string_view text) {
  while (text.ends_with(')') || text.ends_with(']') || text.ends_with('"') || text.ends_with("”") ||
         text.ends_with("）")) {
    text.remove_suffix(text.ends_with("”") || text.ends_with("）") ? 3 : 1);
  }
  for (const std::string_view stop : {".", "!", "?", ":", "。", "！", "？", "：", "；"}) {
    if (text.ends_with(stop)) return true;
  }
  return false;
}

bool starts_caption(std::string_view text) {
  static const RE2 pattern(
      R"((?i)^((supplementary )?(figure|fig\.|table|algorithm|listing)\s*[A-Z]?\.?\d+(\.\d+)?[a-z]?\s*([:|.：]|\s(?-i:[A-Z(]))|[图表]\s*\d+([-.]\d+)?\s*[:：.|\s]))");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

bool starts_list_item(std::string_view text) {
  static const RE2 pattern(
      R"(^([•●▪■◦‣∙·★✓✔➤]|[-–—*]\s|\(\d{1,2}\)\s|（\d{1,2}）|\d{1,2}[.)]\s+\S|\([a-zivx]{1,4}\)\s|[①-⑳]|\[\d+\]))");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

bool is_formula(std::string_view text) {
  size_t words = 0, letters = 0, symbols = 0, wide = 0;
  const auto size = static_cast<int32_t>(text.size());
  size_t run = 0;
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    if (c < 0) continue;
    if (c < 0x80 && is_letter(static_cast<char>(c))) {
      ++run;
      ++letters;
      continue;
    }
    if (run >= 4) words += run;
    run = 0;
    if (is_wide(c))
      ++wide;
    else if (u_hasBinaryProperty(c, UCHAR_MATH) || c == '(' || c == ')' || c == '[' || c == ']' || c == '{' ||
             c == '}' || c == ',' || c == '_' || c == '/' || u_isdigit(c) || (c >= 0x370 && c <= 0x3FF)) {
      ++symbols;
    }
  }
  if (run >= 4) words += run;
  return wide < 3 && symbols >= 3 && 2 * words < letters - words + symbols;
}

}  // namespace colophon::document::pdf

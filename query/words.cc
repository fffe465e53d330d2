#include "query/words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "store/text.h"

namespace colophon::query {
namespace {

std::string stem_of(const std::string& word) {
  if (word.size() > 5 && word.compare(word.size() - 3, 3, "ies") == 0) return word.substr(0, word.size() - 3) + "y";
  const bool plural = word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's';
  return plural ? word.substr(0, word.size() - 1) : word;
}

bool is_comparison(UChar32 c) { return c == '<' || c == '>' || c == '=' || c == 0x2264 || c == 0x2265 || c == '~'; }

// "2.5", "GPT-4.1": a point belongs to the word between digits; "HumanEval+" keeps its plus.
bool joins(std::string_view text, size_t at, size_t begin) {
  const auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  if (text[at] == '.') return at > begin && digit(at - 1) && digit(at + 1);
  if (text[at] == '+') return at > begin && !digit(at - 1);
  return text[at] == '@' && at > begin;
}

// Whether each word was written with a capital, in the order of words: folding keeps their number and order, but not
// their bytes.
std::vector<bool> capitals(std::string_view original) {
  std::vector<bool> found;
  bool inside = false;
  int32_t at = 0;
  const auto length = static_cast<int32_t>(original.size());
  while (at < length) {
    UChar32 c = 0;
    U8_NEXT(original.data(), at, length, c);
    const bool letter = c > 0 && u_isalnum(c) && !u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC);
    if (letter) {
      if (!inside) found.push_back(false);
      if (u_isUUppercase(c)) found.back() = true;
    }
    inside = letter;
  }
  return found;
}

}  // namespace

std::string Words::joined(size_t first, size_t last) const {
  std::string out;
  for (size_t i = first; i < last; ++i) out += list[i].text;
  return out;
}

std::string Words::stems(size_t first, size_t last) const {
  std::string out;
  for (size_t i = first; i < last; ++i) out += list[i].stem;
  return out;
}

std::string Words::text(size_t first, size_t last) const {
  if (first >= last) return "";
  return folded.substr(list[first].begin, list[last - 1].end - list[first].begin);
}

Words split_words(std::string_view utf8) {
  Words words;
  words.folded = store::fold(utf8);
  const std::string& text = words.folded;
  const auto length = static_cast<int32_t>(text.size());
  size_t separator = 0;
  for (int32_t at = 0; at < length;) {
    const auto begin = static_cast<size_t>(at);
    UChar32 c = 0;
    U8_NEXT(text.data(), at, length, c);
    if (c < 0) continue;
    Word word;
    word.begin = begin;
    if (is_comparison(c)) {
      if (static_cast<size_t>(at) < text.size() && text[at] == '=') ++at;
    } else if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) {
      word.han = true;
    } else if (u_isalnum(c)) {
      while (at < length) {
        int32_t next = at;
        U8_NEXT(text.data(), next, length, c);
        const bool inside = c > 0 && u_isalnum(c) && !u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC);
        if (!inside && !(c > 0 && c < 0x80 && joins(text, static_cast<size_t>(at), begin))) break;
        at = next;
      }
    } else {
      continue;
    }
    word.end = static_cast<size_t>(at);
    word.text = text.substr(begin, word.end - begin);
    word.stem = word.han ? word.text : stem_of(word.text);
    word.before = text.substr(separator, begin - separator);
    separator = word.end;
    words.list.push_back(std::move(word));
  }
  // Points and signs cut words here and not there, so capitals are only trusted where the counts agree.
  const std::vector<bool> upper = capitals(utf8);
  size_t next = 0;
  for (Word& word : words.list) {
    if (word.han || !u_isalnum(static_cast<unsigned char>(word.text.front()))) continue;
    const auto runs = 1 + std::count(word.text.begin(), word.text.end(), '.');
    for (int64_t run = 0; run < runs && next < upper.size(); ++run) word.capital |= upper[next++];
    word.capital |= std::any_of(word.text.begin(), word.text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  return words;
}

size_t edit_distance(std::string_view a, std::string_view b, size_t most) {
  const size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > most) return most + 1;
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    size_t least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], most + 1);
}

}  // namespace colophon::query

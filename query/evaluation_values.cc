#include "query/evaluation_values.h"

#include <re2/re2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "query/amounts.h"
#include "store/text.h"

namespace colophon::query {
namespace {

using schema::Item;
using schema::Labelled;
using schema::Range;
using schema::Value;

constexpr double number_tolerance = 0.005;
constexpr double text_in_common = 0.5;
constexpr double name_in_common = 0.6;
constexpr size_t shortest_part = 4;  // letters of a term that may stand inside a longer one

bool near(double a, double b) {
  return std::abs(a - b) <= number_tolerance * std::max({std::abs(a), std::abs(b), 1e-30});
}

// 128K tokens are 131,072 or 128,000, and 1M is 2^20 or 10^6: people mean either.
bool near_length(double a, double b) {
  constexpr std::array scales = {1.0, 1.024, 1.048576};
  return std::any_of(scales.begin(), scales.end(), [&](double k) { return near(a, b * k) || near(a * k, b); });
}

// The vocabulary's word for a text, or the text's own key.
std::string term_of(const Item& item, const std::string& text) {
  std::string key = schema::term_key(text);
  for (const schema::Term& term : item.vocabulary) {
    const auto is_it = [&](const std::string& spelling) { return schema::term_key(spelling) == key; };
    if (is_it(term.value) || std::any_of(term.aliases.begin(), term.aliases.end(), is_it))
      return schema::term_key(term.value);
  }
  return key;
}

bool same_text(std::string_view curated, std::string_view ours) {
  const std::string a = schema::term_key(curated);
  const std::string b = schema::term_key(ours);
  if (a.empty() || b.empty()) return false;
  return a.find(b) != std::string::npos || b.find(a) != std::string::npos ||
         word_coverage(curated, ours) >= text_in_common || word_coverage(ours, curated) >= text_in_common;
}

bool same_term(const Item& item, const std::string& curated, const std::string& ours) {
  if (term_of(item, curated) == term_of(item, ours)) return true;
  if (item.open) return same_text(curated, ours);
  const std::string a = schema::term_key(curated);
  const std::string b = schema::term_key(ours);
  return !item.closed && std::min(a.size(), b.size()) >= shortest_part &&
         (a.find(b) != std::string::npos || b.find(a) != std::string::npos);
}

bool same_labelled(const Item& item, const Labelled& curated, const Labelled& ours) {
  // The report may give a kind or a chip without its number: only two different numbers disagree.
  const bool amount_is_the_value = item.type == schema::ValueType::quantity || item.type == schema::ValueType::share;
  if (curated.amount && !ours.amount && amount_is_the_value) return false;
  if (curated.amount && ours.amount && !near(*curated.amount, *ours.amount)) return false;
  if (curated.label.empty() || ours.label.empty()) return item.type == schema::ValueType::quantity;
  if (item.type == schema::ValueType::share) return same_text(curated.label, ours.label);
  return term_of(item, curated.label) == term_of(item, ours.label);
}

double high_end(const Value& value) { return schema::value_number(value).value_or(NAN); }
double low_end(const Value& value) {
  const auto* range = std::get_if<Range>(&value);
  return range != nullptr ? range->low : high_end(value);
}

// How often each word of an alphabet, and each pair of neighbouring Chinese characters, stands in a text.
std::map<icu::UnicodeString, int> words_of(std::string_view text) {
  std::map<icu::UnicodeString, int> out;
  icu::UnicodeString word;
  icu::UnicodeString han;
  const auto end_word = [&] {
    if (!word.isEmpty()) ++out[word];
    word.remove();
  };
  const auto unicode = icu::UnicodeString::fromUTF8(store::fold(text));
  for (int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1)) {
    const UChar32 c = unicode.char32At(i);
    if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0) {
      end_word();
      if (!han.isEmpty()) ++out[icu::UnicodeString(han).append(c)];
      han = icu::UnicodeString(c);
      continue;
    }
    han.remove();
    if (u_isalnum(c) != 0 || c == '.') {
      word.append(c);
    } else {
      end_word();
    }
  }
  end_word();
  return out;
}

std::string benchmark_text(std::string_view name) {
  static const RE2 brackets("[(（\\[].*?[)）\\]]");
  static const RE2 settings(
      "(?i)(@\\d+k?|[-_ ]?\\d*[-_ ]?shots?|zero[-_ ]?shot|few[-_ ]?shot|exact match|\\bem|\\bacc\\.?|accuracy|pass@?1"
      "|avg@?\\d+|cons@?\\d+|w/ ?cot|\\bcot|\\bf1)\\s*$");
  std::string text(name);
  RE2::GlobalReplace(&text, brackets, "");
  if (schema::term_key(text).empty()) text = name;
  std::string shorter = text;
  while (RE2::Replace(&shorter, settings, "") && schema::term_key(shorter).size() > 1) text = shorter;
  return schema::term_key(text);
}

}  // namespace

bool same_value(const Item& item, const Value& curated, const Value& ours) {
  if (std::holds_alternative<Range>(curated) || std::holds_alternative<Range>(ours))
    return near(low_end(curated), low_end(ours)) && near(high_end(curated), high_end(ours));
  if (curated.index() != ours.index()) return false;
  if (const auto* number = std::get_if<double>(&curated)) {
    const double other = std::get<double>(ours);
    return is_length(item) ? near_length(*number, other) : near(*number, other);
  }
  if (const auto* labelled = std::get_if<Labelled>(&curated))
    return same_labelled(item, *labelled, std::get<Labelled>(ours));
  if (const auto* text = std::get_if<std::string>(&curated)) {
    const auto& other = std::get<std::string>(ours);
    return item.id == "eval.benchmark" ? same_benchmark(*text, other) : same_term(item, *text, other);
  }
  return curated == ours;
}

bool same_model_name(std::string_view a, std::string_view b) {
  const std::string x = schema::term_key(a);
  const std::string y = schema::term_key(b);
  if (x.empty() || y.empty()) return false;
  if (x == y) return true;
  if (x.find(y) == std::string::npos && y.find(x) == std::string::npos) return false;
  const auto [shorter, longer] = std::minmax(x.size(), y.size());
  return static_cast<double>(shorter) >= name_in_common * static_cast<double>(longer);
}

bool same_benchmark(std::string_view a, std::string_view b) { return benchmark_text(a) == benchmark_text(b); }

double word_coverage(std::string_view curated, std::string_view text) {
  const auto wanted = words_of(curated);
  const auto present = words_of(text);
  int all = 0;
  int found = 0;
  for (const auto& [word, count] : wanted) {
    const auto at = present.find(word);
    all += count;
    if (at != present.end()) found += std::min(count, at->second);
  }
  return all == 0 ? 0.0 : static_cast<double>(found) / all;
}

}  // namespace colophon::query

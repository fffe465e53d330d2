#include "indexer/extract/spelled_numbers.h"

#include <re2/re2.h>
#include <unicode/rbnf.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <string>

#include "indexer/extract/regex.h"

namespace colophon::extract {
namespace {

constexpr std::array<std::string_view, 20> ones = {
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> tens = {"",      "",      "twenty",  "thirty", "forty",
                                                   "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 11> chinese_digits = {"零", "一", "二", "三", "四", "五",
                                                             "六", "七", "八", "九", "十"};

// An alternation of the English number words that are no multiplier, from "one" on.
std::string plain_words() {
  std::string words = "(?:";
  for (size_t i = 1; i < ones.size(); ++i) words += std::string(ones[i]) + "|";
  for (size_t i = 2; i < tens.size(); ++i) words += std::string(tens[i]) + (i + 1 < tens.size() ? "|" : ")");
  return words;
}

struct Words {
  std::string plain = plain_words();
  std::string any = "(?:" + plain + "|hundred|thousand|million|billion|trillion)";
  RE2 single{"(?i)^(" + plain + ")[\\s-]"};
  RE2 composed{"(?i)^(" + plain + "(?:[\\s-](?:and\\s)?" + any + ")+)(?:[^A-Za-z]|$)"};
  RE2 tens_and_one{"(?i)\\b([a-z]+ty)\\s(one|two|three|four|five|six|seven|eight|nine)\\b"};
  RE2 multiplier{"(?i)hundred|thousand|million|billion|trillion|[百千万亿]"};
  RE2 chinese_single{"^(一|两|二|三|四|五|六|七|八|九|十)\\s?(?:个|轮|层|块|张)"};
  RE2 chinese_composed{"^([一二两三四五六七八九十]\\s?[一二两三四五六七八九十百千万亿零]+)(?:[^分之成]|$)"};
  // "二三十" is twenty or thirty, "两万五" is short for 25,000 and is read as 20,005.
  RE2 chinese_vague{"[一二两三四五六七八九][一二两三四五六七八九]|[百千万亿][一二三四五六七八九]$"};
};

const Words& words() {
  static const Words words;
  return words;
}

// `written` read to its end, or nothing.
std::optional<double> parse(const icu::RuleBasedNumberFormat& format, const std::string& written) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(written);
  icu::Formattable value;
  icu::ParsePosition position(0);
  format.parse(text, value, position);
  UErrorCode status = U_ZERO_ERROR;
  const double number = value.getDouble(status);
  if (U_FAILURE(status) != 0 || position.getIndex() != text.length() || number <= 0) return std::nullopt;
  return number;
}

const icu::RuleBasedNumberFormat& format_of(const icu::Locale& locale) {
  static const auto make = [](const icu::Locale& of) {
    UErrorCode status = U_ZERO_ERROR;
    return icu::RuleBasedNumberFormat(icu::URBNF_SPELLOUT, of, status);
  };
  static const icu::RuleBasedNumberFormat english = make(icu::Locale::getEnglish());
  static const icu::RuleBasedNumberFormat chinese = make(icu::Locale::getChinese());
  return locale == icu::Locale::getChinese() ? chinese : english;
}

std::string lowered(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
  return word;
}

std::optional<double> english_value(const std::string& words_of_it) {
  std::string written = lowered(words_of_it);
  RE2::GlobalReplace(&written, words().tens_and_one, "\\1-\\2");
  return parse(format_of(icu::Locale::getEnglish()), written);
}

std::optional<double> chinese_value(std::string written) {
  if (matches(written, words().chinese_vague)) return std::nullopt;
  static const RE2 liang("两"), space("\\s");
  RE2::GlobalReplace(&written, liang, "二");
  RE2::GlobalReplace(&written, space, "");
  return parse(format_of(icu::Locale::getChinese()), written);
}

std::optional<double> single_value(std::string_view word) {
  const std::string lower = lowered(std::string(word));
  for (size_t i = 0; i < ones.size(); ++i) {
    if (lower == ones[i]) return static_cast<double>(i);
  }
  for (size_t i = 2; i < tens.size(); ++i) {
    if (lower == tens[i]) return static_cast<double>(10 * i);
  }
  return std::nullopt;
}

// Whether a number word can begin here: most words are told by their first letter.
bool may_begin(std::string_view rest) {
  static constexpr std::string_view first_letters = "otfsenOTFSEN";
  if ((static_cast<unsigned char>(rest.front()) & 0x80) == 0) return first_letters.find(rest.front()) != rest.npos;
  return rest.starts_with("两") || std::any_of(chinese_digits.begin() + 1, chinese_digits.end(),
                                               [&](std::string_view digit) { return rest.starts_with(digit); });
}

}  // namespace

std::optional<double> spelled_digit(std::string_view word) {
  if (word == "两") return 2;
  for (size_t i = 0; i < chinese_digits.size(); ++i) {
    if (word == chinese_digits[i]) return static_cast<double>(i);
  }
  return single_value(word);
}

std::optional<SpelledNumber> spelled_number(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.empty() || !may_begin(rest)) return std::nullopt;
  const bool ascii = (static_cast<unsigned char>(rest.front()) & 0x80) == 0;
  std::string written;
  if (RE2::PartialMatch(piece_of(rest), ascii ? words().composed : words().chinese_composed, &written)) {
    const std::optional<double> value = ascii ? english_value(written) : chinese_value(written);
    if (value) return SpelledNumber{*value, written.size(), matches(written, words().multiplier)};
    if (!ascii) return std::nullopt;
  }
  if (!RE2::PartialMatch(piece_of(rest), ascii ? words().single : words().chinese_single, &written))
    return std::nullopt;
  const std::optional<double> value = spelled_digit(written);
  if (!value) return std::nullopt;
  return SpelledNumber{*value, written.size(), false};
}

}  // namespace colophon::extract

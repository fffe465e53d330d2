#include "schema/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "schema/ascii.h"

namespace colophon::schema {
namespace {

bool starts(std::string_view text, size_t at, std::string_view with) { return text.substr(at, with.size()) == with; }

size_t skip_blanks(std::string_view text, size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

// Words that multiply what stands before them.
struct Scale {
  std::string_view word;
  double factor;
};
constexpr std::array<Scale, 5> english_scales = {
    {{"trillion", 1e12}, {"billion", 1e9}, {"million", 1e6}, {"thousand", 1e3}, {"hundred", 1e2}}};
constexpr std::array<Scale, 5> han_scales = {{{"亿", 1e8}, {"万", 1e4}, {"千", 1e3}, {"百", 1e2}, {"十", 1e1}}};
constexpr std::array<std::pair<std::string_view, double>, 11> han_digits = {{{"零", 0},
                                                                             {"一", 1},
                                                                             {"二", 2},
                                                                             {"两", 2},
                                                                             {"三", 3},
                                                                             {"四", 4},
                                                                             {"五", 5},
                                                                             {"六", 6},
                                                                             {"七", 7},
                                                                             {"八", 8},
                                                                             {"九", 9}}};
constexpr std::array<std::pair<std::string_view, double>, 13> english_digits = {{{"half a", 0.5},
                                                                                 {"half", 0.5},
                                                                                 {"one", 1},
                                                                                 {"two", 2},
                                                                                 {"three", 3},
                                                                                 {"four", 4},
                                                                                 {"five", 5},
                                                                                 {"six", 6},
                                                                                 {"seven", 7},
                                                                                 {"eight", 8},
                                                                                 {"nine", 9},
                                                                                 {"ten", 10},
                                                                                 {"a", 1}}};

// Everything from digits: "1,234.5e-3". Gives the end, the value and the weight of the last digit.
bool read_digits(std::string_view text, size_t& at, double& value, double& last_digit) {
  std::string plain;
  size_t end = at;
  while (end < text.size()) {
    if (is_digit(text[end])) {
      plain += text[end++];
    } else if (text[end] == ',' && end + 3 < text.size() && is_digit(text[end + 1]) && is_digit(text[end + 2]) &&
               is_digit(text[end + 3]) && (end + 4 >= text.size() || !is_digit(text[end + 4])) && end > at) {
      ++end;
    } else {
      break;
    }
  }
  if (plain.empty()) return false;
  last_digit = 1;
  if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
    plain += '.';
    for (++end; end < text.size() && is_digit(text[end]); ++end) {
      plain += text[end];
      last_digit /= 10;
    }
  } else {
    for (size_t zero = plain.size(); zero > 1 && plain[zero - 1] == '0'; --zero) last_digit *= 10;
  }
  if (std::from_chars(plain.data(), plain.data() + plain.size(), value).ec != std::errc{}) return false;
  at = end;
  return true;
}

// Beyond it no quantity is meant, and 0 times infinity would be no number.
constexpr int largest_exponent = 100;

// "e-4", "×10^-4", "*10^-4", "x10-4"
bool read_exponent(std::string_view text, size_t& at, int& exponent) {
  size_t end = at;
  if (end < text.size() && text[end] == 'e') {
    ++end;
  } else {
    end = skip_blanks(text, end);
    bool times = false;
    for (const std::string_view sign : {"×", "*", "x", "·"}) {
      if (starts(text, end, sign)) {
        end = skip_blanks(text, end + sign.size());
        times = true;
        break;
      }
    }
    if (!times || !starts(text, end, "10")) return false;
    end += 2;
    if (end < text.size() && text[end] == '^') ++end;
  }
  int sign = 1;
  for (const std::string_view minus : {"-", "−", "–"}) {
    if (starts(text, end, minus)) {
      sign = -1;
      end += minus.size();
      break;
    }
  }
  if (end < text.size() && sign > 0 && text[end] == '+') ++end;
  if (end >= text.size() || !is_digit(text[end])) return false;
  exponent = 0;
  for (; end < text.size() && is_digit(text[end]); ++end) exponent = std::min(exponent * 10 + (text[end] - '0'), 1000);
  if (exponent > largest_exponent) return false;
  exponent *= sign;
  at = end;
  return true;
}

double han_scale(std::string_view text, size_t& at) {
  for (const Scale& scale : han_scales) {
    if (starts(text, at, scale.word)) {
      at += scale.word.size();
      return scale.factor;
    }
  }
  return 0;
}

// "一千二百亿", "两万", "三": sections below 万 and 亿 add up, each multiplied by its scale.
bool read_han(std::string_view text, size_t& at, double& value, bool& bare) {
  double total = 0, section = 0, digit = -1;
  size_t end = at;
  int pieces = 0;
  while (end < text.size()) {
    bool found = false;
    for (const auto& [word, number] : han_digits) {
      if (starts(text, end, word)) {
        digit = number;
        end += word.size();
        found = true;
        break;
      }
    }
    if (!found) {
      size_t after = end;
      const double scale = han_scale(text, after);
      size_t second = after;
      // "万" alone begins no number; "十" does, and so does "千亿".
      if (scale == 0 || (pieces == 0 && scale != 10 && han_scale(text, second) == 0)) break;
      if (scale >= 1e4) {
        const double before = total + section + std::max(digit, 0.0);
        total = (before == 0 ? 1 : before) * scale;
        section = 0;
      } else {
        section += (digit < 0 ? 1 : digit) * scale;
      }
      digit = -1;
      end = after;
    }
    ++pieces;
  }
  if (pieces == 0) return false;
  value = total + section + std::max(digit, 0.0);
  bare = pieces == 1;
  at = end;
  return true;
}

bool word_ends(std::string_view text, size_t at) {
  return at >= text.size() || !(is_letter(text[at]) || is_digit(text[at]));
}

bool read_english_digit(std::string_view text, size_t& at, double& value) {
  for (const auto& [word, number] : english_digits) {
    if (!starts(text, at, word) || !word_ends(text, at + word.size())) continue;
    // Only before a scale: "five trillion", "half a million"; "one" and "a" alone are no numbers here.
    const size_t next = skip_blanks(text, at + word.size());
    for (const Scale& scale : english_scales) {
      if (starts(text, next, scale.word)) {
        at = next;
        value = number;
        return true;
      }
    }
  }
  return false;
}

// Letters and words after the digits. Multiplies value, low, high and tolerance.
void read_scales(std::string_view text, WrittenNumber& number, double last_digit) {
  double factor = 1;
  size_t at = number.end;
  const size_t blank = skip_blanks(text, at);
  static constexpr std::array<std::pair<char, double>, 4> letters = {{{'k', 1e3}, {'m', 1e6}, {'b', 1e9}, {'t', 1e12}}};
  const size_t letter_at = blank - at <= 1 ? blank : at;
  if (letter_at < text.size()) {
    for (const auto& [letter, scale] : letters) {
      if (text[letter_at] != letter) continue;
      // "2 t tokens" but not "5 k": a letter apart from its number is a billion or a trillion.
      if (letter_at != at && letter != 't' && letter != 'b') continue;
      const bool plural_n = text.substr(letter_at + 1, 1) == "n" && word_ends(text, letter_at + 2);  // "bn", "tn"
      if (!word_ends(text, letter_at + 1) && !plural_n) continue;
      number.suffix = letter;
      number.end = letter_at + (plural_n ? 2 : 1);
      factor = scale;
    }
  }
  if (number.suffix == 0) {
    for (bool more = true; more;) {
      more = false;
      const size_t next = skip_blanks(text, number.end);
      for (const Scale& scale : english_scales) {
        if (starts(text, next, scale.word)) {
          const size_t end = next + scale.word.size();
          number.end = text.substr(end, 1) == "s" ? end + 1 : end;
          factor *= scale.factor;
          more = true;
          break;
        }
      }
      size_t after = next;
      if (const double scale = more ? 0 : han_scale(text, after); scale != 0) {
        number.end = after;
        factor *= scale;
        more = true;
      }
    }
  }
  number.scale = factor;
  number.value *= factor;
  number.low = number.high = number.value;
  number.tolerance = last_digit * factor / 2;
  if (number.suffix == 'k') number.high = number.value * 1.024;
  if (number.suffix == 'm') number.high = number.value * 1.048576;
  const size_t next = skip_blanks(text, number.end);
  for (const std::string_view sign : {"%", "percent"}) {
    if (starts(text, next, sign)) {
      number.percent = true;
      number.end = next + sign.size();
      break;
    }
  }
}

}  // namespace

std::optional<WrittenNumber> read_number(std::string_view text, size_t at) {
  WrittenNumber number;
  number.begin = at;
  size_t end = at;
  double last_digit = 1;
  int exponent = 0;
  if (read_digits(text, end, number.value, last_digit)) {
    if (read_exponent(text, end, exponent)) {
      number.value *= std::pow(10.0, exponent);
      last_digit *= std::pow(10.0, exponent);
    }
  } else if (read_han(text, end, number.value, number.bare_han) || read_english_digit(text, end, number.value)) {
    last_digit = 0;
  } else {
    return std::nullopt;
  }
  number.end = end;
  read_scales(text, number, last_digit);
  // "4o", "3d", "8x7b" are words.
  if (number.suffix == 0 && number.end < text.size() && is_letter(text[number.end]) &&

      is_digit(text[number.end - 1])) {
    return std::nullopt;
  }
  return number;
}

std::vector<WrittenNumber> find_numbers(std::string_view text) {
  std::vector<WrittenNumber> numbers;
  for (size_t at = 0; at < text.size();) {
    const auto number = read_number(text, at);
    if (number) {
      numbers.push_back(*number);
      at = number->end;
      continue;
    }
    if (is_letter(text[at]) || is_digit(text[at])) {  // a whole word, with what hyphens and points join to it
      while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]) ||
                                  ((text[at] == '-' || text[at] == '.' || text[at] == '_') && at + 1 < text.size() &&
                                   (is_letter(text[at + 1]) || is_digit(text[at + 1]))))) {
        ++at;
      }
    } else {
      do {
        ++at;
      } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80);
    }
  }
  return numbers;
}

}  // namespace colophon::schema

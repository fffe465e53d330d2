// Numbers in words, in English and Chinese: "two", "thirty-two", "two trillion", "twenty-five thousand", "两",
// "三十二", "两万五千", "一百二十八". Single words come from a table; what is composed is read by ICU's spelled-out
// number formats.
#pragma once

#include <optional>
#include <string_view>

namespace colophon::extract {

struct SpelledNumber {
  double value = 0;
  size_t length = 0;    // in bytes, from where it was tried
  bool scaled = false;  // it has a multiplier: "two trillion", "三百亿"
};

// The number in words that begins at `at`, the longest there is. A Chinese digit alone counts only before a word that
// counts things ("三层", "两个"), as it is part of many words. Pure; about a millisecond for a composed number.
std::optional<SpelledNumber> spelled_number(std::string_view text, size_t at);

// What a digit in words stands for: "two" is 2, "两" is 2. Nothing for other words.
std::optional<double> spelled_digit(std::string_view word);

}  // namespace colophon::extract

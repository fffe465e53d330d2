// Numbers as people write them, in English and Chinese: "100,000", "128K", "5 trillion", "2.4e-4", "3×10^-4", "5 万亿",
// "一千亿", "half a million". The text must be folded (NFKC, lower case); what a number counts is the caller's
// business.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace colophon::schema {

struct WrittenNumber {
  size_t begin = 0;  // bytes in the text
  size_t end = 0;
  double value = 0;
  // What the same writing may mean: 128K is 128,000 or 131,072, 1M is 1,000,000 or 1,048,576. Both are `value`
  // otherwise.
  double low = 0;
  double high = 0;
  // Half a unit of the last digit written: "7B" stands for 6.5e9 to 7.5e9 when a size is meant.
  double tolerance = 0;
  double scale = 1;       // what its letter or words multiply: 1e12 of "6 trillion" and "6T"
  char suffix = 0;        // 'k', 'm', 'b', 't' where the letter was written
  bool percent = false;   // "17%"
  bool bare_han = false;  // one Chinese digit alone ("三"): often no number at all
};

// The number that begins at text[at], or nothing. `at` must not be inside a word.
std::optional<WrittenNumber> read_number(std::string_view text, size_t at);

// All numbers of a text, in order. Digits within a word ("qwen2.5", "gpt-4o", "v3") are no numbers.
std::vector<WrittenNumber> find_numbers(std::string_view text);

}  // namespace colophon::schema

#include "schema/numbers.h"

#include <gtest/gtest.h>

#include <cmath>

namespace colophon::schema {
namespace {

double only(std::string_view text) {
  const auto numbers = find_numbers(text);
  EXPECT_EQ(numbers.size(), 1U) << text;
  return numbers.empty() ? -1 : numbers.front().value;
}

TEST(Numbers, DigitsWithGroups) {
  EXPECT_DOUBLE_EQ(only("above 100,000"), 100000);
  EXPECT_DOUBLE_EQ(only("151,643 entries"), 151643);
  EXPECT_DOUBLE_EQ(only("0.95"), 0.95);
}

TEST(Numbers, LettersAndWordsScale) {
  EXPECT_DOUBLE_EQ(only("5t tokens"), 5e12);
  EXPECT_DOUBLE_EQ(only("2 t tokens"), 2e12);
  EXPECT_DOUBLE_EQ(only("14.8 trillion tokens"), 14.8e12);
  EXPECT_DOUBLE_EQ(only("a hundred billion parameters"), 1e11);
  EXPECT_DOUBLE_EQ(only("half a trillion"), 5e11);
  EXPECT_DOUBLE_EQ(only("100bn"), 1e11);
}

TEST(Numbers, ChineseScales) {
  EXPECT_DOUBLE_EQ(only("超过 5 万亿 token"), 5e12);
  EXPECT_DOUBLE_EQ(only("不少于1000亿"), 1e11);
  EXPECT_DOUBLE_EQ(only("大于 10 万"), 1e5);
  EXPECT_DOUBLE_EQ(only("一千二百亿"), 1.2e11);
  EXPECT_DOUBLE_EQ(only("两万亿"), 2e12);
  EXPECT_DOUBLE_EQ(only("超过千亿"), 1e11);
  EXPECT_DOUBLE_EQ(only("百万"), 1e6);
  EXPECT_DOUBLE_EQ(only("十"), 10);
  EXPECT_DOUBLE_EQ(only("一百二十"), 120);
}

TEST(Numbers, Exponents) {
  EXPECT_DOUBLE_EQ(only("2.4e-4"), 2.4e-4);
  EXPECT_DOUBLE_EQ(only("3×10^-4"), 3e-4);
  EXPECT_DOUBLE_EQ(only("3 x 10-4"), 3e-4);
}

// Found by fuzzing: 0 times ten to a number beyond doubles was no number at all.
TEST(Numbers, AnExponentBeyondAllQuantitiesIsNone) {
  for (const char* text : {"0,000e12100", "0e400", "5e99999999999", "1 x 10^101", "0e-5000"}) {
    for (const WrittenNumber& number : find_numbers(text)) {
      EXPECT_FALSE(std::isnan(number.value)) << text;
      EXPECT_FALSE(std::isinf(number.value)) << text;
    }
  }
}

TEST(Numbers, KiloIsEitherThousandOr1024) {
  const auto number = read_number("128k", 0);
  ASSERT_TRUE(number);
  EXPECT_DOUBLE_EQ(number->low, 128000);
  EXPECT_DOUBLE_EQ(number->high, 131072);
  EXPECT_EQ(number->suffix, 'k');
}

TEST(Numbers, ToleranceIsHalfTheLastDigit) {
  EXPECT_DOUBLE_EQ(read_number("7b", 0)->tolerance, 0.5e9);
  EXPECT_DOUBLE_EQ(read_number("2.4b", 0)->tolerance, 0.05e9);
}

TEST(Numbers, DigitsInsideWordsAreNone) {
  EXPECT_TRUE(find_numbers("qwen2.5 gpt-4o deepseek-v3 8x7b").empty());
  EXPECT_TRUE(find_numbers("math-500").empty());
}

TEST(Numbers, OneHanDigitIsMarked) {
  EXPECT_TRUE(read_number("三", 0)->bare_han);
  EXPECT_FALSE(read_number("三十", 0)->bare_han);
}

TEST(Numbers, Percent) { EXPECT_TRUE(read_number("17.5 %", 0)->percent); }

}  // namespace
}  // namespace colophon::schema

#include "indexer/extract/spelled_numbers.h"

#include <gtest/gtest.h>

#include <string>

namespace colophon::extract {
namespace {

struct Case {
  std::string text;
  double value;
  std::string written;
  bool scaled;
};

class InWords : public ::testing::TestWithParam<Case> {};

TEST_P(InWords, IsReadToItsEnd) {
  const Case& c = GetParam();
  const std::optional<SpelledNumber> number = spelled_number(c.text, 0);
  ASSERT_TRUE(number) << c.text;
  EXPECT_DOUBLE_EQ(number->value, c.value) << c.text;
  EXPECT_EQ(c.text.substr(0, number->length), c.written);
  EXPECT_EQ(number->scaled, c.scaled) << c.text;
}

INSTANTIATE_TEST_SUITE_P(
    Spelled, InWords,
    ::testing::Values(Case{"two epochs", 2, "two", false}, Case{"Thirty-two layers", 32, "Thirty-two", false},
                      Case{"sixty four heads", 64, "sixty four", false}, Case{"eighteen blocks", 18, "eighteen", false},
                      Case{"one hundred and twenty-eight experts", 128, "one hundred and twenty-eight", true},
                      Case{"twenty-five thousand pairs", 25000, "twenty-five thousand", true},
                      Case{"two trillion tokens", 2e12, "two trillion", true},
                      Case{"fifteen trillion.", 15e12, "fifteen trillion", true}, Case{"两轮", 2, "两", false},
                      Case{"三十二层", 32, "三十二", false}, Case{"一百二十八个专家", 128, "一百二十八", true},
                      Case{"两万五千条", 25000, "两万五千", true}, Case{"两 万亿词元", 2e12, "两 万亿", true},
                      Case{"一千零二十四张", 1024, "一千零二十四", true}));

TEST(SpelledNumbers, WordsThatOnlyBeginLikeOneAreNone) {
  for (const char* text : {"tokens", "often", "tent", "none", "一致", "十分", "万一", "千万", "一一对应", "三分之一"})
    EXPECT_FALSE(spelled_number(text, 0)) << text;
}

TEST(SpelledNumbers, VagueOnesAreNone) {
  EXPECT_FALSE(spelled_number("二三十条", 0));  // twenty or thirty
  EXPECT_FALSE(spelled_number("两万五左右", 0));
}

TEST(SpelledNumbers, OnlyTheFirstOfTwoIsRead) {
  const std::optional<SpelledNumber> number = spelled_number("seven or eight stages", 0);
  ASSERT_TRUE(number);
  EXPECT_EQ(number->value, 7);
}

}  // namespace
}  // namespace colophon::extract

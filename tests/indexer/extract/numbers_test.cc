#include "indexer/extract/numbers.h"

#include <gtest/gtest.h>

#include <string>

namespace colophon::extract {
namespace {

struct Case {
  std::string text;
  double value;
  Unit unit;
  std::string written;
};

class OneNumber : public ::testing::TestWithParam<Case> {};

TEST_P(OneNumber, IsReadWithItsMultiplierAndNoun) {
  const Case& c = GetParam();
  std::vector<Number> numbers = find_numbers(c.text);
  std::erase_if(numbers, [](const Number& number) { return number.attached; });
  ASSERT_EQ(numbers.size(), 1U) << c.text;
  EXPECT_DOUBLE_EQ(numbers[0].value, c.value) << c.text;
  EXPECT_EQ(numbers[0].unit, c.unit) << c.text;
  EXPECT_EQ(c.text.substr(numbers[0].span.begin, numbers[0].span.end - numbers[0].span.begin), c.written);
  EXPECT_FALSE(numbers[0].reference) << c.text;
}

INSTANTIATE_TEST_SUITE_P(
    Grammar, OneNumber,
    ::testing::Values(
        Case{"36 trillion tokens", 36e12, Unit::tokens, "36 trillion"},
        Case{"about 2.6T tokens", 2.6e12, Unit::tokens, "2.6T"},
        Case{"共 3.2万亿 token", 3.2e12, Unit::tokens, "3.2万亿"},
        Case{"1300 亿参数", 1.3e11, Unit::parameters, "1300 亿"}, Case{"4M tokens", 4e6, Unit::tokens, "4M"},
        Case{"a 128K window", 128e3, Unit::none, "128K"}, Case{"32,768", 32768, Unit::none, "32,768"},
        Case{"lr of 1e-5", 1e-5, Unit::none, "1e-5"}, Case{"rate 3×10^-4.", 3e-4, Unit::none, "3×10^-4"},
        Case{"rate 2.2 × 10−4 and", 2.2e-4, Unit::none, "2.2 × 10−4"},
        Case{"rate 7 × 10− 3", 7e-3, Unit::none, "7 × 10− 3"}, Case{"of 3e − 6 with", 3e-6, Unit::none, "3e − 6"},
        Case{"$4.2 \\times 10^{-4}$", 4.2e-4, Unit::none, "4.2 \\times 10^{-4}"},
        Case{"eps = 10−8", 1e-8, Unit::none, "10−8"}, Case{"eps 10^{-8}", 1e-8, Unit::none, "10^{-8}"},
        Case{"at 10%", 10, Unit::percent, "10%"}, Case{"占 10 %。", 10, Unit::percent, "10 %"},
        Case{"two epochs", 2, Unit::epochs, "two"}, Case{"训练 3 轮", 3, Unit::epochs, "3"},
        Case{"两个epoch", 2, Unit::epochs, "两"},
        Case{"3.2T high-quality multilingual tokens", 3.2e12, Unit::tokens, "3.2T"},
        Case{"8.1 T high-quality and diverse tokens", 8.1e12, Unit::tokens, "8.1 T"},
        Case{"two trillion tokens", 2e12, Unit::tokens, "two trillion"},
        Case{"thirty-two layers", 32, Unit::layers, "thirty-two"}, Case{"共三十二层", 32, Unit::layers, "三十二"},
        Case{"共 278.8万H800 GPU小时", 278.8e4, Unit::gpu_hours, "278.8万"},
        Case{"18.8 million instruction data", 18.8e6, Unit::sequences, "18.8 million"},
        Case{"2K steps", 2000, Unit::steps, "2K"}, Case{"16-way pipeline", 16, Unit::ways, "16"},
        Case{"512 A800 GPUs", 512, Unit::chips, "512"},
        Case{"2.664M H800 GPU hours", 2.664e6, Unit::gpu_hours, "2.664M"},
        Case{"61 Transformer layers", 61, Unit::layers, "61"},
        Case{"1.5 万亿个 token", 1.5e12, Unit::tokens, "1.5 万亿"}, Case{"two months", 60, Unit::days, "two"},
        Case{"5000万条数据", 5e7, Unit::sequences, "5000万"}, Case{"up by 2.5 points", 2.5, Unit::points, "2.5"},
        Case{"800 GB of text", 800, Unit::bytes, "800"}, Case{"0.95", 0.95, Unit::none, "0.95"}));

TEST(Numbers, RangesAreTwoNumbers) {
  const std::vector<Number> numbers = find_numbers("decays from 2e-5 to 2e-6");
  ASSERT_EQ(numbers.size(), 2U);
  EXPECT_DOUBLE_EQ(numbers[0].value, 2e-5);
  EXPECT_DOUBLE_EQ(numbers[1].value, 2e-6);
}

TEST(Numbers, APowerOfTenEndsBeforeTheNextWord) {
  const std::vector<Number> numbers = find_numbers("a constant rate of 10^-6 without decay");
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_EQ(numbers[0].value, 1e-6);
  EXPECT_FALSE(numbers[0].attached);
}

TEST(Numbers, ChineseNumeralsTakeScales) {
  EXPECT_EQ(find_numbers("两万亿词元").at(0).value, 2e12);
  EXPECT_EQ(find_numbers("一万多条数据").at(0).value, 1e4);
  EXPECT_EQ(find_numbers("在20W条对话上").at(0).value, 2e5);
  EXPECT_TRUE(find_numbers("万一").empty());
}

TEST(Numbers, PartsOfNamesAreAttached) {
  for (const char* text : {"GPT-4", "V3", "RoPE2", "Lite-16B-Chat", "x86"}) {
    const std::vector<Number> numbers = find_numbers(text);
    ASSERT_EQ(numbers.size(), 1U) << text;
    EXPECT_TRUE(numbers[0].attached) << text;
  }
}

TEST(Numbers, PointersAndCitationsAreReferences) {
  for (const char* text : {"Table 3", "Section 3.2", "[12]", "(Su et al., 2021)", "图 2", "as in Kim (2019)"}) {
    const std::vector<Number> numbers = find_numbers(text);
    ASSERT_EQ(numbers.size(), 1U) << text;
    EXPECT_TRUE(numbers[0].reference) << text;
  }
}

TEST(Numbers, ALostExponentIsIncomplete) {
  const std::vector<Number> numbers = find_numbers("3.0 × 10 and");
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_TRUE(numbers[0].incomplete);
}

TEST(Numbers, NounOfTheNextClauseIsNotTaken) {
  const std::vector<Number> numbers = find_numbers("a rate of 0.1, tokens are");
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_EQ(numbers[0].unit, Unit::none);
}

}  // namespace
}  // namespace colophon::extract

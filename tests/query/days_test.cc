#include "query/days.h"

#include <gtest/gtest.h>

namespace colophon::query {
namespace {

Days only(std::string_view text) {
  const std::vector<WrittenDays> found = find_days(text);
  EXPECT_EQ(found.size(), 1U) << text;
  return found.empty() ? Days{} : found.front().days;
}

void expect_days(std::string_view text, int first, int last) {
  const Days days = only(text);
  EXPECT_EQ(days.first, first) << text;
  EXPECT_EQ(days.last, last) << text;
}

TEST(Days, YearsMonthsAndDaysInBothLanguages) {
  expect_days("released in 2025", 20250000, 20259999);
  expect_days("june 2025", 20250600, 20250699);
  expect_days("2025 年 6 月的报告", 20250600, 20250699);
  expect_days("on 2025-06-30", 20250630, 20250630);
}

TEST(Days, QuartersAndHalves) {
  expect_days("q3 2025", 20250700, 20250999);
  expect_days("the third quarter of 2025", 20250700, 20250999);
  expect_days("2025 年第三季度", 20250700, 20250999);
  expect_days("2025 年上半年", 20250100, 20250699);
  expect_days("second half of 2024", 20240700, 20241299);
}

TEST(Days, MonthOfARangeTakesTheYearThatIsSaidOnce) {
  const std::vector<WrittenDays> english = find_days("between january and june 2025");
  ASSERT_EQ(english.size(), 2U);
  EXPECT_EQ(english[0].days.first, 20250100);
  EXPECT_EQ(english[1].days.last, 20250699);
  const std::vector<WrittenDays> chinese = find_days("2025年1月到6月");
  ASSERT_EQ(chinese.size(), 2U);
  EXPECT_EQ(chinese[1].days.last, 20250699);
}

TEST(Days, NumbersAreNoYears) { EXPECT_TRUE(find_days("2048 gpus, 4096 tokens, v2024b").empty()); }

}  // namespace
}  // namespace colophon::query

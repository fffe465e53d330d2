#include "query/number_words.h"

#include <gtest/gtest.h>

namespace colophon::query {
namespace {

std::vector<double> values(std::string_view text, bool expected) {
  std::vector<double> found;
  for (const schema::WrittenNumber& number :
       find_number_words(split_words(text), [&](size_t, size_t) { return expected; })) {
    found.push_back(number.value);
  }
  return found;
}

TEST(NumberWords, MagnitudesMakeANumber) {
  EXPECT_EQ(values("more than two hundred billion parameters", false), std::vector<double>{2e11});
  EXPECT_EQ(values("a million-token context", false), std::vector<double>{1e6});
  EXPECT_EQ(values("thirty two thousand", false), std::vector<double>{32000});
}

TEST(NumberWords, AloneTheyCountOnlyWhereExpected) {
  EXPECT_TRUE(values("which one is it", false).empty());
  EXPECT_EQ(values("at least one expert", true), std::vector<double>{1});
}

TEST(NumberWords, TwoNumbersStayTwo) {
  EXPECT_EQ(values("between one and three trillion", true), (std::vector<double>{1, 3e12}));
}

}  // namespace
}  // namespace colophon::query

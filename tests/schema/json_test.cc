#include "schema/json.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace colophon::schema {
namespace {

using nlohmann::json;

TEST(MemberOr, TakesWhatIsThere) {
  const json in = {
      {"pages", 12}, {"share", 0.5}, {"size", 18446744073709551615U}, {"low", -2147483648}, {"whole", 3.0}};
  EXPECT_EQ(member_or<int>(in, "pages", 0), 12);
  EXPECT_EQ(member_or<uint64_t>(in, "size", 0), 18446744073709551615U);
  EXPECT_EQ(member_or<int>(in, "low", 0), -2147483648);
  EXPECT_EQ(member_or<int>(in, "whole", 0), 3);
  EXPECT_EQ(member_or<int>(in, "missing", 7), 7);
  EXPECT_DOUBLE_EQ(member_or<double>(in, "share", 0), 0.5);
}

// Found by fuzzing: a size of 1.8e21 was converted to an integer, which is undefined.
TEST(MemberOr, RefusesNumbersThatTheTypeCannotHold) {
  for (const char* number : {"184467440737095516161610", "18446744073709551616", "1e30", "-1", "-1e300"}) {
    EXPECT_THROW(member_or<uint64_t>(json{{"size", json::parse(number)}}, "size", 0), Error) << number;
  }
  for (const char* number : {"2147483648", "-2147483649", "1e10", "9223372036854775808"}) {
    EXPECT_THROW(member_or<int>(json{{"page", json::parse(number)}}, "page", 0), Error) << number;
  }
  EXPECT_THROW(member_or<int64_t>(json{{"modified", 9223372036854775808.0}}, "modified", 0), Error);
  EXPECT_EQ(member_or<int64_t>(json{{"modified", -9223372036854775808.0}}, "modified", 0), INT64_MIN);
}

}  // namespace
}  // namespace colophon::schema

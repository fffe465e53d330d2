#include "query/organizations.h"

#include <gmock/gmock.h>

namespace colophon::query {
namespace {

TEST(Organizations, AllNamesOfOneAreOne) {
  EXPECT_THAT(organization_keys("腾讯"), testing::Contains("tencent"));
  EXPECT_THAT(organization_keys("DeepSeek"), testing::Contains("深度求索"));
}

TEST(Organizations, UnknownNamesStandForThemselves) {
  EXPECT_THAT(organization_keys("Some New Lab"), testing::ElementsAre("somenewlab"));
  EXPECT_THAT(organization_keys("ab"), testing::ElementsAre("ab"));
}

TEST(Organizations, BeginningIsNotTheWholeName) {
  EXPECT_TRUE(is_organization_name("阶跃星辰"));
  EXPECT_FALSE(is_organization_name("阶跃星"));
}

TEST(Organizations, PeopleCallThemByShortNames) {
  EXPECT_THAT(organization_keys("阿里"), testing::Contains("alibabagroup"));
  EXPECT_THAT(organization_keys("清华"), testing::Contains("tsinghuauniversity"));
  EXPECT_THAT(organization_keys("MIT"), testing::Contains("massachusettsinstituteoftechnology"));
}

TEST(Organizations, TheirTeamsAreMeantAsWell) {
  EXPECT_THAT(organization_keys("月之暗面"), testing::Contains("kimiteam"));
  EXPECT_THAT(organization_keys("Kimi Team"), testing::Not(testing::Contains("moonshotai")));
}

}  // namespace
}  // namespace colophon::query

#include "query/settings.h"

#include <gtest/gtest.h>

namespace colophon::query {
namespace {

TEST(Settings, AWayOfMeasuringIsOfTheWhole) {
  for (const char* setting : {"", "5-shot", "5-shot, EM, English", "Pass@1", "Average", "总分", "CoT", "-", "avg@10"})
    EXPECT_FALSE(is_of_a_part(setting)) << setting;
}

TEST(Settings, ASubjectOrALanguageOfProgrammingIsAPart) {
  for (const char* setting : {"Humanities", "5-shot, Social Sciences", "Java", "C++", "理解"})
    EXPECT_TRUE(is_of_a_part(setting)) << setting;
}

}  // namespace
}  // namespace colophon::query

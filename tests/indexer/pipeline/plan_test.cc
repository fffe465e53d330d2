#include "indexer/pipeline/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace colophon::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Walk walk_of(const std::vector<FoundFile>& files) { return {files, {"/r"}, {}}; }
store::Source known(const std::string& path, const std::string& key) { return {path, 10, 20, "d", key, "", "v1"}; }

std::vector<std::string> keys(const Plan& plan) {
  std::vector<std::string> result;
  for (const Task& task : plan.tasks) result.push_back(task.source.report);
  return result;
}

TEST(MakePlan, ReadsWhatIsNew) {
  const Plan plan = make_plan(walk_of({{"/r/a.md", 1, 2}}), {}, "v1", false);
  EXPECT_THAT(keys(plan), ElementsAre("a.md"));
  EXPECT_EQ(plan.tasks[0].source.size, 1U);
}

TEST(MakePlan, SkipsWhatHasTheSameSizeAndTime) {
  const Plan plan = make_plan(walk_of({{"/r/a.md", 10, 20}}), {known("/r/a.md", "a.md")}, "v1", false);
  EXPECT_THAT(plan.tasks, IsEmpty());
  EXPECT_EQ(plan.unchanged, 1U);
}

TEST(MakePlan, LooksIntoWhatHasAnotherTime) {
  const Plan plan = make_plan(walk_of({{"/r/a.md", 10, 21}}), {known("/r/a.md", "a.md")}, "v1", false);
  ASSERT_THAT(plan.tasks, SizeIs(1));
  EXPECT_EQ(plan.tasks[0].digest_before, "d");
}

TEST(MakePlan, ReadsAgainByAnotherRecipe) {
  const Plan plan = make_plan(walk_of({{"/r/a.md", 10, 20}}), {known("/r/a.md", "a.md")}, "v2", false);
  ASSERT_THAT(plan.tasks, SizeIs(1));
  EXPECT_EQ(plan.tasks[0].digest_before, "");
  EXPECT_EQ(plan.tasks[0].source.recipe, "v2");
}

TEST(MakePlan, ReadsAgainWhatFailed) {
  store::Source failed = known("/r/a.md", "");
  failed.error = "broken";
  EXPECT_THAT(keys(make_plan(walk_of({{"/r/a.md", 10, 20}}), {failed}, "v1", false)), ElementsAre("a.md"));
}

TEST(MakePlan, ReadsAllAgainWhenAsked) {
  EXPECT_THAT(make_plan(walk_of({{"/r/a.md", 10, 20}}), {known("/r/a.md", "a.md")}, "v1", true).tasks, SizeIs(1));
}

TEST(MakePlan, DropsWhatIsGoneBelowAWalkedRoot) {
  const Plan plan = make_plan(walk_of({}), {known("/r/a.md", "a.md"), known("/rest/b.md", "b.md")}, "v1", false);
  ASSERT_THAT(plan.removed, SizeIs(1));
  EXPECT_EQ(plan.removed[0].path, "/r/a.md");
}

TEST(MakePlan, DropsNothingBelowAFolderThatCannotBeRead) {
  Walk walk = walk_of({});
  walk.failures.push_back({"/r/locked", "Permission denied"});
  EXPECT_THAT(make_plan(walk, {known("/r/locked/a.md", "a.md")}, "v1", false).removed, IsEmpty());
}

TEST(MakePlan, GivesFilesOfOneNameDifferentKeys) {
  const Plan plan = make_plan(walk_of({{"/r/a/x.md", 1, 1}, {"/r/b/x.md", 1, 1}}), {}, "v1", false);
  EXPECT_THAT(keys(plan), ElementsAre("x.md", "b/x.md"));
}

TEST(MakePlan, KeepsTheKeyAFileHas) {
  const std::vector<store::Source> sources = {known("/r/b/x.md", "b/x.md")};
  EXPECT_THAT(keys(make_plan(walk_of({{"/r/b/x.md", 11, 1}}), sources, "v1", false)), ElementsAre("b/x.md"));
}

TEST(ReportKey, GrowsUntilItIsFree) {
  const std::set<std::string> taken = {"x.md", "b/x.md"};
  EXPECT_EQ(report_key("/r/a/b/x.md", [&](const std::string& key) { return taken.contains(key); }), "a/b/x.md");
}

TEST(ReportKey, IsUtf8WhateverTheNameIs) {
  EXPECT_EQ(report_key("/r/\xff.md", [](const std::string&) { return false; }), "\xef\xbf\xbd.md");
}

}  // namespace
}  // namespace colophon::pipeline

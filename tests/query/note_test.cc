#include "query/note.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/checklist.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

using testing::HasSubstr;

TEST(Note, BeginsWithFrontMatter) {
  const std::string note = reading_note(lantern(), Language::en);
  EXPECT_EQ(note.rfind("---\ntitle: \"Lantern: a mixture of experts\"\n", 0), 0U);
  EXPECT_THAT(note, HasSubstr("source: \"lantern.pdf\"\n---\n"));
}

TEST(Note, EveryItemOfTheChecklistIsThere) {
  const std::string note = reading_note(lantern(), Language::zh);
  for (const schema::Item& item : schema::Checklist::standard().items()) {
    if (item.id.rfind("model.", 0) == 0) continue;
    EXPECT_THAT(note, HasSubstr("- **" + item.name.zh + "**：")) << item.id;
  }
}

TEST(Note, StatementsNameTheirPage) {
  EXPECT_THAT(reading_note(lantern(), Language::en), HasSubstr("- **RL algorithm**: GRPO (p. 3)\n"));
  EXPECT_THAT(reading_note(lantern(), Language::zh), HasSubstr("“Lantern is weak at long tables.” (第 9 页)"));
}

TEST(Note, HeadingsStandInForPages) {
  schema::Record record = lantern();
  record.passages.front().page = 0;
  record.passages.front().section = "Lantern > Limitations";
  EXPECT_THAT(reading_note(record, Language::en), HasSubstr("tables.” (§ Limitations)"));
}

TEST(Note, SilenceIsSaid) {
  EXPECT_THAT(reading_note(lantern(), Language::en), HasSubstr("- **GPU hours**: not disclosed\n"));
  EXPECT_THAT(reading_note(lantern(), Language::zh), HasSubstr("- **GPU 小时**：未披露\n"));
}

TEST(Note, SixHighlightsComeBeforeTheSections) {
  const std::string note = reading_note(lantern(), Language::en);
  EXPECT_LT(note.find("## Highlights"), note.find("## 1. "));
  EXPECT_THAT(note, HasSubstr("6. **"));
}

TEST(Note, PipelineIsADiagramOfTheStagesTold) {
  EXPECT_THAT(
      reading_note(lantern(), Language::en),
      HasSubstr("```mermaid\nflowchart LR\n  s0[\"Pre-training<br/>8T\"]\n  s1[\"RL<br/>GRPO\"]\n  s0 --> s1\n```"));
}

TEST(Note, OneOtherFactOfAStageIsNotEnoughForIt) {
  schema::Record record = lantern();
  record.facts = {fact("pretrain.tokens", 8e12, "8T tokens"),
                  fact("rl.reward", std::string("model-based"), "a factor")};
  EXPECT_THAT(reading_note(record, Language::en), testing::Not(HasSubstr("[\"RL")));
  record.facts.push_back(fact("rl.batch_size", 512.0, "512 prompts a step"));
  EXPECT_THAT(reading_note(record, Language::en), HasSubstr("[\"RL"));
}

TEST(Note, AnErrorRateIsAheadWhereItIsLower) {
  schema::Record record = lantern();
  record.scores = {score("Lantern-30B", "Speech WER", 6.5, true), score("Other-70B", "Speech WER", 4.1, false)};
  EXPECT_THAT(reading_note(record, Language::en), testing::Not(HasSubstr("ahead of")));
  record.scores.front().value = 3.2;
  EXPECT_THAT(reading_note(record, Language::en), HasSubstr("Speech WER 3.2, ahead of Other-70B 4.1"));
}

TEST(Note, YesAndNoAreSaidInItsLanguage) {
  schema::Record record = lantern();
  record.facts.push_back(fact("arch.mtp", false, "we do not introduce MTP"));
  EXPECT_THAT(reading_note(record, Language::zh), HasSubstr("否"));
  EXPECT_THAT(reading_note(record, Language::en), HasSubstr("no (p. 3)"));
}

TEST(Note, APassageOfAStageTellsOfIt) {
  schema::Record record = lantern();
  record.passages.push_back({"sft.data_quality", 4, "Fine-tuning", "Answers were checked twice.", 0.8});
  EXPECT_THAT(reading_note(record, Language::en), HasSubstr("  s1[\"SFT\"]\n"));
}

TEST(Note, APassageOfAStageUnderAnotherHeadingTellsNothingOfIt) {
  schema::Record record = lantern();
  record.passages.push_back({"sft.data_quality", 4, "Web corpus", "Pages were checked twice.", 0.8});
  EXPECT_THAT(reading_note(record, Language::en), testing::Not(HasSubstr("[\"SFT\"]")));
}

TEST(Note, ReportWithoutAnythingStillHasItsSections) {
  schema::Record record;
  record.report = "empty.md";
  EXPECT_THAT(reading_note(record, Language::en), HasSubstr("## 8. "));
}

}  // namespace
}  // namespace colophon::query

#include "indexer/extract/stage.h"

#include <gtest/gtest.h>

namespace colophon::extract {
namespace {

TEST(StageWords, TheLongerWordWins) {
  const std::vector<StageWord> words = stage_words("During continued pre-training we anneal.");
  ASSERT_FALSE(words.empty());
  for (const StageWord& word : words) EXPECT_EQ(word.stage, Stage::mid);
}

TEST(StageWords, AcronymsKeepTheirCase) {
  EXPECT_TRUE(stage_words("a world in rl letters").empty());
  ASSERT_EQ(stage_words("RL training").size(), 1U);
  EXPECT_EQ(stage_words("RL training")[0].stage, Stage::rl);
}

document::Document sections() {
  document::Document document;
  document.sections.push_back({-1, 1, "3", "Pre-Training", document::Role::pretrain, false, 1});
  document.sections.push_back({0, 2, "3.1", "Hyper-Parameters", document::Role::other, false, 1});
  document.sections.push_back({-1, 1, "4", "Reinforcement Learning", document::Role::rl, false, 2});
  return document;
}

TEST(StageReader, HeadingsAboveDecideWhereTheSentenceIsSilent) {
  const document::Document document = sections();
  StageReader reader(document);
  EXPECT_EQ(reader.read(1, "The rate is 3e-4.").decided, Stage::pretrain);
  EXPECT_EQ(reader.read(2, "The rate is 3e-6.").decided, Stage::rl);
}

TEST(StageReader, TheSentenceItselfComesFirst) {
  const document::Document document = sections();
  StageReader reader(document);
  EXPECT_EQ(reader.read(2, "For SFT the rate is 3e-5.").decided, Stage::sft);
}

TEST(StageReader, RemembersSentencesBeforeInTheSection) {
  const document::Document document = sections();
  StageReader reader(document);
  reader.read(1, "We then turn to SFT.");
  const StageView view = reader.read(1, "The rate is 3e-5.");
  EXPECT_FLOAT_EQ(view.before[static_cast<size_t>(Stage::sft)], 0.5F);
}

}  // namespace
}  // namespace colophon::extract

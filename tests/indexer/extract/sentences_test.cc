#include "indexer/extract/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace colophon::extract {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  for (const Span& span : split_sentences(text)) out.emplace_back(text.substr(span.begin, span.end - span.begin));
  return out;
}

TEST(Sentences, SplitAtFullStops) {
  EXPECT_THAT(split("We train a model. It has 61 layers.  Is it large? Yes!"),
              ElementsAre("We train a model.", "It has 61 layers.", "Is it large?", "Yes!"));
}

TEST(Sentences, SurviveCitationsFiguresAndDecimals) {
  EXPECT_THAT(split("As Smith et al. (2020) show in Fig. 3, e.g. Adam, a rate of 2.4 is fine. Next."),
              ElementsAre("As Smith et al. (2020) show in Fig. 3, e.g. Adam, a rate of 2.4 is fine.", "Next."));
  EXPECT_THAT(split("See Sec. 4 and Eq. 2 by J. Doe vs. Adam."),
              ElementsAre("See Sec. 4 and Eq. 2 by J. Doe vs. Adam."));
}

TEST(Sentences, EndAfterAnAbbreviationWhenASentenceClearlyBegins) {
  EXPECT_THAT(split("This follows Smith et al. We use RoPE."),
              ElementsAre("This follows Smith et al.", "We use RoPE."));
}

TEST(Sentences, SplitChinese) {
  EXPECT_THAT(split("模型共 32 层。学习率为 3e-4！“是吗？”然后结束"),
              ElementsAre("模型共 32 层。", "学习率为 3e-4！", "“是吗？”", "然后结束"));
}

TEST(Sentences, KeepEnumeratorsAndLowerCaseContinuations) {
  EXPECT_THAT(split("1. Data is cleaned with approx. 3 filters. ok"),
              ElementsAre("1. Data is cleaned with approx. 3 filters. ok"));
}

TEST(Sentences, BulletsBeginSentences) {
  EXPECT_THAT(split("Settings: • lr 1e-4 • batch 64"), ElementsAre("Settings:", "• lr 1e-4", "• batch 64"));
}

TEST(Sentences, KeepTheClosingBracketWithItsSentence) {
  EXPECT_THAT(split("(It is large.) Then it grows."), ElementsAre("(It is large.)", "Then it grows."));
}

TEST(Sentences, ComeFromProseBlocksOnly) {
  document::Document document;
  document.blocks.resize(3);
  document.blocks[0].text = "One. Two.";
  document.blocks[1].kind = document::BlockKind::code;
  document.blocks[1].text = "x = 1. Y";
  document.blocks[2].kind = document::BlockKind::list_item;
  document.blocks[2].text = "Three.";
  const std::vector<Sentence> found = sentences(document);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[1].text(document), "Two.");
  EXPECT_EQ(found[2].block, 2);
}

// The last byte of "à" and of "鸠" is that of a no-break space in Latin-1.
TEST(SplitSentences, EndsAtWholeCharacters) {
  for (const std::string text : {"Voil\u00e0", "\u9e20"}) {
    const auto spans = split_sentences(text);
    ASSERT_EQ(spans.size(), 1U);
    EXPECT_EQ(spans[0].end, text.size());
  }
}

}  // namespace
}  // namespace colophon::extract

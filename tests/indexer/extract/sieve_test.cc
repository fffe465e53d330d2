#include "indexer/extract/sieve.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "indexer/extract/cues.h"
#include "indexer/extract/regex.h"

namespace colophon::extract {
namespace {

using testing::ElementsAre;

RE2::Options plain() { return {}; }

TEST(Sieve, RunsOnlyWhatCanMatch) {
  Sieve sieve;
  sieve.add("(?i)reward models?[^.]{0,20}trained", plain(), "test");
  sieve.add(R"(\d+)", plain(), "test");  // needs no literal: always a candidate
  sieve.add("奖励模型|评判模型", plain(), "test");
  sieve.compile();
  EXPECT_THAT(sieve.candidates("The Reward Model was TRAINED"), ElementsAre(0, 1));
  EXPECT_THAT(sieve.matching("The Reward Model was TRAINED"), ElementsAre(0));
  EXPECT_THAT(sieve.candidates("a reward model. It was trained"), ElementsAre(0, 1));
  EXPECT_THAT(sieve.matching("a reward model. It was trained"), ElementsAre());
  EXPECT_THAT(sieve.matching("评判模型 7 个"), ElementsAre(1, 2));
}

TEST(Sieve, KeepsCaseWhereTheExpressionDoes) {
  Sieve sieve;
  sieve.add(R"((?-i:\bPP\b)|(?i:pipeline))", plain(), "test");
  sieve.compile();
  EXPECT_TRUE(sieve.matching("a pp of 4").empty());
  EXPECT_FALSE(sieve.matching("PP of 4").empty());
  EXPECT_FALSE(sieve.matching("PIPELINE").empty());
}

TEST(Sieve, RefusesAMalformedExpressionWithItsPlace) {
  Sieve sieve;
  try {
    sieve.add("(open", plain(), "cues.json: rate");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), testing::StartsWith("cues.json: rate: missing )"));
  }
}

// The sieve of all rules against running every rule.
TEST(Sieve, FindsTheRulesThatRunningAllFinds) {
  const char* const texts[] = {
      "We use AdamW with a peak learning rate of 3e-4, a batch size of 4M tokens and 2,000 warm-up steps.",
      "The REWARD MODEL is initialized from our SFT checkpoint; GRPO samples 16 responses per prompt.",
      "模型共 61 层，隐藏维度为 7168，采用 GQA 与 RoPE，词表大小 129K。",
      "预训练数据共 14.8T token，其中中文占 25%，代码占 15%。",
      "Training took 2.788M H800 GPU hours with 16-way pipeline parallelism and FP8.",
      "\u212AL penalty, no \u017Ftage at all",
      "Nothing of the kind.",
      ""};
  for (const std::string_view text : texts) {
    std::vector<int> all;
    for (size_t r = 0; r < rules().size(); ++r) {
      const Rule& rule = rules()[r];
      bool has = rule.cues.in(text) || rule.weak.in(text) || rule.zero.in(text) || rule.capture.in(text);
      for (const TermPattern& term : rule.terms) has = has || term.pattern.in(text);
      if (has) all.push_back(static_cast<int>(r));
    }
    EXPECT_EQ(rules_in(text), all) << text;
  }
  EXPECT_GT(rules_in(texts[0]).size(), 3U);
}

}  // namespace
}  // namespace colophon::extract

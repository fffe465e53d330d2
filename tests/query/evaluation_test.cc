#include "query/evaluation.h"

#include <gtest/gtest.h>

#include "query/evaluation_values.h"
#include "schema/checklist.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

using schema::Checklist;
using schema::Labelled;
using schema::Range;
using schema::Value;

bool same(const char* field, const Value& curated, const Value& ours) {
  return same_value(*Checklist::standard().find(field), curated, ours);
}

TEST(EvaluationValues, NumbersMatchWithinHalfAPercent) {
  EXPECT_TRUE(same("pretrain.tokens", 8.1e12, 8.12e12));
  EXPECT_FALSE(same("pretrain.tokens", 8.1e12, 8.2e12));
}

TEST(EvaluationValues, LengthsReadKEitherWayAndTokenCountsDoNot) {
  EXPECT_TRUE(same("arch.context_length", 131072.0, 128000.0));
  EXPECT_TRUE(same("arch.context_length", 1048576.0, 1e6));
  EXPECT_FALSE(same("pretrain.tokens", 1.024e12, 1e12));
}

TEST(EvaluationValues, TermsMatchByVocabularyAndClosedOnesNotByParts) {
  EXPECT_TRUE(same("pretrain.precision", std::string("BF16"), std::string("bfloat16")));
  EXPECT_TRUE(same("pretrain.lr_schedule", std::string("cosine"), std::string("cosine decay")));
  EXPECT_FALSE(same("pretrain.optimizer", std::string("AdamW"), std::string("Muon")));
}

TEST(EvaluationValues, OpenTextsMatchByTheirWords) {
  EXPECT_TRUE(same("rl.reward", std::string("rule-based accuracy reward"), std::string("accuracy reward, rule-based")));
  EXPECT_FALSE(same("rl.reward", std::string("rule-based accuracy reward"), std::string("model-based judge")));
}

TEST(EvaluationValues, QuantitiesNeedTheirNumberAndParallelismDoesNot) {
  EXPECT_FALSE(same("pretrain.warmup", Labelled{"steps", 2000.0}, Labelled{"tokens", 2000.0}));
  EXPECT_TRUE(same("pretrain.parallelism", Labelled{"PP", 16.0}, Labelled{"PP", std::nullopt}));
  EXPECT_FALSE(same("pretrain.parallelism", Labelled{"PP", 16.0}, Labelled{"PP", 8.0}));
}

TEST(EvaluationValues, ARangeIsItsTwoEnds) {
  EXPECT_TRUE(same("rl.clip_eps", Range{0.2, 0.28}, Range{0.2, 0.28}));
  EXPECT_FALSE(same("rl.clip_eps", Range{0.2, 0.28}, 0.2));
}

TEST(EvaluationValues, BenchmarksMatchWithoutShotsButKeepTheirVariants) {
  EXPECT_TRUE(same_benchmark("MMLU (5-shot)", "MMLU"));
  EXPECT_TRUE(same_benchmark("GSM8K 4-shot", "gsm8k"));
  EXPECT_FALSE(same_benchmark("MMLU-Redux", "MMLU"));
}

TEST(EvaluationValues, CoverageCountsChineseByPairs) {
  EXPECT_DOUBLE_EQ(word_coverage("混合专家", "采用混合专家架构"), 1.0);
  EXPECT_LT(word_coverage("混合专家", "专家意见混杂"), 0.5);
}

TEST(Evaluation, AgreesWithItselfInEverything) {
  const Evaluation result = evaluate({lantern()}, {lantern()});
  EXPECT_DOUBLE_EQ(result.core.f1(), 1.0);
  EXPECT_DOUBLE_EQ(result.models.f1(), 1.0);
  EXPECT_DOUBLE_EQ(result.scores.recall.value(), 1.0);
  EXPECT_DOUBLE_EQ(result.passages.value(), 1.0);
  EXPECT_DOUBLE_EQ(result.model_of.value(), 1.0);
  EXPECT_TRUE(result.differences.empty());
}

TEST(Evaluation, AWrongValueIsBothWrongAndMissed) {
  schema::Record ours = lantern();
  for (schema::Fact& fact : ours.facts) {
    if (fact.field == "pretrain.tokens") fact.value = 18e12;
  }
  const Evaluation result = evaluate({lantern()}, {ours});
  ASSERT_EQ(result.differences.size(), 2U);
  EXPECT_EQ(result.differences[0].kind, Difference::Kind::missed);
  EXPECT_EQ(result.differences[1].kind, Difference::Kind::wrong);
  EXPECT_EQ(result.differences[1].evidence.quote, "8T tokens");
}

TEST(Evaluation, AValueWhereTheReportIsSilentIsWrongAndAnUnjudgedFieldIsNot) {
  schema::Record ours = lantern();
  ours.facts.push_back(fact("pretrain.gpu_hours", 1e6, "1M GPU hours"));  // listed as absent
  ours.facts.push_back(fact("rl.kl_coef", 0.001, "a KL term of 0.001"));  // neither stated nor absent
  const Evaluation result = evaluate({lantern()}, {ours});
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_EQ(result.differences[0].field, "pretrain.gpu_hours");
}

TEST(Evaluation, AFactOfTheWrongModelIsRightButNotAttributed) {
  schema::Record ours = lantern();
  for (schema::Fact& fact : ours.facts) {
    if (fact.field == "arch.layers") fact.model = "Lantern-30B";
  }
  const Evaluation result = evaluate({lantern()}, {ours});
  EXPECT_DOUBLE_EQ(result.core.f1(), 1.0);
  EXPECT_EQ(result.model_of.part, 1U);
  EXPECT_EQ(result.model_of.of, 2U);
}

TEST(Evaluation, AReportWithoutARecordIsAllMissed) {
  const Evaluation result = evaluate({lantern()}, {});
  EXPECT_EQ(result.records, 0U);
  EXPECT_DOUBLE_EQ(result.core.recall.value(), 0.0);
  EXPECT_DOUBLE_EQ(result.models.recall.value(), 0.0);
}

TEST(Evaluation, PassagesOfSilentItemsAreFalseAlarms) {
  schema::Record curated = lantern();
  curated.absent.push_back({"scaling.laws", schema::Silence::not_disclosed});
  schema::Record ours = lantern();
  ours.passages.push_back({"scaling.laws", 4, "Scaling", "Loss falls as a power of compute.", 0.9});
  const Evaluation result = evaluate({curated}, {ours});
  EXPECT_EQ(result.false_alarms.part, 1U);
}

}  // namespace
}  // namespace colophon::query

#include "indexer/extract/resolver.h"

#include <gtest/gtest.h>

#include "indexer/extract/extract.h"
#include "schema/error.h"

namespace colophon::extract {
namespace {

class Resolver : public ::testing::Test {
 protected:
  Resolver() {
    document.blocks.resize(1);
    document.blocks[0].text = "A sentence.";
    document.finish();
  }

  void propose(const std::string& field, const schema::Value& value, double probability,
               const std::string& model = "") {
    auto candidate = std::make_unique<Candidate>();
    candidate->field = field;
    candidate->value = value;
    if (!model.empty()) candidate->models = {model};
    candidate->probability = probability;
    candidate->place = {0, {0, 11}, -1, -1, -1};
    proposals.push_back({field, value, {candidate.get()}, probability});
    candidates.push_back(std::move(candidate));
  }

  schema::Record resolved() {
    schema::Record record;
    resolve(document, find_models(document), proposals, 0.5, record);
    return record;
  }

  document::Document document;
  std::vector<std::unique_ptr<Candidate>> candidates;
  std::vector<Proposal> proposals;
};

TEST_F(Resolver, LikelyProposalsBecomeFactsWithEvidence) {
  propose("arch.layers", 48.0, 0.9);
  const schema::Record record = resolved();
  ASSERT_EQ(record.facts.size(), 1U);
  EXPECT_EQ(record.facts[0].evidence[0].quote, "A sentence.");
  EXPECT_DOUBLE_EQ(record.facts[0].confidence, 0.9);
}

TEST_F(Resolver, UnlikelyOnesGoToReviewOrNowhere) {
  propose("arch.layers", 48.0, 0.3);
  propose("arch.heads", 16.0, 0.05);
  const schema::Record record = resolved();
  EXPECT_TRUE(record.facts.empty());
  ASSERT_EQ(record.review.size(), 1U);
  EXPECT_EQ(record.review[0].doubt, "uncertain");
}

TEST_F(Resolver, ValuesOfOtherModelsDoNotCompete) {
  propose("arch.layers", 48.0, 0.95, "Foo-7B");
  propose("arch.layers", 24.0, 0.55, "Foo-1B");
  propose("arch.layers", 12.0, 0.55, "Foo-7B");
  const schema::Record record = resolved();
  ASSERT_EQ(record.facts.size(), 2U);
  EXPECT_EQ(record.facts[1].model, "Foo-1B");
  EXPECT_EQ(record.review[0].doubt, "another value is likelier");
}

TEST_F(Resolver, AShorterContextIsAStepTowardsTheModelsOwn) {
  propose("arch.context_length", 131072.0, 0.52, "Foo");
  propose("arch.context_length", 4096.0, 0.9, "Foo");
  propose("arch.context_length", 32768.0, 0.7, "Foo-Lite");
  const schema::Record record = resolved();
  ASSERT_EQ(record.facts.size(), 2U);
  EXPECT_EQ(record.facts[0].value, schema::Value(131072.0));
  EXPECT_EQ(record.facts[1].model, "Foo-Lite");
  ASSERT_EQ(record.review.size(), 1U);
  EXPECT_EQ(record.review[0].doubt, "a larger value is stated");
}

TEST_F(Resolver, WhatIsAsLikelyOfALaterStageIsNotOfPretraining) {
  propose("mid.tokens", 5e12, 0.8);
  propose("pretrain.tokens", 5e12, 0.8);
  propose("pretrain.tokens", 3.6e13, 0.5);
  const schema::Record record = resolved();
  ASSERT_EQ(record.facts.size(), 2U);
  EXPECT_EQ(record.facts[0].field, "mid.tokens");
  EXPECT_EQ(record.facts[1].value, schema::Value(3.6e13));
  ASSERT_EQ(record.review.size(), 1U);
  EXPECT_EQ(record.review[0].doubt, "as likely of a later stage");
}

TEST_F(Resolver, WhatIsLikelierOfPretrainingStays) {
  propose("mid.tokens", 5e12, 0.6);
  propose("pretrain.tokens", 5e12, 0.8);
  EXPECT_EQ(resolved().facts.size(), 2U);
}

TEST_F(Resolver, WhatExceedsItsBoundIsInDoubt) {
  propose("arch.experts_active", 300.0, 0.9);
  propose("arch.experts_total", 256.0, 0.9);
  const schema::Record record = resolved();
  ASSERT_EQ(record.facts.size(), 1U);
  EXPECT_EQ(record.review[0].doubt, "exceeds arch.experts_total");
}

TEST_F(Resolver, AKindWithItsSizeStandsForTheBareKind) {
  propose("pretrain.parallelism", schema::Labelled{"PP", 16.0}, 0.9);
  propose("pretrain.parallelism", schema::Labelled{"PP", std::nullopt}, 0.9);
  EXPECT_EQ(resolved().facts.size(), 1U);
}

TEST_F(Resolver, OneOfExclusiveValuesStands) {
  propose("arch.activation", std::string("SwiGLU"), 0.9);
  propose("arch.activation", std::string("SiLU"), 0.7);
  const schema::Record record = resolved();
  ASSERT_EQ(record.facts.size(), 1U);
  EXPECT_EQ(std::get<std::string>(record.facts[0].value), "SwiGLU");
  ASSERT_EQ(record.review.size(), 1U);
  EXPECT_EQ(record.review[0].doubt, "another value is likelier");
}

TEST_F(Resolver, ANamedKindStandsForReinforcementLearning) {
  propose("rl.paradigm", std::string("RL"), 0.9);
  propose("rl.paradigm", std::string("RLVR"), 0.8);
  const schema::Record record = resolved();
  ASSERT_EQ(record.facts.size(), 1U);
  EXPECT_EQ(std::get<std::string>(record.facts[0].value), "RLVR");
}

TEST_F(Resolver, SilenceIsToldFromAValueNotRead) {
  propose("arch.layers", 48.0, 0.3);
  propose("arch.heads", 32.0, 0.1);
  const schema::Record record = resolved();
  for (const schema::Absence& absence : silent_items(record)) {
    const auto expected =
        absence.item == "arch.layers" ? schema::Silence::mentioned_not_read : schema::Silence::not_disclosed;
    EXPECT_EQ(absence.silence, expected) << absence.item;
  }
}

TEST(Ranker, RefusesWeightsOfOtherFeatures) {
  EXPECT_THROW(Ranker::parse(R"({"features": ["x"]})"), schema::Error);
  EXPECT_THROW(Ranker::parse("nonsense"), schema::Error);
}

TEST(Extract, SameDocumentSameRecord) {
  document::Document document;
  document.report = "report.md";
  document.sections.push_back({-1, 1, "1", "Pre-Training", document::Role::pretrain, false, 1});
  document.blocks.resize(1);
  document.blocks[0].section = 0;
  document.blocks[0].text =
      "We pre-train on 3 trillion tokens with AdamW, a learning rate of 3e-4 and a weight decay of 0.1.";
  document.finish();
  const schema::Record a = extract(document);
  const schema::Record b = extract(document);
  ASSERT_EQ(a.facts.size(), b.facts.size());
  for (size_t i = 0; i < a.facts.size(); ++i) EXPECT_EQ(a.facts[i].value, b.facts[i].value);
}

}  // namespace
}  // namespace colophon::extract

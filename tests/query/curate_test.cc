// The queue, and what a person may do to it.
#include "query/curate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "query/curated.h"
#include "query/evaluation.h"
#include "query/review.h"
#include "schema/error.h"
#include "tests/store/sample.h"

namespace colophon::query {
namespace {

using store::Access;
using store::Decision;
using store::KnowledgeBase;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* key = "a.pdf";
const Act act = {"Ada", 1740830400, ""};

// Two values for one field, one in doubt of a field that nothing is known of, one beside others of its field.
schema::Record doubtful_record() {
  schema::Record record = store::sample_record(key);
  record.facts.push_back(store::fact("arch.heads", 32.0, "32 layers", "Lantern-7B"));
  record.facts.push_back(store::fact("arch.heads", 64.0, "32 layers", "Lantern-7B"));
  record.review = {store::fact("pretrain.tokens", 2e12, "The loss never rose."),
                   store::fact("rl.algorithm", std::string("PPO"), "trained with GRPO")};
  record.review[0].confidence = 0.4;
  record.review[1].confidence = 0.2;
  return record;
}

class CurateTest : public testing::Test {
 protected:
  CurateTest() : base(KnowledgeBase::open(directory_.path() / "kb", Access::write)) { index(); }

  void index() { base.commit(store::sample_source(key), doubtful_record(), store::sample_document()); }

  std::vector<std::string> values(const std::string& field) const {
    std::vector<std::string> out;
    const auto record = base.record(key);
    for (const schema::Fact& fact : record->facts) {
      if (fact.field == field) out.push_back(schema::value_key(fact.value));
    }
    return out;
  }

  std::string id_of(const std::string& field, const std::string& value) const {
    for (const ReviewItem& item : review_queue(base)) {
      for (const Candidate& one : item.candidates) {
        if (item.field == field && schema::value_key(one.fact.value) == value) return one.id;
      }
    }
    return "nothing is there";
  }

  std::vector<std::string> queue() const {
    std::vector<std::string> fields;
    for (const ReviewItem& item : review_queue(base)) fields.push_back(item.field);
    return fields;
  }

  Decision set_layers(const std::string& value, const std::string& quote = "", const std::string& note = "") {
    return set(base, {key, "layers", "lantern-7b", {value}, false, false, quote, 0}, {"Ada", 1, note});
  }

  template <typename Action>
  static std::string error_of(Action action) {
    try {
      action();
    } catch (const schema::Error& error) {
      return error.what();
    }
    return "no error";
  }

  TemporaryDirectory directory_;
  KnowledgeBase base;
};

TEST_F(CurateTest, TheQueueBeginsWithWhatPaysMost) {
  const std::vector<ReviewItem> items = review_queue(base);
  ASSERT_THAT(queue(), ElementsAre("arch.heads", "pretrain.tokens", "rl.algorithm"));
  EXPECT_EQ(items[0].kind, ReviewKind::conflict);
  EXPECT_DOUBLE_EQ(items[0].payoff, 1.0 / 3);      // one of two is wrong; the item and two values are to be read
  EXPECT_DOUBLE_EQ(items[1].payoff, 0.4 / 2 / 2);  // held back: half as often right as its confidence says
  EXPECT_THAT(items[2].candidates, SizeIs(2));
  EXPECT_TRUE(items[2].candidates[0].stands);
  EXPECT_DOUBLE_EQ(items[2].payoff, 0.2 / 2 / 3);
}

TEST_F(CurateTest, WhatIsAsLikelyOfALaterStageComesAfterWhatIsUncertain) {
  schema::Record record = doubtful_record();
  record.review[0].confidence = 0.9;
  record.review[0].doubt = "as likely of a later stage";
  record.review.push_back(record.review[0]);
  record.review.back().field = "pretrain.seq_len";
  record.review.back().confidence = 0.7;
  record.review.back().doubt = "uncertain";
  base.commit(store::sample_source(key), record, store::sample_document());
  EXPECT_THAT(queue(), ElementsAre("arch.heads", "pretrain.seq_len", "pretrain.tokens", "rl.algorithm"));
}

TEST_F(CurateTest, TheQueueIsFiltered) {
  EXPECT_THAT(review_queue(base, {key, "arch.heads", "Lantern-7B", ReviewKind::conflict}), SizeIs(1));
  EXPECT_THAT(review_queue(base, {"", "", "", ReviewKind::doubtful}), SizeIs(2));
  EXPECT_THAT(review_queue(base, {"other.pdf", "", "", {}}), IsEmpty());
  const nlohmann::json page = review_to_json(review_queue(base), 1, 1);
  EXPECT_EQ(page.at("total"), 3);
  EXPECT_EQ(page.at("items").at(0).at("field"), "pretrain.tokens");
  EXPECT_EQ(page.at("items").at(0).at("candidates").at(0).at("evidence").at(0).at("quote"), "The loss never rose.");
}

TEST_F(CurateTest, AcceptingOneOfAConflictEndsIt) {
  const Decision made = accept(base, id_of("arch.heads", "64"), act);
  EXPECT_EQ(made.number, 1U);
  EXPECT_THAT(values("arch.heads"), ElementsAre("64"));
  EXPECT_THAT(queue(), ElementsAre("pretrain.tokens", "rl.algorithm"));
}

TEST_F(CurateTest, AcceptingOneOfSeveralLeavesTheOthers) {
  accept(base, id_of("rl.algorithm", "ppo").substr(0, 10), act);
  EXPECT_THAT(values("rl.algorithm"), testing::UnorderedElementsAre("grpo", "ppo"));
  EXPECT_THAT(queue(), ElementsAre("arch.heads", "pretrain.tokens"));
}

TEST_F(CurateTest, WhatIsRejectedDoesNotComeBack) {
  reject(base, id_of("rl.algorithm", "ppo"), act);
  reject(base, id_of("arch.heads", "64"), act);
  index();
  EXPECT_THAT(values("arch.heads"), ElementsAre("32"));
  EXPECT_THAT(queue(), ElementsAre("pretrain.tokens"));
  EXPECT_THAT(values("rl.algorithm"), ElementsAre("grpo"));
}

TEST_F(CurateTest, ACorrectionWithItsQuoteOutlivesAReindex) {
  set_layers("40", "has 32\n layers and is");  // as it is copied from a page
  index();
  EXPECT_THAT(values("arch.layers"), testing::UnorderedElementsAre("48", "40"));
  const auto record = base.record(key);
  const schema::Fact& fact = record->facts.back();
  EXPECT_EQ(fact.evidence.at(0).quote, "has 32 layers and is");
  EXPECT_EQ(fact.evidence.at(0).page, 1);
  EXPECT_EQ(fact.evidence.at(0).section, "Model > Architecture");
}

TEST_F(CurateTest, AValueNeedsEvidence) {
  EXPECT_THAT(error_of([&] { set_layers("40"); }), HasSubstr("give --quote"));
  EXPECT_THAT(error_of([&] { set_layers("40", "has 40 layers"); }), HasSubstr("is not in a.pdf"));
  EXPECT_THAT(error_of([&] {
                set(base, {key, "layers", "Lantern-7B", {"40"}, false, false, "32 layers", 2}, act);
              }),
              HasSubstr("stands on page 1 of a.pdf, not on page 2"));
  EXPECT_THAT(base.decisions(), IsEmpty());
  set_layers("32");                             // it was read there
  set_layers("40", "", "told by the authors");  // no report says it
  EXPECT_THAT(base.decisions(), SizeIs(2));
}

TEST_F(CurateTest, SaysWhatIsWrongAndWhatIsNear) {
  const auto set_field = [&](const std::string& field, const std::string& model, std::vector<std::string> texts) {
    return error_of([&] { set(base, {key, field, model, std::move(texts), false, false, "", 0}, {"Ada", 1, "why"}); });
  };
  EXPECT_THAT(set_field("arch.layrs", "", {"1"}), HasSubstr("did you mean \"arch.layers\"?"));
  EXPECT_THAT(set_field("layers", "Lantern-8B", {"1"}), HasSubstr("did you mean \"Lantern-7B\"?"));
  EXPECT_THAT(set_field("layers", "", {"1", "2"}), HasSubstr("has one value"));
  EXPECT_THAT(set_field("model.params_total", "", {"7B"}), HasSubstr("--model"));
  EXPECT_THAT(set_field("report.date", "Lantern-7B", {"2025"}), HasSubstr("not of a model"));
  EXPECT_THAT(set_field("scaling.laws", "", {"x"}), HasSubstr("told in passages"));
  EXPECT_THAT(error_of([&] { accept(base, "0123456789", act); }), HasSubstr("no candidate has the id"));
  EXPECT_THAT(error_of([&] { accept(base, "012", act); }), HasSubstr("too short"));
  EXPECT_THAT(error_of([&] { set_layers("1", "", ""); }), HasSubstr("nothing shows"));
  EXPECT_THAT(error_of([&] { unset(base, key, "layers", "", act); }), HasSubstr("nobody has set arch.layers"));
  EXPECT_THAT(error_of([&] { undo(base, 7, act); }), HasSubstr("there is no decision 7"));
  EXPECT_THAT(error_of([&] { accept(base, id_of("arch.heads", "64"), {"", 1, ""}); }), HasSubstr("author"));
}

TEST_F(CurateTest, EverythingCanBeUndoneInTurn) {
  set_layers("40", "", "one");
  set_layers("41", "", "two");
  EXPECT_THAT(error_of([&] { undo(base, 1, act); }), HasSubstr("undo that first"));
  undo(base, 2, act);
  EXPECT_THAT(values("arch.layers"), testing::UnorderedElementsAre("48", "40"));
  undo(base, 3, act);  // the undoing
  EXPECT_THAT(values("arch.layers"), testing::UnorderedElementsAre("48", "41"));
  unset(base, key, "layers", "Lantern-7B", act);
  EXPECT_THAT(values("arch.layers"), testing::UnorderedElementsAre("48", "32"));
  EXPECT_THAT(base.corrections(key), IsEmpty());
  undo(base, 5, act);
  EXPECT_THAT(values("arch.layers"), testing::UnorderedElementsAre("48", "41"));
  EXPECT_EQ(base.decisions().back().undoes, 5U);
  EXPECT_THAT(base.decisions(), SizeIs(6));
}

// What was decided scores a knowledge base in which it was not.
TEST_F(CurateTest, CuratedRecordsGoRoundThroughEval) {
  set_layers("40", "", "told by the authors");
  accept(base, id_of("pretrain.tokens", "2000000000000"), act);
  set(base, {key, "rl.algorithm", "", {}, false, false, "", 0}, act);
  std::vector<schema::Record> gold;
  for (const store::Entry& entry : curated_records(base)) {
    gold.push_back(schema::record_from_json(curated_to_json(entry.record)));
  }
  ASSERT_THAT(gold, SizeIs(1));

  const Evaluation now = evaluate(gold, {*base.record(key)});
  EXPECT_EQ(now.core.precision.value(), 1);
  EXPECT_EQ(now.core.recall.value(), 1);
  EXPECT_THAT(now.differences, IsEmpty());

  std::vector<std::string> differences;
  for (const Difference& one : evaluate(gold, {doubtful_record()}).differences) {
    differences.push_back((one.kind == Difference::Kind::wrong ? "wrong " : "missed ") + one.field + " " + one.value);
  }
  EXPECT_THAT(differences, testing::UnorderedElementsAre("missed pretrain.tokens 2T", "missed arch.layers 40",
                                                         "wrong arch.layers 32", "wrong rl.algorithm GRPO"));
}

}  // namespace
}  // namespace colophon::query

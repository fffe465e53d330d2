#include "store/doubtful.h"

#include <gtest/gtest.h>

namespace colophon::store {
namespace {

schema::Fact fact(std::string field, schema::Value value, double confidence) {
  schema::Fact made;
  made.field = std::move(field);
  made.value = std::move(value);
  made.confidence = confidence;
  return made;
}

std::vector<std::string> left_of(std::vector<schema::Fact> facts) {
  leave_out_doubtful(facts);
  std::vector<std::string> left;
  left.reserve(facts.size());
  for (const schema::Fact& one : facts) left.push_back(schema::value_key(one.value));
  return left;
}

TEST(Doubtful, WeakValueBesideASureOneIsLeftOut) {
  EXPECT_EQ(left_of({fact("rl.algorithm", "DAPO", 0.8), fact("rl.algorithm", "GRPO", 0.51)}),
            std::vector<std::string>{"dapo"});
}

TEST(Doubtful, WeakValueAloneOrAmongWeakOnesStays) {
  EXPECT_EQ(left_of({fact("rl.algorithm", "GRPO", 0.51)}).size(), 1U);
  EXPECT_EQ(left_of({fact("rl.algorithm", "GSPO", 0.6), fact("rl.algorithm", "GRPO", 0.51)}).size(), 2U);
}

TEST(Doubtful, OpenListsAndCombinedValuesStay) {
  EXPECT_EQ(left_of({fact("pretrain.data_source", "web", 0.9), fact("pretrain.data_source", "code", 0.5)}).size(), 2U);
  EXPECT_EQ(left_of({fact("pretrain.mixture", schema::Labelled{"web", 75.0}, 0.9),
                     fact("pretrain.mixture", schema::Labelled{"code", 12.0}, 0.5)})
                .size(),
            2U);
  EXPECT_EQ(left_of({fact("pretrain.precision", "mixed", 0.9), fact("pretrain.precision", "FP8", 0.5)}).size(), 2U);
}

TEST(Doubtful, YesOrNoIsOneOfThem) {
  EXPECT_EQ(left_of({fact("arch.mtp", true, 0.9), fact("arch.mtp", false, 0.6)}), std::vector<std::string>{"true"});
  EXPECT_EQ(left_of({fact("arch.mtp", false, 0.65), fact("arch.mtp", true, 0.65)}), std::vector<std::string>{"false"});
}

}  // namespace
}  // namespace colophon::store

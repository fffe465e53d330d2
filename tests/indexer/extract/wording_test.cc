#include "indexer/extract/wording.h"

#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

namespace colophon::extract {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

Span span_of(const std::string& text, const std::string& part) {
  const size_t begin = text.find(part);
  return {begin, begin + part.size()};
}

TEST(Wording, TellsTheSideAndTheDistanceOfAWord) {
  const std::string text = "in ablations rates of 3e-4 beat others";
  const auto words = wording(text, span_of(text, "3e-4"), "", "");
  EXPECT_THAT(words, Contains("l0:of"));
  EXPECT_THAT(words, Contains("l1:rates"));
  EXPECT_THAT(words, Contains("l2:in"));
  EXPECT_THAT(words, Contains("L:ablations"));
  EXPECT_THAT(words, Contains("w:ablations"));
  EXPECT_THAT(words, Contains("r0:beat"));
  EXPECT_THAT(words, Contains("R:others"));
  EXPECT_THAT(words, Not(Contains("L:others")));
}

TEST(Wording, OfATermHasTheTermAndOfAHeadingItsWords) {
  EXPECT_THAT(wording("GRPO", {0, 4}, "GRPO", "RL stage"), ElementsAre("h:rl", "h:stage", "v:GRPO"));
}

TEST(Wording, FarWordsTellNoSide) {
  std::string text = "farther ";
  for (int i = 0; i < 8; ++i) text += "x ";
  text += "7";
  const auto words = wording(text, {text.size() - 1, text.size()}, "", "");
  EXPECT_THAT(words, Contains("w:farther"));
  EXPECT_THAT(words, Not(Contains("L:farther")));
}

WordingModel model() {
  return WordingModel::parse({{"intercept", -1.0},
                              {"scopes", {"", "sft", "sft.lr"}},
                              {"fields", {{"sft.lr", 2.0}}},
                              {"words", {{"w:ablation", {0, -3.0, 1, -1.5}}, {"w:peak", {2, 4.0}}}}});
}

TEST(WordingModel, AddsTheWeightsOfTheFieldItsGroupAndAllFields) {
  const double length = std::sqrt(3 * 1 + 9.0);
  EXPECT_NEAR(model().score("sft.lr", {"w:ablation"}), -1 + (-3 - 1.5 + 3 * 2) / length, 1e-6);
  EXPECT_NEAR(model().score("sft.epochs", {"w:ablation"}), -1 + (-3 - 1.5) / length, 1e-6);
  EXPECT_NEAR(model().score("rl.lr", {"w:ablation"}), -1 - 3 / length, 1e-6);
  EXPECT_NEAR(model().score("rl.lr", {"w:peak"}), -1, 1e-6);
}

TEST(WordingModel, AddsTheWeightsOfATermInItsField) {
  const auto terms = WordingModel::parse({{"intercept", 0.0},
                                          {"scopes", {"", "sft.data_origin=human", "sft.data_origin=synthetic"}},
                                          {"fields", nlohmann::json::object()},
                                          {"words", {{"w:experts", {0, 1.0, 1, -2.0, 2, 4.0}}}}});
  const double length = std::sqrt(4 * 2 + 9.0);
  EXPECT_NEAR(terms.score("sft.data_origin", {"v:human", "w:experts"}), (1 - 2) / length, 1e-6);
  EXPECT_NEAR(terms.score("sft.data_origin", {"v:synthetic", "w:experts"}), (1 + 4) / length, 1e-6);
  EXPECT_NEAR(terms.score("sft.data_origin", {"v:other", "w:experts"}), 1 / length, 1e-6);
}

TEST(WordingModel, RefusesWeightsOfAnotherShape) {
  EXPECT_THROW(WordingModel::parse(nlohmann::json::object()), nlohmann::json::exception);
}

}  // namespace
}  // namespace colophon::extract

#include "indexer/extract/exclusions.h"

#include <gtest/gtest.h>

namespace colophon::extract {
namespace {

Candidate layers() {
  Candidate candidate;
  candidate.field = "arch.layers";
  return candidate;
}

TEST(Exclusions, AComponentsLayersAreNotTheModels) {
  Candidate candidate = layers();
  EXPECT_FALSE(is_excluded({}, candidate));
  candidate.features[Feature::near_component] = 0.5;
  EXPECT_FALSE(is_excluded({}, candidate)) << "named elsewhere in the sentence";
  candidate.features[Feature::in_table] = 1;
  EXPECT_TRUE(is_excluded({}, candidate)) << "a row of its part of the table";
}

TEST(Exclusions, OtherFieldsAreNotMeant) {
  Candidate candidate = layers();
  candidate.field = "sft.lr";
  candidate.features[Feature::near_component] = 1;
  EXPECT_FALSE(is_excluded({}, candidate));
}

TEST(Exclusions, ATrialModelsRowsAreExcludedInTablesOnly) {
  Candidate candidate = layers();
  candidate.features[Feature::heading_scaling] = 1;
  EXPECT_FALSE(is_excluded({}, candidate));
  candidate.features[Feature::in_table] = 1;
  EXPECT_TRUE(is_excluded({}, candidate));
}

constexpr std::string_view before = "Before it. ";

document::Document of(const std::string& sentence, const std::string& heading) {
  document::Document document;
  document.sections.push_back({-1, 1, "2", heading, document::Role::other, false, 1});
  document::Block block;
  block.text = std::string(before) + sentence;
  block.section = 0;
  document.blocks.push_back(block);
  return document;
}

Candidate in(const document::Document& document, const std::string& field) {
  Candidate candidate;
  candidate.field = field;
  candidate.place.block = 0;
  candidate.place.span = {before.size(), document.blocks[0].text.size()};
  return candidate;
}

// Whether the number `written` is excluded as a value of `field` in `sentence` under `heading`.
bool excluded(const std::string& field, const std::string& sentence, const std::string& written,
              const std::string& heading = "Training") {
  const document::Document document = of(sentence, heading);
  Candidate candidate = in(document, field);
  candidate.features[Feature::is_number] = 1;
  const size_t at = document.blocks[0].text.find(written);
  candidate.written = {at, at + written.size()};
  return is_excluded(document, candidate);
}

TEST(Exclusions, PointsOnTheWayAreNoTotals) {
  EXPECT_FALSE(excluded("pretrain.tokens", "We train it on 3T tokens.", "3T"));
  EXPECT_TRUE(excluded("pretrain.tokens", "The rate is constant until 2.4T tokens.", "2.4T"));
  EXPECT_TRUE(excluded("pretrain.tokens", "A checkpoint is kept every 50B tokens.", "50B"));
  EXPECT_TRUE(excluded("mid.tokens", "批大小在前 500B token 中逐步增大。", "500B"));
  EXPECT_TRUE(excluded("pretrain.tokens", "The learning rate falls to a third at 1.6T tokens.", "1.6T"));
  EXPECT_FALSE(excluded("pretrain.tokens", "The run ended at 3.1T tokens.", "3.1T"));
  EXPECT_FALSE(excluded("pretrain.tokens", "训练数据目前 3T token。", "3T"));
}

TEST(Exclusions, SupposedCasesAreNoStatements) {
  EXPECT_TRUE(excluded("arch.context_length", "If the context length is 8K tokens, the cache takes 2 GB.", "8K"));
  EXPECT_TRUE(excluded("arch.layers", "Take a model of 24 layers as an example.", "24"));
  EXPECT_FALSE(excluded("arch.layers", "The model has 24 layers.", "24"));
  EXPECT_TRUE(excluded("arch.layers", "以 24 层的模型为例，显存占用如下。", "24"));
  EXPECT_FALSE(excluded("arch.context_length", "以 4K 的序列长度训练。", "4K"));
}

TEST(Exclusions, OtherQuantitiesThatLookAlike) {
  EXPECT_TRUE(excluded("pretrain.warmup", "The batch size warms up to 2048 over 500 steps.", "500"));
  EXPECT_FALSE(excluded("pretrain.warmup", "The learning rate warms up over 500 steps.", "500"));
  EXPECT_TRUE(excluded("pretrain.lr_min", "The bias update speed is reduced to 1e-5.", "1e-5"));
  EXPECT_FALSE(excluded("pretrain.lr_min", "The learning rate is reduced to 1e-5.", "1e-5"));
  EXPECT_TRUE(excluded("pretrain.gpu_hours", "On each trillion tokens it takes 90K GPU hours.", "90K"));
  EXPECT_TRUE(excluded("mid.lr_peak", "We use a learning rate of 5e-3.", "5e-3", "Quantization-aware training"));
}

// A value that is a term.
bool excluded_term(const std::string& field, const std::string& value, const std::string& sentence) {
  const document::Document document = of(sentence, "Training");
  Candidate candidate = in(document, field);
  candidate.value = value;
  return is_excluded(document, candidate);
}

TEST(Exclusions, TermsThatMeanSomethingElseThere) {
  EXPECT_TRUE(excluded_term("rl.reward", "verifier", "Long chains show self-verification."));
  EXPECT_FALSE(excluded_term("rl.reward", "verifier", "The reward comes from verification of the final answer."));
  EXPECT_FALSE(excluded_term("rl.reward", "rule-based", "Long chains show self-verification by rules."));
  EXPECT_TRUE(excluded_term("rl.algorithm", "rejection sampling", "Rejection sampling curates the SFT data."));
  EXPECT_FALSE(excluded_term("rl.algorithm", "rejection sampling", "We then apply rejection sampling and PPO."));
}

TEST(Exclusions, WhatIsPlannedIsNotDone) {
  EXPECT_TRUE(excluded("arch.context_length", "In the future we will extend the context window to 1M tokens.", "1M"));
  EXPECT_TRUE(excluded("rl.prompts", "A run over 40K prompts is left for future work.", "40K"));
  EXPECT_TRUE(excluded("pretrain.tokens", "我们计划进一步用 5T token 训练。", "5T"));
  EXPECT_FALSE(excluded("arch.context_length", "The context window is 1M tokens.", "1M"));
}

TEST(Exclusions, SentencesAboutTheModelsOfOthers) {
  EXPECT_TRUE(excluded("arch.context_length", "Recent models support context windows of 1M tokens.", "1M"));
  EXPECT_TRUE(excluded("pretrain.tokens", "现有的开源模型大多用 2T token 训练。", "2T"));
  EXPECT_TRUE(excluded("pretrain.tokens", "Recurrent models such as Foo have seen 300B tokens.", "300B"));
  EXPECT_FALSE(excluded("pretrain.tokens", "Our models such as Foo-7B have seen 300B tokens.", "300B"));
  EXPECT_FALSE(excluded("pretrain.tokens", "目前模型已训练 2T token。", "2T"));
}

TEST(Exclusions, RedTeamingThatWasNotDone) {
  EXPECT_TRUE(excluded("safety.redteam", "We have not conducted red teaming.", "red teaming"));
  EXPECT_TRUE(excluded("safety.redteam", "没有做红队。", "红队"));
  EXPECT_FALSE(excluded("safety.redteam", "We conducted red teaming with forty experts.", "red teaming"));
}

TEST(Exclusions, SectionsThatAreNotAboutTheFinalRun) {
  const std::string sentence = "We use a learning rate of 2e-5.";
  EXPECT_FALSE(excluded("sft.lr", sentence, "2e-5"));
  EXPECT_FALSE(excluded("sft.lr", sentence, "2e-5", "Training data and evaluation"));
  for (const char* heading : {"Ablation Studies", "Evaluation Settings", "Main Results", "Quick Start", "Deployment",
                              "Baselines", "5.3 Scaling Laws", "快速开始", "评测结果"})
    EXPECT_TRUE(excluded("sft.lr", sentence, "2e-5", heading)) << heading;
}

TEST(Exclusions, ValuesThatWereTriedOrFailed) {
  EXPECT_TRUE(excluded("sft.lr", "We swept learning rates of 1e-6 and 1e-5.", "1e-5"));
  EXPECT_FALSE(excluded("sft.lr", "After a sweep we set the learning rate to 1e-5.", "1e-5"));
  EXPECT_TRUE(excluded("pretrain.lr_peak", "A learning rate of 1e-3 made training unstable.", "1e-3"));
  EXPECT_FALSE(excluded("pretrain.lr_peak", "To avoid instability the learning rate is 1e-4.", "1e-4"));
  EXPECT_TRUE(excluded("pretrain.tokens", "In preliminary experiments we train on 100B tokens.", "100B"));
  EXPECT_TRUE(excluded("sft.lr", "python finetune.py --learning_rate 2e-5", "2e-5"));
}

TEST(Exclusions, SizesOfBenchmarksAndSettingsOfEvaluations) {
  EXPECT_TRUE(excluded("sft.examples", "The benchmark contains 1,319 examples.", "1,319"));
  EXPECT_TRUE(excluded("rl.temperature", "We evaluate with a temperature of 0.6.", "0.6"));
  EXPECT_FALSE(excluded("rl.temperature", "Rollouts are sampled with a temperature of 0.6.", "0.6"));
}

TEST(Exclusions, AStagesSectionSpeaksOfThatStage) {
  const std::string sentence = "The learning rate is 2e-5.";
  EXPECT_TRUE(excluded("pretrain.lr_peak", sentence, "2e-5", "Supervised Fine-Tuning"));
  EXPECT_TRUE(excluded("pretrain.lr_peak", sentence, "2e-5", "4.2 Reward Modeling"));
  EXPECT_TRUE(excluded("rl.lr", sentence, "2e-5", "Pre-training"));
  EXPECT_TRUE(excluded("rl.lr", sentence, "2e-5", "监督微调"));
  EXPECT_TRUE(excluded("sft.lr", sentence, "2e-5", "Reinforcement Learning"));
  EXPECT_TRUE(excluded("sft.lr", sentence, "2e-5", "2 Pre-training Details"));
  EXPECT_FALSE(excluded("pretrain.lr_peak", sentence, "2e-5", "Pre-training and Fine-tuning"));
  EXPECT_FALSE(excluded("pretrain.lr_peak", "As in pre-training, it is 2e-5.", "2e-5", "Supervised Fine-Tuning"));
  EXPECT_FALSE(excluded("sft.lr", sentence, "2e-5", "SFT and DPO"));
  EXPECT_FALSE(excluded("rl.lr", sentence, "2e-5", "Reinforcement Learning"));
}

TEST(Exclusions, WordsThatMeanSomethingElse) {
  EXPECT_TRUE(excluded("safety.method", "This mitigates the risk of reward hacking.", "reward"));
  EXPECT_TRUE(excluded("pretrain.framework", "It is based on the Foo-MoE framework.", "Foo-MoE"));
  EXPECT_FALSE(excluded("pretrain.framework", "It is trained with the Foo framework.", "Foo"));
}

}  // namespace
}  // namespace colophon::extract

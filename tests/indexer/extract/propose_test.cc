#include "indexer/extract/propose.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace colophon::extract {
namespace {

document::Document report(const std::string& heading, const std::string& text,
                          document::BlockKind kind = document::BlockKind::paragraph) {
  document::Document document;
  document.report = "report.md";
  document.sections.push_back({-1, 1, "2", heading, document::Role::other, false, 1});
  document::Block block;
  block.kind = kind;
  block.text = text;
  block.page = 1;
  block.section = 0;
  document.blocks.push_back(block);
  document.finish();
  return document;
}

// The values proposed for a field, as text keys.
std::vector<std::string> proposed(const document::Document& document, std::string_view field) {
  std::vector<std::string> keys;
  for (const Candidate& candidate : propose(document, find_models(document))) {
    if (candidate.field == field) keys.push_back(schema::value_key(candidate.value));
  }
  return keys;
}

bool has(const std::vector<std::string>& keys, const std::string& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

TEST(Propose, NumbersTakeTheirCueOfTheSameSentence) {
  const document::Document d = report("Setup", "The model has 48 layers and a hidden size of 6,144.");
  EXPECT_TRUE(has(proposed(d, "arch.layers"), "48"));
  EXPECT_TRUE(has(proposed(d, "arch.hidden_size"), "6144"));
}

TEST(Propose, ChineseNumbersAndCues) {
  const document::Document d = report("训练", "模型共有 40 层，词表大小为 15 万，在 2.5 万亿 token 上训练。");
  EXPECT_TRUE(has(proposed(d, "arch.layers"), "40"));
  EXPECT_TRUE(has(proposed(d, "arch.vocab_size"), "150000"));
  EXPECT_TRUE(has(proposed(d, "pretrain.tokens"), "2500000000000"));
}

TEST(Propose, ALengthInKIsBinary) {
  EXPECT_TRUE(
      has(proposed(report("Model", "It supports a context length of 64K tokens."), "arch.context_length"), "65536"));
}

TEST(Propose, PointersAndNamesAreNoValues) {
  EXPECT_TRUE(proposed(report("Model", "The layers of Foo-7B are listed in Table 12."), "arch.layers").empty());
}

TEST(Propose, TheStageOfTheSectionIsTold) {
  const document::Document d = report("Supervised Fine-Tuning", "We use a learning rate of 2e-5.");
  for (const Candidate& candidate : propose(d, find_models(d))) {
    if (candidate.field == "sft.lr") {
      EXPECT_EQ(candidate.features[Feature::decided_same], 1);
    }
    if (candidate.field == "pretrain.lr_peak") {
      EXPECT_EQ(candidate.features[Feature::decided_same], -1);
    }
  }
}

TEST(Propose, PairsListedWithRespectively) {
  const document::Document d =
      report("Training", "The weight decay and gradient clipping are 0.2 and 1.5, respectively.");
  for (const Candidate& candidate : propose(d, find_models(d))) {
    const std::string key = schema::value_key(candidate.value);
    if (candidate.field == "pretrain.grad_clip" && key == "1.5") {
      EXPECT_EQ(candidate.features[Feature::listed], 1);
    }
    if (candidate.field == "pretrain.grad_clip" && key == "0.2") {
      EXPECT_EQ(candidate.features[Feature::listed], -1);
    }
  }
}

TEST(Propose, TermsBesideChineseHaveWordEdges) {
  EXPECT_TRUE(has(proposed(report("结构", "位置编码基于RoPE实现，激活函数采用SwiGLU。"), "arch.position"), "rope"));
}

TEST(Propose, TheLongerTermStands) {
  const std::vector<std::string> keys =
      proposed(report("Training", "We use the AdamW optimizer."), "pretrain.optimizer");
  EXPECT_TRUE(has(keys, "adamw"));
  EXPECT_FALSE(has(keys, "adam"));
}

TEST(Propose, NegatedFlagsAreFalse) {
  EXPECT_TRUE(has(proposed(report("Model", "We do not use MTP in this model."), "arch.mtp"), "false"));
}

TEST(Propose, ParallelismWithItsSize) {
  EXPECT_TRUE(has(proposed(report("Infrastructure", "We train with 8-way tensor parallelism."), "pretrain.parallelism"),
                  "tp:8"));
}

TEST(Propose, ConfigurationKeys) {
  const document::Document d =
      report("config.json", R"({"num_hidden_layers": 30, "hidden_size": 4096})", document::BlockKind::code);
  EXPECT_TRUE(has(proposed(d, "arch.layers"), "30"));
  EXPECT_TRUE(has(proposed(d, "arch.hidden_size"), "4096"));
}

TEST(Propose, SharesStandBeforeOrAfterTheirSource) {
  const document::Document english =
      report("Data", "The corpus mixes 60% source code and other text, the latter web pages (25%).");
  EXPECT_TRUE(has(proposed(english, "pretrain.mixture"), "sourcecode:60"));
  EXPECT_TRUE(has(proposed(report("数据", "训练语料中，中文约占 25%。"), "pretrain.mixture"), "中文:25"));
}

TEST(Propose, ListsOfSharesGoWithListsOfSources) {
  const auto shares = [](const std::string& text) { return proposed(report("Data", text), "pretrain.mixture"); };
  const auto paired =
      shares("The corpus has English and Chinese texts, constituting 52.5% and 31% of it, respectively.");
  EXPECT_TRUE(has(paired, "english:52.5"));
  EXPECT_TRUE(has(paired, "chinese:31"));
  const auto among = shares("We mix the data in a ratio of approximately 6:3:1 among English, Chinese, and code data.");
  EXPECT_TRUE(has(among, "english:60"));
  EXPECT_TRUE(has(among, "chinese:30"));
  EXPECT_TRUE(has(among, "code:10"));
  const auto behind =
      shares("It reads tokens of DCLM-Baseline, StarCoderData and ProofPile-2 in a ratio of 80 : 14 : 6.");
  EXPECT_TRUE(has(behind, "dclmbaseline:80"));
  EXPECT_TRUE(has(behind, "proofpile2:6"));
  const auto chinese = shares("训练语料中英文、中文和代码的比例为 6:3:1。");
  EXPECT_TRUE(has(chinese, "中文:30"));
  EXPECT_TRUE(has(chinese, "代码:10"));
  EXPECT_TRUE(shares("The data keep an aspect ratio of 16:9 for images and videos.").empty());
}

TEST(Propose, TraditionalChineseIsReadLikeSimplified) {
  const auto found =
      proposed(report("預訓練", "我們的模型共 40 層，預訓練學習率峰值 4e-5，權重衰減 0.05。"), "pretrain.weight_decay");
  EXPECT_TRUE(has(found, "0.05"));
}

TEST(Propose, WhatIsReplacedIsNotProposed) {
  EXPECT_TRUE(proposed(report("Model", "SwiGLU is used instead of GELU."), "arch.activation").size() == 1);
  EXPECT_TRUE(proposed(report("对齐", "本模型没有做 RLHF。"), "rl.paradigm").empty());
}

TEST(Propose, ChipsAreCountedOnEitherSide) {
  EXPECT_TRUE(has(proposed(report("Training", "We train on 48 × A100."), "pretrain.hardware"), "a100:48"));
}

TEST(Propose, ChipsOfMachinesAreMultiplied) {
  const auto chips = [](const std::string& text) { return proposed(report("Training", text), "pretrain.hardware"); };
  EXPECT_TRUE(has(chips("We train on 64 nodes with 8 A100 GPUs each."), "a100:512"));
  EXPECT_TRUE(has(chips("Training uses 64 A100 nodes with 8 GPUs per node."), "a100:512"));
  EXPECT_TRUE(has(chips("We used 192 HGX nodes of 8 H800 GPUs, totaling 1536 GPUs."), "h800:1536"));
  EXPECT_TRUE(has(chips("模型在 64 台 8 卡 H800 服务器（共 512 卡）上训练。"), "h800:512"));
  EXPECT_TRUE(has(chips("训练使用 64 台 H800 服务器，每台 8 卡。"), "h800:512"));
  EXPECT_TRUE(has(chips("在 4096 张昇腾 910B 上完成训练。"), "ascend910b:4096"));
}

TEST(Propose, DegreesOfParallelismAreRead) {
  const auto kinds = [](const std::string& text) {
    return proposed(report("Infrastructure", text), "pretrain.parallelism");
  };
  const std::vector<std::string> glued = kinds("We train with TP8, PP16 and EP 32.");
  for (const char* kind : {"tp:8", "pp:16", "ep:32"}) EXPECT_TRUE(has(glued, kind)) << kind;
  EXPECT_TRUE(has(kinds("We use pipeline parallelism of degree 8."), "pp:8"));
  EXPECT_TRUE(has(kinds("The layers are split over 16 pipeline stages."), "pp:16"));
  EXPECT_FALSE(has(kinds("Optimizer states are sharded with ZeRO-3."), "zero-3:3"));
}

TEST(Propose, NumbersInWordsAreValues) {
  EXPECT_TRUE(has(proposed(report("Model", "The network stacks thirty-two layers."), "arch.layers"), "32"));
  EXPECT_TRUE(has(proposed(report("Pre-training", "We pre-train on two trillion tokens."), "pretrain.tokens"),
                  "2000000000000"));
  EXPECT_TRUE(has(
      proposed(report("Pre-training", "It was trained on 8.1 T high-quality and diverse tokens."), "pretrain.tokens"),
      "8100000000000"));
}

TEST(Propose, TheKOfTopKRoutingIsTheActiveExperts) {
  const document::Document d = report("Model", "We use top-2 routing over 64 experts.");
  EXPECT_TRUE(has(proposed(d, "arch.experts_active"), "2"));
  EXPECT_TRUE(has(proposed(d, "arch.experts_total"), "64"));
}

document::Document with_table(const std::string& caption, const std::vector<std::vector<std::string>>& rows) {
  document::Document document = report("Model", "", document::BlockKind::table);
  document::Table table;
  table.id = "Table 1";
  table.caption = caption;
  table.section = 0;
  table.header_rows = 1;
  for (const auto& row : rows) {
    std::vector<document::Cell>& cells = table.rows.emplace_back();
    for (const std::string& text : row) {
      document::Cell cell;
      cell.text = cell.core = text;
      cells.push_back(cell);
    }
  }
  document.blocks[0].table = 0;
  document.tables.push_back(table);
  document.finish();
  return document;
}

TEST(Propose, TablesWithLabelsInTheFirstColumn) {
  const document::Document d = with_table("Configurations", {{"", "7B"}, {"# Layers", "32"}, {"Hidden size", "4,096"}});
  EXPECT_TRUE(has(proposed(d, "arch.layers"), "32"));
  EXPECT_TRUE(has(proposed(d, "arch.hidden_size"), "4096"));
}

TEST(Propose, TablesWithLabelsInTheHeader) {
  const document::Document d =
      with_table("Configurations", {{"Model", "Layers", "Tokens (T)"}, {"A", "24", "1.5"}, {"B", "48", "3"}});
  EXPECT_TRUE(has(proposed(d, "arch.layers"), "24"));
  EXPECT_TRUE(has(proposed(d, "arch.layers"), "48"));
  EXPECT_TRUE(has(proposed(d, "pretrain.tokens"), "3000000000000"));
}

TEST(Propose, AHeaderOverTwoRowsIsOneLabel) {
  document::Document d =
      with_table("Sizes", {{"", "# Shared", "# Routed"}, {"Model", "Experts", "Experts"}, {"A", "4", "64"}});
  d.tables[0].header_rows = 2;
  EXPECT_EQ(proposed(d, "arch.experts_total"), std::vector<std::string>{"64"});
  EXPECT_EQ(proposed(d, "arch.experts_shared"), std::vector<std::string>{"4"});
}

TEST(Propose, CellsThatStateMoreThanTheirLabel) {
  const document::Document d = with_table(
      "Settings", {{"", "A"}, {"Routed experts", "160 (6 activated)"}, {"Pre-training tokens", "4.5T+6.5T"}});
  EXPECT_EQ(proposed(d, "arch.experts_total"), std::vector<std::string>{"160"});
  EXPECT_TRUE(has(proposed(d, "arch.experts_active"), "6"));
  EXPECT_EQ(proposed(d, "pretrain.tokens"), std::vector<std::string>{"11000000000000"});
  const document::Document sum = with_table("Settings", {{"", "A"}, {"# Experts", "2 + 62"}});
  EXPECT_EQ(proposed(sum, "arch.experts_total"), std::vector<std::string>{"62"});
  EXPECT_EQ(proposed(sum, "arch.experts_shared"), std::vector<std::string>{"2"});
}

TEST(Propose, ALabelMayNameAPartThatIsNoField) {
  const document::Document d = with_table("Configurations", {{"", "A"}, {"Layers (Total/SWA/Global)", "48/40/8"}});
  EXPECT_EQ(proposed(d, "arch.layers"), std::vector<std::string>{"48"});
}

TEST(Propose, BesideAWidthTheHiddenOneIsOfTheFeedForward) {
  const document::Document d = with_table("Parameters", {{"Name", "Value"}, {"dim", "4096"}, {"hidden_dim", "14336"}});
  EXPECT_EQ(proposed(d, "arch.hidden_size"), std::vector<std::string>{"4096"});
  EXPECT_EQ(proposed(d, "arch.ffn_size"), std::vector<std::string>{"14336"});
  const document::Document alone = with_table("Parameters", {{"Name", "Value"}, {"hidden_dim", "4096"}});
  EXPECT_EQ(proposed(alone, "arch.hidden_size"), std::vector<std::string>{"4096"});
}

TEST(Propose, MixtureRows) {
  const document::Document d =
      with_table("Composition of the training data", {{"Source", "Share (%)"}, {"Code", "18.5"}, {"Web", "81.5"}});
  EXPECT_TRUE(has(proposed(d, "pretrain.mixture"), "code:18.5"));
  const document::Document scores = with_table(
      "Quality of the code corpus",
      {{"Data", "Tokens", "Java", "MBPP"}, {"Old", "1T", "31.7%", "44.6%"}, {"New", "1T", "36.2%", "49.0%"}});
  EXPECT_TRUE(proposed(scores, "pretrain.mixture").empty());
}

TEST(Propose, MixtureRowsOfStages) {
  document::Document d = with_table("Settings of each stage", {{"", "", "Token ratio", "Token ratio", "Token ratio"},
                                                               {"Stage", "LR", "Code", "Text", "Math"},
                                                               {"1", "3e-4", "70", "20", "10"},
                                                               {"2", "1e-4", "60", "20", "20"}});
  d.tables[0].header_rows = 2;
  d.tables[0].rows[0][3].copy = d.tables[0].rows[0][4].copy = true;
  const std::vector<std::string> shares = proposed(d, "pretrain.mixture");
  EXPECT_EQ(shares, (std::vector<std::string>{"code:70", "text:20", "math:10", "code:60", "text:20", "math:20"}));
}

TEST(Propose, ANameEndsBeforeOrdinaryWords) {
  const document::Document d =
      report("Reward", "We initialize the reward models with Foo-V2 Chat (SFT) and train them on pairs.");
  EXPECT_TRUE(has(proposed(d, "rm.base"), "foov2chatsft"));
}

TEST(Propose, APhaseIsNoSource) {
  const document::Document d = report("Data", "80% warm-up tokens come first, and web text makes up 60% of the data.");
  EXPECT_EQ(proposed(d, "pretrain.mixture").size(), 1U);
}

TEST(Propose, QuotesAreVerbatim) {
  const document::Document d = report("Model", "First words. The model has 48 layers. Last words.");
  for (const Candidate& candidate : propose(d, find_models(d))) {
    EXPECT_NE(d.blocks[0].text.find(evidence_at(d, candidate.place).quote), std::string::npos);
  }
}

TEST(Labels, AreReadInTheirPlainForm) {
  EXPECT_EQ(normal_label("# Layers†"), "layers");
  EXPECT_EQ(normal_label("num_hidden_layers"), "num hidden layers");
  EXPECT_EQ(normal_label("Hidden Size (d)"), "hidden size");
  EXPECT_DOUBLE_EQ(label_scale("Tokens (B)"), 1e9);
  EXPECT_DOUBLE_EQ(label_scale("Layers"), 1);
}

}  // namespace
}  // namespace colophon::extract

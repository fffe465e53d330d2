#include "indexer/extract/models.h"

#include <gmock/gmock.h>

#include "tests/indexer/extract/reports.h"

namespace colophon::extract {
namespace {

using document::Role;
using test::Report;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::vector<std::string> own(const document::Document& document) {
  std::vector<std::string> names;
  const ModelNames models = find_models(document);
  for (const schema::Model& model : models.own()) names.push_back(model.name);
  return names;
}

document::Document orbit() {
  return Report("Orbit-V2: A Sparse Language Model")
      .section("Abstract", Role::abstract)
      .paragraph(
          "We present Orbit-V2, a Mixture-of-Experts language model. It comprises 120B total parameters, of which 9B "
          "are activated for each token. "
          "Orbit-V2 outperforms LLaMA 3 70B.")
      .section("Evaluation", Role::evaluation)
      .paragraph("Orbit-V2 is better than Qwen1.5-72B, which has 72B parameters.")
      .table({{"Benchmark", "Qwen1.5 72B", "Orbit-V2"}, {"MMLU", "77.2", "78.1"}}, "Table 1: Results.")
      .done();
}

TEST(FindModels, TakesTheTitlesNameAndNotTheBaselines) { EXPECT_THAT(own(orbit()), ElementsAre("Orbit-V2")); }

TEST(FindModels, WhatFollowsACommaIsSaidOfTheNextAmount) {
  const auto models = find_models(Report("Orbit-V2：开放的模型")
                                      .section("摘要", Role::abstract)
                                      .paragraph("我们推出混合专家模型 Orbit-V2，总参数量 1.2T，激活参数量 30B。")
                                      .done());
  ASSERT_EQ(models.own().size(), 1U);
  EXPECT_EQ(models.own()[0].params_total_b, 1200);
  EXPECT_EQ(models.own()[0].params_active_b, 30);
}

TEST(FindModels, ReadsTotalAndActivatedParameters) {
  const auto models = find_models(orbit());
  ASSERT_EQ(models.own().size(), 1U);
  EXPECT_EQ(models.own()[0].params_total_b, 120);
  EXPECT_EQ(models.own()[0].params_active_b, 9);
  EXPECT_EQ(models.own()[0].family, "moe");
}

TEST(FindModels, TakesANameThatIsIntroducedInASentence) {
  EXPECT_THAT(own(Report("Every Token Counts")
                      .section("Abstract", Role::abstract)
                      .paragraph("In this work we introduce Lanternfish-1, a 3B/16B-parameter MoE language model. "
                                 "Lanternfish-1 is trained on 5T tokens.")
                      .paragraph("Lanternfish-1 is released under MIT.")
                      .done()),
              ElementsAre("Lanternfish-1"));
}

TEST(FindModels, FallsBackOnTheNamesThatTheReportTurnsAround) {
  EXPECT_THAT(own(Report("Better Code by Cleaner Data")
                      .section("Abstract", Role::abstract)
                      .paragraph("NimbusCoder2-3B and NimbusCoder2-7B were trained on 4T tokens of code.")
                      .section("NimbusCoder2-7B on long files", Role::evaluation)
                      .paragraph("NimbusCoder2-7B is ahead of CodeLlama-34B, NimbusCoder2-3B is behind it.")
                      .table({{"Benchmark", "CodeLlama-34B", "NimbusCoder2-3B", "NimbusCoder2-7B"},
                              {"HumanEval", "48.2", "31.7", "49.0"}},
                             "Table 1: Results.")
                      .done()),
              UnorderedElementsAre("NimbusCoder2-3B", "NimbusCoder2-7B"));
}

TEST(FindModels, NoNameStandsOutOfAReportThatComparesOthers) {
  EXPECT_THAT(own(Report("How Do Models Count?")
                      .section("Abstract", Role::abstract)
                      .paragraph("Models count badly. GPT-4 miscounts letters as LLaMA-2-7B does.")
                      .section("Evaluation", Role::evaluation)
                      .paragraph("Mistral-7B is a little better than LLaMA-2-7B.")
                      .done()),
              ElementsAre());
}

TEST(FindModels, ATitleWithOneSizeNamesTheSeries) {
  EXPECT_THAT(own(Report("Theorem-7B: Mathematics from the Web")
                      .section("Abstract", Role::abstract)
                      .paragraph("Theorem-Base 7B continues a code model. Theorem-Base 7B and Theorem-RL 7B are open.")
                      .paragraph("Theorem-RL 7B scores 51.7. Theorem-RL 7B needs no tools.")
                      .done()),
              ElementsAre("Theorem-7B"));
}

TEST(FindModels, SizesOfASeriesAreModelsAndTheBareNameIsNot) {
  const auto document = Report("Orbit Technical Report")
                            .section("Introduction", Role::introduction)
                            .paragraph(
                                "We release Orbit in two sizes, Orbit-7B and Orbit-14B. Orbit-7B and Orbit-14B share "
                                "their data. Orbit is open.")
                            .done();
  EXPECT_THAT(own(document), UnorderedElementsAre("Orbit-7B", "Orbit-14B"));
}

TEST(FindModels, OneSizeIsTheSameModelAsTheBareName) {
  const auto models =
      find_models(Report("Orbit-M3")
                      .section("Introduction", Role::introduction)
                      .paragraph("We present Orbit-M3, a medical model. Orbit-M3 is strong. Orbit-M3 is open.")
                      .section("Evaluation", Role::evaluation)
                      .table({{"Model", "MMLU"}, {"Orbit-M3-235B", "80.1"}})
                      .done());
  ASSERT_EQ(models.own().size(), 1U);
  EXPECT_EQ(models.own()[0].params_total_b, 235);
}

TEST(FindModels, ReadsAChineseListOfModels) {
  const auto document = Report()
                            .section("介绍", Role::introduction)
                            .paragraph(
                                "我们开源了 Orbit2 系列，现在包括基础语言模型 Orbit2-7B，Orbit2-34B，对话模型 "
                                "OrbitChat2-7B，效果优于 LLaMA2-70B。")
                            .paragraph("Orbit2-7B 和 Orbit2-34B 均可下载，OrbitChat2-7B 支持对话。")
                            .done();
  EXPECT_THAT(own(document), UnorderedElementsAre("Orbit2-7B", "Orbit2-34B", "OrbitChat2-7B"));
}

TEST(FindModels, TakesTheNamesOfADownloadTable) {
  const auto document = Report("Orbit LLM")
                            .section("Model Downloads", Role::usage)
                            .paragraph("Orbit LLM is open. Orbit LLM comes in sizes.")
                            .table({{"Model", "#Total Params", "Download"},
                                    {"Orbit LLM 7B Base", "6.9B", "link"},
                                    {"Orbit LLM 67B Base", "67B", "link"}})
                            .done();
  EXPECT_THAT(own(document), UnorderedElementsAre("Orbit LLM 7B Base", "Orbit LLM 67B Base"));
}

TEST(ModelNames, MentionsTellOwnFromBaseline) {
  const auto models = find_models(orbit());
  const auto mentions = models.mentions("Orbit-V2 Chat beats DeepSeek-V2 Chat, and our model is cheaper.");
  ASSERT_EQ(mentions.size(), 3U);
  EXPECT_EQ(mentions[0].whose, Whose::own);
  EXPECT_EQ(mentions[0].model, 0);
  EXPECT_EQ(mentions[1].whose, Whose::baseline);
  EXPECT_TRUE(mentions[2].pronoun);
  EXPECT_EQ(mentions[2].model, 0);
}

TEST(ModelNames, AnotherGenerationOfTheFamilyIsABaseline) {
  const auto models = find_models(
      Report("Qwen Technical Report")
          .section("Introduction", Role::introduction)
          .paragraph("We introduce Qwen. Qwen comes as Qwen-7B and Qwen-14B. Qwen-7B and Qwen-14B are open.")
          .done());
  EXPECT_EQ(models.match("Qwen-14B-Chat").whose, Whose::own);
  EXPECT_EQ(models.match("Qwen2.5-14B").whose, Whose::baseline);
}

TEST(ModelNames, MatchesHeaders) {
  const auto models = find_models(orbit());
  EXPECT_EQ(models.match("Orbit-V2 (RL)").model, 0);
  EXPECT_EQ(models.match("LLaMA3 70B Inst.").whose, Whose::baseline);
  EXPECT_EQ(models.match("Ours").whose, Whose::own);
  EXPECT_EQ(models.match("MMLU").whose, Whose::unknown);
}

TEST(FindModels, AReportWithoutANameHasNoModels) {
  EXPECT_TRUE(find_models(Report("On Gradients").paragraph("Nothing is trained here.").done()).own().empty());
}

TEST(FindModels, AVariantsWordMayComeFirst) {
  const auto document = Report("Orbit Technical Report")
                            .section("Introduction", Role::introduction)
                            .paragraph(
                                "We introduce Orbit. We also developed coding models, CODE-ORBIT and CODE-ORBIT-CHAT. "
                                "CODE-ORBIT-7B and CODE-ORBIT-14B are open, as are Orbit-7B and Orbit-14B.")
                            .paragraph("CODE-ORBIT-7B, CODE-ORBIT-14B, Orbit-7B and Orbit-14B share their data.")
                            .done();
  EXPECT_THAT(own(document), UnorderedElementsAre("CODE-ORBIT-7B", "CODE-ORBIT-14B", "Orbit-7B", "Orbit-14B"));
}

TEST(FindModels, AFootnotesMarkIsNoModel) {
  const auto document =
      Report("Orbit-SALA: Linear Attention")
          .section("Introduction", Role::introduction)
          .paragraph("We present Orbit-SALA2, a language model. Orbit-SALA is open. Orbit-SALA is fast.")
          .paragraph("Orbit-SALA is hybrid. Orbit-SALA is small. Orbit-SALA is trained on 1T tokens.")
          .done();
  EXPECT_THAT(own(document), ElementsAre("Orbit-SALA"));
}

TEST(FindModels, AReadmeMayNameItsModelInTheHeadingAlone) {
  const auto document = Report("Lanternfish-7B")
                            .section("Introduction", Role::introduction)
                            .paragraph("A language model with 7B parameters, trained on 2T tokens.")
                            .section("Quick start", Role::usage)
                            .code("model = load('Lanternfish-7B')")
                            .done();
  EXPECT_THAT(own(document), ElementsAre("Lanternfish-7B"));
}

TEST(FindModels, AccentedNamesAreNames) {
  const auto document =
      Report("Möwe 3: Open Post-Training")
          .section("Abstract", Role::abstract)
          .paragraph("We present Möwe 3, a family of open models. Möwe 3 is released. Möwe 3 is open.")
          .done();
  EXPECT_THAT(own(document), ElementsAre("Möwe 3"));
}

}  // namespace
}  // namespace colophon::extract

#include "indexer/extract/scores.h"

#include <gmock/gmock.h>

#include "tests/indexer/extract/reports.h"

namespace colophon::extract {
namespace {

using document::Role;
using test::Report;
using testing::ElementsAre;

std::vector<std::string> lines(const document::Document& document) {
  std::vector<std::string> out;
  for (const schema::Score& score : find_scores(document, find_models(document))) {
    char value[32];
    std::snprintf(value, sizeof value, "%g", score.value);
    out.push_back((score.own ? "own " : "") + score.model + " | " + score.benchmark + " | " + score.setting + " | " +
                  value);
  }
  return out;
}

Report orbit() {
  return Report("Orbit-V2: A Sparse Language Model")
      .section("Abstract", Role::abstract)
      .paragraph("We present Orbit-V2, a language model. Orbit-V2 is open. Orbit-V2 is sparse.")
      .section("Evaluation", Role::evaluation);
}

TEST(FindScores, ReadsModelsInColumns) {
  EXPECT_THAT(
      lines(orbit()
                .table({{"Benchmark", "# Shots", "LLaMA 3 70B", "Orbit-V2"}, {"MMLU", "5-shot", "78.9", "78.5"}},
                       "Table 2: Results", 1, 2)
                .done()),
      ElementsAre("LLaMA 3 70B | MMLU | 5-shot | 78.9", "own Orbit-V2 | MMLU | 5-shot | 78.5"));
}

TEST(FindScores, ReadsModelsInRows) {
  EXPECT_THAT(lines(orbit()
                        .table({{"Model", "MMLU (5-shot)", "GSM8K"},
                                {"Qwen1.5-72B", "77.2", "81.9"},
                                {"Orbit-V2", "78.5", "92.2"}})
                        .done()),
              ElementsAre("Qwen1.5-72B | MMLU | 5-shot | 77.2", "Qwen1.5-72B | GSM8K |  | 81.9",
                          "own Orbit-V2 | MMLU | 5-shot | 78.5", "own Orbit-V2 | GSM8K |  | 92.2"));
}

TEST(FindScores, ARowOfShotsHasNoScores) {
  EXPECT_THAT(
      lines(orbit().table({{"Model", "MMLU", "GSM8K"}, {"N-shot", "5", "4"}, {"Orbit-V2", "78.5", "92.2"}}).done()),
      ElementsAre("own Orbit-V2 | MMLU |  | 78.5", "own Orbit-V2 | GSM8K |  | 92.2"));
}

TEST(FindScores, TheCaptionMayNameTheBenchmark) {
  EXPECT_THAT(lines(orbit()
                        .table({{"Model", "Easy", "Hard"}, {"GPT-4", "80.1", "40.2"}, {"Orbit-V2", "70.5", "33.3"}},
                               "Table 3: Results on LiveCodeBench.")
                        .done()),
              ElementsAre("GPT-4 | LiveCodeBench | Easy | 80.1", "GPT-4 | LiveCodeBench | Hard | 40.2",
                          "own Orbit-V2 | LiveCodeBench | Easy | 70.5", "own Orbit-V2 | LiveCodeBench | Hard | 33.3"));
}

TEST(FindScores, TheParagraphBeforeMayNameTheModel) {
  EXPECT_THAT(lines(orbit()
                        .paragraph("The subjects of Orbit-V2 in detail:")
                        .table({{"Benchmark", "STEM", "Humanities"}, {"MMLU", "51.6", "58.0"}})
                        .done()),
              ElementsAre("own Orbit-V2 | MMLU | STEM | 51.6", "own Orbit-V2 | MMLU | Humanities | 58"));
}

TEST(FindScores, FractionsAreOneNumber) {
  EXPECT_THAT(
      lines(orbit()
                .table({{"Model", "AIME 2024", "MATH"}, {"GPT-4", "2/30", "67.7"}, {"Orbit-V2", "4/30", "75.7"}})
                .done()),
      ElementsAre("GPT-4 | AIME 2024 |  | 2", "GPT-4 | MATH |  | 67.7", "own Orbit-V2 | AIME 2024 |  | 4",
                  "own Orbit-V2 | MATH |  | 75.7"));
}

TEST(FindScores, RanksAndVotesAreNoScores) {
  EXPECT_THAT(
      lines(orbit()
                .table({{"Rank", "Model", "Arena Score", "Votes"},
                        {"1", "GPT-4", "1446", "5696"},
                        {"2", "Orbit-V2", "1409", "7621"}},
                       "Table 4: Leaderboard of Chatbot Arena.")
                .done()),
      ElementsAre("GPT-4 | Chatbot Arena | Arena Score | 1446", "own Orbit-V2 | Chatbot Arena | Arena Score | 1409"));
}

TEST(FindScores, ARowOfNumberFormatsIsNoPartOfTheName) {
  EXPECT_THAT(
      lines(orbit()
                .table({{"Model", "BitNet", "Orbit-V2"}, {"Precision", "Ternary", "BF16"}, {"MMLU", "53.2", "78.5"}},
                       "Table 5: Results", 2)
                .done()),
      ElementsAre("BitNet | MMLU |  | 53.2", "own Orbit-V2 | MMLU |  | 78.5"));
}

TEST(FindScores, ABandMayNameTheBenchmark) {
  EXPECT_THAT(lines(orbit()
                        .table({{"", "GPT-4", "Orbit-V2"}, {"Python", "84.1", "80.5"}, {"MBPP", "70.1", "71.0"}},
                               "Table 4: Code.")
                        .band(1, "HumanEval")
                        .done()),
              ElementsAre("GPT-4 | HumanEval | Python | 84.1", "own Orbit-V2 | HumanEval | Python | 80.5",
                          "GPT-4 | MBPP |  | 70.1", "own Orbit-V2 | MBPP |  | 71"));
}

TEST(FindScores, AttributeRowsAreNoScores) {
  EXPECT_THAT(
      lines(orbit()
                .table({{"Benchmark", "GPT-4", "Orbit-V2"}, {"# Total Params", "-", "236"}, {"MMLU", "86.4", "78.5"}})
                .done()),
      ElementsAre("GPT-4 | MMLU |  | 86.4", "own Orbit-V2 | MMLU |  | 78.5"));
}

TEST(FindScores, ConfigurationAndMixtureTablesGiveNone) {
  EXPECT_THAT(
      lines(orbit()
                .table({{"Model", "Layers", "Hidden size"}, {"Orbit-V2", "60", "5120"}}, "Table 1: Configuration")
                .done()),
      ElementsAre());
  EXPECT_THAT(
      lines(orbit().table({{"Source", "Share"}, {"Web", "60.1"}, {"Code", "39.9"}}, "Table 1: Data mixture").done()),
      ElementsAre());
}

TEST(FindScores, GainsAreNoScores) {
  EXPECT_THAT(
      lines(orbit().table({{"Model", "MMLU", "Δ"}, {"Orbit-V2", "78.5", "1.5"}, {"GPT-4", "+2.0", "3"}}).done()),
      ElementsAre("own Orbit-V2 | MMLU |  | 78.5"));
}

TEST(FindScores, ASizeColumnBelongsToTheModel) {
  EXPECT_THAT(lines(orbit().table({{"Model", "Params", "MMLU", "BBH"}, {"Falcon", "40B", "57.0", "40.2"}}).done()),
              ElementsAre("Falcon 40B | MMLU |  | 57", "Falcon 40B | BBH |  | 40.2"));
}

TEST(FindScores, AModelsNameMayStandOnSeveralLines) {
  EXPECT_THAT(
      lines(orbit()
                .table({{"Benchmark", "DeepSeek", "Orbit-V2"}, {"", "67B (Dense)", ""}, {"MMLU", "71.3", "78.5"}})
                .done()),
      ElementsAre("DeepSeek 67B (Dense) | MMLU |  | 71.3", "own Orbit-V2 | MMLU |  | 78.5"));
}

TEST(FindScores, EqualNamesAreToldApartByTheirSizes) {
  EXPECT_THAT(lines(orbit()
                        .table({{"Models", "Qwen3", "Qwen3"}, {"# Parameter", "0.6B", "8B"}, {"MMLU", "42.9", "77.6"}})
                        .done()),
              ElementsAre("Qwen3 0.6B | MMLU |  | 42.9", "Qwen3 8B | MMLU |  | 77.6"));
}

TEST(FindScores, AnEmptyLabelRepeatsTheOneAbove) {
  EXPECT_THAT(lines(orbit().table({{"Model", "Params", "MMLU"}, {"Falcon", "7B", "27.8"}, {"", "40B", "57.5"}}).done()),
              ElementsAre("Falcon 7B | MMLU |  | 27.8", "Falcon 40B | MMLU |  | 57.5"));
}

TEST(FindScores, ALabelAtTheMiddleOfItsRowsBeginsWhereSizesStartAnew) {
  EXPECT_THAT(lines(orbit()
                        .table({{"Model", "Params", "MMLU"},
                                {"Falcon", "7B", "27.8"},
                                {"", "40B", "57.5"},
                                {"", "7B", "35.6"},
                                {"LLaMA", "13B", "46.9"}})
                        .done()),
              ElementsAre("Falcon 7B | MMLU |  | 27.8", "Falcon 40B | MMLU |  | 57.5", "LLaMA 7B | MMLU |  | 35.6",
                          "LLaMA 13B | MMLU |  | 46.9"));
}

TEST(FindScores, SeveralNumbersInACellGoToTheirNames) {
  EXPECT_THAT(
      lines(orbit()
                .table({{"Benchmark", "GPT-4o", "Orbit-V2"},
                        {"LibriSpeech test-clean | test-other", "1.7 | 3.8", "1.2 | 2.4"}})
                .done()),
      ElementsAre("GPT-4o | LibriSpeech | test-clean | 1.7", "GPT-4o | LibriSpeech | test-other | 3.8",
                  "own Orbit-V2 | LibriSpeech | test-clean | 1.2", "own Orbit-V2 | LibriSpeech | test-other | 2.4"));
}

TEST(FindScores, ReadsASentence) {
  EXPECT_THAT(lines(orbit().paragraph("Orbit-V2 achieves 79.8% on AIME 2024.").done()),
              ElementsAre("own Orbit-V2 | AIME 2024 |  | 79.8"));
}

TEST(FindScores, ASentenceAboutGainsOrBaselinesGivesNone) {
  EXPECT_THAT(
      lines(orbit().paragraph("Orbit-V2 improves by 5.2% on AIME 2024. GPT-4o scores 9.3 on AIME 2024.").done()),
      ElementsAre());
}

TEST(FindScores, AblationTablesAreMarked) {
  const auto document =
      orbit().table({{"Variant", "MMLU"}, {"w/o router loss", "70.1"}}, "Table 9: Ablation of the router loss.").done();
  const auto scores = find_scores(document, find_models(document));
  ASSERT_EQ(scores.size(), 1U);
  EXPECT_TRUE(scores[0].ablation);
}

TEST(FindScores, QuotesTheRow) {
  const auto document =
      orbit().table({{"Benchmark", "GPT-4", "Orbit-V2"}, {"MMLU", "86.4", "78.5"}}, "Table 2: Results").done();
  const auto scores = find_scores(document, find_models(document));
  ASSERT_EQ(scores.size(), 2U);
  EXPECT_EQ(scores[1].evidence.quote, "MMLU | 86.4 | 78.5");
  EXPECT_NE(document.blocks.back().text.find(scores[1].evidence.quote), std::string::npos);
  EXPECT_EQ(scores[1].table, "Table 2");
}

TEST(BenchmarkFacts, OneForEachBenchmarkOfAnOwnModel) {
  const auto document = orbit()
                            .table({{"Model", "MMLU (0-shot)", "MMLU (5-shot)", "Avg."},
                                    {"Orbit-V2", "70.1", "78.5", "74.3"},
                                    {"GPT-4", "80", "86", "83"}})
                            .done();
  std::vector<std::string> values;
  for (const schema::Fact& fact : benchmark_facts(find_scores(document, find_models(document))))
    values.push_back(std::get<std::string>(fact.value));
  EXPECT_THAT(values, ElementsAre("MMLU"));
}

}  // namespace
}  // namespace colophon::extract

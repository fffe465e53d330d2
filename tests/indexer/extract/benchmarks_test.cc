#include "indexer/extract/benchmarks.h"

#include <gmock/gmock.h>

namespace colophon::extract {
namespace {

TEST(ReadBenchmark, TakesShotsAndMetricOffTheName) {
  const auto label = read_benchmark("MMLU† (5-shot, EM)");
  EXPECT_EQ(label.kind, LabelKind::benchmark);
  EXPECT_EQ(label.name, "MMLU");
  EXPECT_EQ(label.setting, "5-shot, EM");
  EXPECT_EQ(read_benchmark("HumanEval Pass@1").name, "HumanEval");
}

TEST(ReadBenchmark, KeepsBracketsThatAreNames) { EXPECT_EQ(read_benchmark("MMLU(Med)").name, "MMLU(Med)"); }

TEST(ReadBenchmark, KnowsUnlistedNamesByTheirShape) {
  EXPECT_EQ(read_benchmark("LighthouseBench").kind, LabelKind::shaped);
  EXPECT_EQ(read_benchmark("Lighthouse").kind, LabelKind::other);
}

TEST(ReadBenchmark, TellsAveragesMetricsAndAttributes) {
  EXPECT_EQ(read_benchmark("Avg.").kind, LabelKind::average);
  EXPECT_EQ(read_benchmark("平均分").kind, LabelKind::average);
  EXPECT_EQ(read_benchmark("5-shot").kind, LabelKind::metric);
  EXPECT_EQ(read_benchmark("# Activated Params").kind, LabelKind::attribute);
  EXPECT_EQ(read_benchmark("参数量").kind, LabelKind::attribute);
}

TEST(ReadBenchmark, EditionsAreBenchmarks) {
  EXPECT_EQ(read_benchmark("LiveCodeBench (2408-2505)").kind, LabelKind::benchmark);
  EXPECT_EQ(read_benchmark("AIME 2026").kind, LabelKind::benchmark);
}

TEST(ReadBenchmark, TakesSubscriptsAndPartsOffTheName) {
  const auto split = read_benchmark("MathVistamini");
  EXPECT_EQ(split.name, "MathVista");
  EXPECT_EQ(split.setting, "mini");
  EXPECT_EQ(read_benchmark("BBH5").name, "BBH");  // a footnote's mark
  const auto languages = read_benchmark("CoVoST 2 en→zh");
  EXPECT_EQ(languages.name, "CoVoST 2");
  EXPECT_EQ(languages.setting, "en→zh");
}

TEST(FindBenchmarks, FindsNamesInASentence) {
  const auto found = find_benchmarks("It reaches 79.8 on AIME 2024 and 97.3 on MATH-500.");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "AIME 2024");
  EXPECT_EQ(found[1].name, "MATH-500");
}

TEST(BenchmarkKey, IsOneForSpellings) {
  EXPECT_EQ(benchmark_key("HumanEval+"), benchmark_key("HumanEval Plus"));
  EXPECT_EQ(benchmark_key("AIME24"), benchmark_key("AIME 2024"));
  EXPECT_NE(benchmark_key("MMLU"), benchmark_key("MMLU-Redux"));
}

}  // namespace
}  // namespace colophon::extract

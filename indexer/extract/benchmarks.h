// Benchmark names: what a table's header or a sentence calls a test, told from shots and metrics, averages, and what is
// no score at all. The names are data (data/lexicons/benchmarks.json); names that are not listed are known by their
// shape
// ("*Bench", "*Eval", "*QA").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace colophon::extract {

enum class LabelKind {
  empty,
  benchmark,  // a listed name
  shaped,     // a name of a benchmark's shape
  average,    // "Avg.", "平均"
  metric,     // "EM", "5-shot", "Pass@1": a setting, no name
  attribute,  // "# Params", "Learning rate", "Δ": numbers there are no scores
  other,      // anything else: a model, a category, an unlisted benchmark
};

struct BenchmarkLabel {
  LabelKind kind = LabelKind::empty;
  std::string name;     // as printed, without marks, shots and metric: "MMLU" of "MMLU† (5-shot, EM)"
  std::string setting;  // "5-shot, EM"
};

// Reads one header cell.
BenchmarkLabel read_benchmark(std::string_view header);

// Whether a label is an area of knowledge or skill, no test: "STEM", "Humanities", "代码".
bool is_category(std::string_view label);

struct BenchmarkMention {
  size_t begin = 0;  // bytes
  size_t end = 0;
  std::string name;       // as written
  bool ordinary = false;  // also an everyday word ("MATH", "Game"): not enough by itself
};

// The listed benchmarks that a text names, in order.
std::vector<BenchmarkMention> find_benchmarks(std::string_view text);

// Equal for spellings of one benchmark: "HumanEval+" and "HumanEval Plus", "AIME24" and "AIME 2024".
std::string benchmark_key(std::string_view name);

}  // namespace colophon::extract

// A knowledge base's names without a knowledge base.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "query/names.h"
#include "schema/value.h"

namespace colophon::query {

class FakeNames : public Names {
 public:
  std::vector<std::string> models = {
      "DeepSeek-V2", "DeepSeek-V2-Lite", "DeepSeek-V3", "Qwen-7B",        "Qwen-14B", "Qwen3-8B", "InternLM",
      "Moonlight",   "GLM-130B",         "Skywork-13B", "Kimi k1.5",      "DAPO",     "7B",       "Math-Qwen-7B",
      "QuarkMed",    "MiniCPM4-8B",      "Kimi-Audio",  "Hunyuan-TurboS", "Step-3",   "MoE"};
  std::vector<std::string> organizations = {"DeepSeek-AI", "Alibaba Group", "Qwen Team", "Shanghai AI Laboratory"};
  std::vector<std::string> benchmarks = {
      "MMLU",      "MATH-500",  "MATH",  "GSM8K",         "C-Eval",  "HumanEval",
      "MBPP",      "AIME 2024", "BBH",   "LiveCodeBench", "code",    "SWE-bench Verified",
      "AISHELL-1", "GPQA",      "CMMLU", "IFEval",        "SimpleQA"};
  std::vector<std::string> baselines = {"GPT-4", "GPT-4 Turbo", "Claude 3.5 Sonnet", "Qwen2.5-72B"};
  std::map<std::string, std::string> values = {
      {"hype", "arch.position"}, {"tpu", "pretrain.hardware"}, {"icepop", "rl.algorithm"}};

  bool is_model(std::string_view name) const override { return holds(models, key(name), false); }
  bool is_series(std::string_view beginning) const override {
    return std::any_of(models.begin(), models.end(), [&](const std::string& model) {
      return key(model).rfind(key(beginning), 0) == 0 && key(model) != key(beginning);
    });
  }
  bool is_organization(std::string_view name) const override { return holds(organizations, key(name), true); }
  bool is_benchmark(std::string_view name) const override { return holds(benchmarks, key(name), false); }
  bool is_baseline(std::string_view name) const override { return holds(baselines, key(name), false); }
  std::vector<std::string> fields_with(std::string_view value) const override {
    const auto found = values.find(key(value));
    return found == values.end() ? std::vector<std::string>{} : std::vector<std::string>{found->second};
  }
  std::string nearest_model(std::string_view name) const override { return nearest(key(name), keys(models)); }
  std::string nearest_benchmark(std::string_view name) const override { return nearest(key(name), keys(benchmarks)); }
  std::string nearest_series(std::string_view beginning) const override {
    return nearest_beginning(key(beginning), keys(models));
  }

 private:
  static std::vector<std::string> keys(const std::vector<std::string>& names) {
    std::vector<std::string> keys;
    for (const std::string& name : names) keys.push_back(key(name));
    return keys;
  }
  static std::string key(std::string_view name) { return schema::term_key(name); }
  static bool holds(const std::vector<std::string>& names, const std::string& wanted, bool beginning) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return key(name) == wanted || (beginning && key(name).rfind(wanted, 0) == 0);
    });
  }
};

}  // namespace colophon::query

// The demonstration, end to end: the sample reports are indexed with the built binary and asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/tools/run.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSubsetOf;
using testing::IsSupersetOf;
using testing::Not;

class SamplesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<TemporaryDirectory>();
    indexed_ = run({"index", COLOPHON_SOURCE_DIR "/data/reports"});
  }
  static void TearDownTestSuite() { directory_.reset(); }

  static Outcome run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--kb", (directory_->path() / "kb").string()});
    return run_colophon(arguments);
  }

  static std::set<std::string> reports_answering(const std::string& question) {
    std::set<std::string> reports;
    const json answers = json::parse(run({"ask", question, "--format", "json"}).out);
    for (const json& answer : answers.at("answers")) {
      reports.insert(answer.at("report").get<std::string>());
    }
    return reports;
  }

  static std::vector<json> records() {
    std::vector<json> records;
    std::istringstream lines(run({"export", "--format", "jsonl"}).out);
    for (std::string line; std::getline(lines, line);) records.push_back(json::parse(line));
    return records;
  }

  static json record(const std::string& report) {
    for (const json& record : records()) {
      if (record.at("report") == report) return record;
    }
    return {};
  }

  // The values of `field` that `report` states for all its models or for `model`.
  static std::vector<json> values(const std::string& report, const std::string& field, const std::string& model = "") {
    std::vector<json> values;
    const json stated = record(report);
    for (const json& fact : stated.at("facts")) {
      if (fact.at("field") != field) continue;
      if (model.empty() || fact.at("model").is_null() || fact.at("model") == model) values.push_back(fact.at("value"));
    }
    return values;
  }

  inline static std::unique_ptr<TemporaryDirectory> directory_;
  inline static Outcome indexed_;
};

const std::set<std::string> reports_with_grpo = {"deepseek-r1.pdf", "glm-4.5.md", "qwen2.5.md", "qwen3.md"};

TEST_F(SamplesTest, AllAreIndexed) {
  EXPECT_EQ(indexed_.exit_code, 0) << indexed_.error;
  EXPECT_THAT(indexed_.out, HasSubstr("10 reports indexed, 0 unchanged, 0 failed"));
  EXPECT_EQ(run({"verify"}).exit_code, 0);
}

TEST_F(SamplesTest, ModelsThatUseGrpoAreFoundInBothLanguages) {
  const std::set<std::string> found = reports_answering("which models use GRPO");
  EXPECT_THAT(found, Contains("deepseek-r1.pdf"));
  EXPECT_THAT(found, IsSubsetOf(reports_with_grpo));
  EXPECT_EQ(reports_answering("哪些模型使用了 GRPO"), found);
}

TEST_F(SamplesTest, AnAlgorithmTurnedDownIsNotUsed) {
  EXPECT_THAT(values("llama-3.1.md", "rl.algorithm"), testing::AllOf(Contains("DPO"), testing::Not(Contains("PPO"))));
}

TEST_F(SamplesTest, TablesGiveTheArchitecture) {
  EXPECT_THAT(values("llama-3.1.md", "arch.layers"), IsSupersetOf({32, 80}));
  EXPECT_THAT(values("gemma-2.md", "arch.hidden_size"), testing::UnorderedElementsAre(2304, 3584, 4608));
  EXPECT_THAT(values("baichuan2.md", "arch.layers"), testing::UnorderedElementsAre(32, 40));
}

TEST_F(SamplesTest, SentencesGiveTheTraining) {
  EXPECT_THAT(values("qwen3.md", "pretrain.tokens"), Contains(3.6e13));
  EXPECT_THAT(values("kimi-k2.pdf", "pretrain.tokens"), Contains(1.55e13));
  EXPECT_THAT(values("baichuan2.md", "pretrain.optimizer"), ElementsAre("AdamW"));
}

TEST_F(SamplesTest, WhatIsUndisclosedStaysEmpty) {
  EXPECT_THAT(values("gemma-2.md", "pretrain.optimizer"), IsEmpty());
  EXPECT_THAT(values("mixtral-8x7b.md", "pretrain.tokens"), IsEmpty());
}

TEST_F(SamplesTest, ScoresStandUnderTheirModelAndBenchmark) {
  const auto holds = [](const json& scores, const std::string& model, const std::string& benchmark, double value) {
    for (const json& score : scores) {
      if (score.at("model") == model && score.at("benchmark") == benchmark && score.at("value") == value) return true;
    }
    return false;
  };
  EXPECT_TRUE(holds(record("qwen3.md").at("scores"), "Qwen3-235B-A22B", "MMLU-Pro", 68.18));
  EXPECT_TRUE(holds(record("baichuan2.md").at("scores"), "LLaMA2-7B", "C-Eval", 28.9));
}

TEST_F(SamplesTest, EveryFactShowsItsEvidence) {
  for (const json& record : records()) {
    EXPECT_THAT(record.at("facts"), Not(IsEmpty())) << record.at("report");
    for (const json& fact : record.at("facts")) {
      EXPECT_THAT(fact.at("evidence"), Not(IsEmpty())) << fact.dump();
      EXPECT_NE(fact.at("evidence").at(0).at("quote"), "") << fact.dump();
    }
  }
}

}  // namespace
}  // namespace colophon

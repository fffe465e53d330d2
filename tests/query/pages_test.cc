// Answers of which only the first reports are read: what is shown of them, and what is said of all.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "query/answer.h"
#include "query/language.h"
#include "query/search.h"
#include "store/search_index.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

// One of twelve reports of two models each; the second has the same name in all of them.
schema::Record numbered(int number) {
  const std::string name = "Tide-" + std::to_string(number);
  schema::Record record;
  record.report = "tide-" + std::string(number < 10 ? "0" : "") + std::to_string(number) + ".md";
  record.title = name;
  record.language = "en";
  record.models = {{name, {}, 7.0, std::nullopt, "dense", {}}, {"Common", {}, 70.0, std::nullopt, "moe", {}}};
  record.facts = {fact("rl.algorithm", std::string(number % 2 == 0 ? "GRPO" : "PPO"), "the algorithm"),
                  fact("arch.layers", 10.0 + number, "small layers", name),
                  fact("arch.layers", 80.0, "large layers", "Common"),
                  fact("arch.context_length", 4096.0, "first 4K"),
                  fact("arch.context_length", 131072.0, "then 128K"),
                  fact("pretrain.hardware", schema::Labelled{"H800", 100.0 * number}, "H800s", name)};
  record.scores = {score(name, "MMLU", 40 + number, true)};
  return record;
}

class Pages : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    auto base = store::KnowledgeBase::open(directory_->path(), store::Access::write);
    for (int number = 1; number <= 12; ++number) {
      const schema::Record record = numbered(number);
      base.commit({"/reports/" + record.report, 10, 20, "d", record.report, "", "r"}, record, document_of("The tide."));
    }
    base.catch_up();
  }
  static void TearDownTestSuite() { delete directory_; }

  Library library_{store::open_search_index(directory_->path())};
  size_t count(std::string_view query) { return library_.report_keys(parse_condition(query), 1).count; }

 private:
  static TemporaryDirectory* directory_;
};

TemporaryDirectory* Pages::directory_ = nullptr;

TEST_F(Pages, GiveTheFirstReportsAndSayHowManyFollow) {
  const Answers all = ask("which models use GRPO", library_, Library::all);
  EXPECT_EQ(all.answers.size(), 6U);
  EXPECT_EQ(all.more, 0U);
  EXPECT_FALSE(answers_to_json(all, "").contains("more"));
  const Answers some = ask("which models use GRPO", library_, 2);
  ASSERT_EQ(some.answers.size(), 2U);
  EXPECT_EQ(some.answers[0].report, "tide-02.md");
  EXPECT_EQ(some.answers[1].report, "tide-04.md");
  EXPECT_EQ(some.answers[1].models, (std::vector<std::string>{"Tide-4", "Common"}));
  EXPECT_EQ(some.answers[1].statement.evidence.front().quote, "the algorithm");
  EXPECT_EQ(some.more, 4U);
  EXPECT_EQ(answers_to_json(some, "").at("more"), 4);
}

TEST_F(Pages, CountAllReportsAndEachNameOnce) {
  EXPECT_EQ(ask("how many reports use GRPO", library_, 1).count, 6U);
  EXPECT_EQ(ask("how many reports use GRPO", library_, 1).of, 12U);
  EXPECT_EQ(library_.count_models(parse_condition("rl.algorithm:GRPO")), 7U);  // six, and Common
  EXPECT_EQ(library_.count_models(parse_condition("arch.layers:80")), 1U);
}

// The documents of reports answer some conditions, those of models all; a report satisfies one when a model does.
TEST_F(Pages, ReportsAreThoseOfTheirModels) {
  for (const char* query : {"rl.algorithm:GRPO",
                            "family:moe",
                            "family:dense family:moe",
                            "benchmark:MMLU",
                            "benchmark:GSM8K",
                            "model:Tide-3",
                            "model:Common",
                            "arch.layers:80",
                            "arch.layers:>=15",
                            "arch.layers:<=12",
                            "arch.layers:15..18",
                            "-arch.layers:80",
                            "rl.algorithm:GRPO arch.layers:>=20",
                            "rl.algorithm:GRPO -arch.layers:80",
                            "hardware:H800",
                            "hardware:A100",
                            "hardware:>=1000",
                            "rl.algorithm:GRPO arch.context_length:*",
                            "model:Tide-3 family:moe",
                            "params:<=7B",
                            "params:<7B",
                            "arch.layers:* -arch.layers:80",
                            "score:MMLU>50"}) {
    const Condition condition = parse_condition(query);
    std::set<std::string> of_models;
    for (const Library::Found& found : library_.models(condition)) of_models.insert(found.entry->key);
    const Library::Keys keys = library_.report_keys(condition);
    EXPECT_EQ(std::set<std::string>(keys.first.begin(), keys.first.end()), of_models) << query;
    EXPECT_EQ(keys.count, of_models.size()) << query;
    EXPECT_EQ(library_.report_keys(condition, 1).count, of_models.size()) << query;
  }
}

TEST_F(Pages, OfReportsThatSayNothingOfAnItem) {
  const Answers answers = search("-pretrain.tokens:*", library_, 10, 5);
  EXPECT_EQ(answers.answers.size(), 5U);
  EXPECT_EQ(answers.more, 7U);
  EXPECT_EQ(count("-pretrain.tokens:*"), 12U);
  EXPECT_EQ(count("-arch.layers:*"), 0U);
}

TEST_F(Pages, MeansAreOfAllReports) {
  const Answers answers = ask("what is the average number of layers", library_, 1);
  ASSERT_EQ(answers.groups.size(), 1U);
  EXPECT_DOUBLE_EQ(answers.groups.front().number, (12 * 80.0 + 12 * 10 + 78) / 24);
  EXPECT_EQ(answers.groups.front().reports, 12U);
  EXPECT_EQ(answers.more, 11U);
}

TEST_F(Pages, MeansByTheIndexAreThoseOfTheStatements) {
  for (const std::string field : {"arch.layers", "arch.context_length", "model.params_total", "pretrain.tokens"}) {
    for (const std::string query :
         {"", "rl.algorithm:GRPO", "arch.layers:15..18", "-arch.layers:15..18", "score:MMLU>50"}) {
      Plan plan;
      plan.target = Target::values;
      plan.fields = {field};
      plan.where = query.empty() ? Condition{} : parse_condition(query);
      const auto by_statements = means_by(run(plan, library_, Library::all).answers, Group::none, library_);
      const auto by_index = mean_of(field, plan.where, library_);
      ASSERT_EQ(by_index.size(), by_statements.size()) << field << " " << query;
      if (by_index.empty()) continue;
      EXPECT_DOUBLE_EQ(by_index.front().number, by_statements.front().number) << field << " " << query;
      EXPECT_EQ(by_index.front().reports, by_statements.front().reports) << field << " " << query;
    }
  }
}

TEST_F(Pages, RangesAreDecidedByEachNumber) {
  EXPECT_EQ(count("arch.context_length:>=128K"), 12U);
  EXPECT_EQ(count("arch.context_length:>200K"), 0U);
  EXPECT_EQ(count("arch.context_length:8K..64K"), 0U);  // between the two that each has
  EXPECT_EQ(count("arch.context_length:100K..200K"), 12U);
  EXPECT_EQ(count("arch.layers:15..18"), 4U);
  EXPECT_EQ(count("-arch.layers:15..18"), 12U);  // of the other model
  EXPECT_EQ(count("score:MMLU>50"), 2U);
}

TEST_F(Pages, TheBestComeFirstWhateverTheirNumber) {
  const Answers best = ask("best MMLU score", library_);
  ASSERT_FALSE(best.answers.empty());
  EXPECT_EQ(best.answers.front().model, "Tide-12");
  EXPECT_EQ(ask("which model has the fewest layers", library_).answers.front().model, "Tide-1");
}

}  // namespace
}  // namespace colophon::query

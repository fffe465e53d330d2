// Questions that compare with a model, count and rank, over the sample's three reports; variants side by side.
#include <gtest/gtest.h>

#include "query/answer.h"
#include "query/bibliography.h"
#include "query/leaderboard.h"
#include "query/model_table.h"
#include "query/variants.h"
#include "schema/error.h"
#include "store/search_index.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

using Names = std::vector<std::string>;

class Comparing : public testing::Test {
 protected:
  Comparing() {
    make_sample(directory_.path());
    auto base = store::KnowledgeBase::open(directory_.path(), store::Access::write);
    const auto commit = [&](const schema::Record& record) {
      base.commit({"/reports/" + record.report, 10, 20, "d", record.report, "", "r"}, record, document_of("none"));
    };
    commit(series("Anchor", 61, 72));
    commit(series("Buoy", 65, 70));
    base.catch_up();
  }

  static schema::Record series(const std::string& name, double base, double tuned) {
    schema::Record record;
    record.report = name + ".pdf";
    record.title = "The " + name + " Report";
    record.language = "en";
    record.models = {{name + "-Base", {}, 9.0, std::nullopt, "", {}}, {name + "-Chat", {}, 9.0, std::nullopt, "", {}}};
    record.scores = {score(name + "-Base", "Harbour Quiz", base, true),
                     score(name + "-Chat", "Harbour Quiz", tuned, true)};
    return record;
  }

  Answers answer(std::string_view question) {
    Library library{store::open_search_index(directory_.path())};
    return ask(question, library);
  }

  Names models(std::string_view question) {
    Names names;
    for (const Answer& one : answer(question).answers) names.insert(names.end(), one.models.begin(), one.models.end());
    return names;
  }

  TemporaryDirectory directory_;
};

TEST_F(Comparing, WithAModelsScore) {
  EXPECT_EQ(models("which models beat Harbor-13B on MMLU"), Names{"Lantern-30B"});
  EXPECT_EQ(models("哪些模型的 MMLU 比 Harbor-13B 低"), (Names{"Beacon-300B", "Lantern-7B"}));
  EXPECT_EQ(answer("which models beat Harbor-13B on MMLU").plan.line(),
            "reports where score:MMLU>70 -model:Harbor-13B; Harbor-13B has 70 (harbor.md)");
}

TEST_F(Comparing, WithAModelsField) {
  EXPECT_EQ(models("models with more layers than Harbor-13B"), Names{"Lantern-30B"});
  EXPECT_EQ(models("哪些模型比 Lantern-30B 大"), Names{"Beacon-300B"});
}

TEST_F(Comparing, WithWhatNoReportGivesIsNoAnswer) {
  const Answers none = answer("models with more layers than Beacon-300B");
  EXPECT_TRUE(none.answers.empty());
  EXPECT_NE(none.plan.line().find("no report gives"), std::string::npos);
  EXPECT_TRUE(answer("which models are better than Harbor-13B").answers.empty());
}

TEST_F(Comparing, ModelsAreCountedOnceAndReportsOutOfAll) {
  EXPECT_EQ(answer("how many models use GRPO").count, 3U);
  const Answers reports = answer("how many reports use GRPO");
  EXPECT_EQ(reports.count, 2U);
  EXPECT_EQ(reports.of, 5U);
  EXPECT_EQ(answer("how many RL algorithms does Lantern-30B use").count, 1U);
}

TEST_F(Comparing, CountsByOrganisationAndYearTogether) {
  const Answers counted = answer("how many reports per company per year");
  ASSERT_FALSE(counted.groups.empty());
  EXPECT_EQ(counted.groups.front().name, "Lighthouse Lab, 2025");
}

TEST_F(Comparing, TheSecondIsWhoHasTheSecondNumber) {
  EXPECT_EQ(models("second largest model"), Names{"Lantern-30B"});
  EXPECT_EQ(models("MMLU 第二名"), Names{"Harbor-13B"});
}

TEST_F(Comparing, ListsOfValuesHaveTheirReports) {
  const Answers listed = answer("list all RL algorithms");
  ASSERT_EQ(listed.groups.size(), 2U);
  EXPECT_EQ(listed.groups.front().name, "GRPO");
  EXPECT_EQ(listed.groups.front().reports, 2U);
}

TEST_F(Comparing, BaseModelsStandBesideBaseModels) {
  Library library{store::open_search_index(directory_.path())};
  const Table table = comparison(library, Names{"Anchor", "Buoy"}, {"arch.layers"}, {"Harbour Quiz"});
  ASSERT_GE(table.rows.size(), 2U);
  const auto& tuned = table.rows.back();
  const auto& base = table.rows[table.rows.size() - 2];
  EXPECT_EQ(base[0].text, "Harbour Quiz (base)");
  EXPECT_EQ(base[1].text, "61");
  EXPECT_TRUE(base[2].marked);
  EXPECT_EQ(tuned[0].text, "Harbour Quiz (instruct)");
  EXPECT_EQ(tuned[2].text, "70");
  EXPECT_TRUE(tuned[1].marked);
}

TEST_F(Comparing, AMisspeltBenchmarkIsCorrectedOrSuggested) {
  EXPECT_EQ(models("best score on Harbuor Quiz"), Names{"Anchor-Chat"});
  Library library{store::open_search_index(directory_.path())};
  LeaderboardOptions options;
  options.benchmarks = {"Harbuor Quiz"};
  try {
    leaderboard(library, options);
    FAIL() << "no error";
  } catch (const schema::Error& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean"), std::string::npos) << error.what();
  }
}

TEST(Variants, AreReadFromNames) {
  EXPECT_EQ(variant_of("DeepSeek-V3-Base"), Variant::base);
  EXPECT_EQ(variant_of("Qwen-14B-Chat"), Variant::tuned);
  EXPECT_EQ(variant_of("LongCat-Flash Instruct"), Variant::tuned);
  EXPECT_EQ(variant_of("DeepSeek-V3"), Variant::unsaid);
  EXPECT_EQ(variant_of("Database-7B"), Variant::unsaid);
}

TEST(Bibliography, KeysAreAuthorYearWordAndDifferent) {
  schema::Record record = lantern();
  const std::string twice = bibtex({record, record, harbor()});
  EXPECT_NE(twice.find("@techreport{lighthouse2025lantern,"), std::string::npos) << twice;
  EXPECT_NE(twice.find("@techreport{lighthouse2025lanternb,"), std::string::npos) << twice;
  EXPECT_NE(twice.find("@techreport{2024harbor,"), std::string::npos) << twice;
}

TEST(Bibliography, ManyReportsWithOneKeyAreToldApart) {
  const std::string many = bibtex(std::vector<schema::Record>(40, lantern()));
  for (const char* key : {"lanternz,", "lantern-26,", "lantern-39,"})
    EXPECT_NE(many.find(key), std::string::npos) << key;
}

}  // namespace
}  // namespace colophon::query

#include "query/answer.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "query/language.h"
#include "query/model_table.h"
#include "schema/error.h"
#include "store/search_index.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

class Answering : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    make_sample(directory_->path());
  }
  static void TearDownTestSuite() { delete directory_; }

  Library library_{store::open_search_index(directory_->path())};

  std::vector<std::string> reports(std::string_view question) {
    std::vector<std::string> names;
    for (const Answer& answer : ask(question, library_).answers) names.push_back(answer.report);
    return names;
  }
  std::vector<std::string> where(std::string_view query) {
    std::vector<std::string> names;
    for (const Library::Found& found : library_.models(parse_condition(query))) names.push_back(found.entry->name());
    return names;
  }

 private:
  static TemporaryDirectory* directory_;
};

TemporaryDirectory* Answering::directory_ = nullptr;

using Names = std::vector<std::string>;

TEST_F(Answering, ReportsByAValue) {
  EXPECT_EQ(reports("which models use GRPO"), (Names{"beacon.pdf", "lantern.pdf"}));
  EXPECT_EQ(reports("哪些模型使用了 GRPO"), (Names{"beacon.pdf", "lantern.pdf"}));
}

TEST_F(Answering, ScoresAreConditionsToo) {
  EXPECT_EQ(where("score:MMLU>=70"), (Names{"Harbor-13B", "Lantern-30B"}));
  EXPECT_EQ(where("score:MMLU>=70 org:lighthouse"), Names{"Lantern-30B"});
  EXPECT_EQ(where("score:MMLU=59..66"), (Names{"Beacon-300B", "Lantern-7B"}));
  const Answers answers = ask("which models score above 80 on MMLU", library_);
  ASSERT_EQ(answers.answers.size(), 1U);
  EXPECT_EQ(answers.answers.front().statement.benchmark, "MMLU");
  EXPECT_EQ(answers.answers.front().statement.evidence.front().page, 7);
}

TEST_F(Answering, EachAnswerHasItsEvidence) {
  const Answers answers = ask("which models use Muon", library_);
  ASSERT_EQ(answers.answers.size(), 1U);
  EXPECT_EQ(answers.answers.front().models, (Names{"Lantern-30B", "Lantern-7B"}));
  ASSERT_FALSE(answers.answers.front().statement.evidence.empty());
  EXPECT_EQ(answers.answers.front().statement.evidence.front().quote, "Muon is used");
}

TEST_F(Answering, ConditionsHoldForOneAndTheSameModel) {
  EXPECT_EQ(where("family:moe layers:>40"), Names{"Lantern-30B"});
  EXPECT_EQ(where("family:dense layers:>40"), Names{});
}

TEST_F(Answering, KiloIsDecimalOrBinary) {
  EXPECT_EQ(where("context:>=128K"), (Names{"Lantern-30B", "Lantern-7B"}));
  EXPECT_EQ(where("context:32K"), Names{"Harbor-13B"});
  EXPECT_EQ(where("context:>32K context:<128K"), Names{});
}

TEST_F(Answering, SilenceIsOfTheWholeReport) {
  EXPECT_EQ(reports("which reports do not disclose the optimizer"), Names{"beacon.pdf"});
  EXPECT_EQ(reports("哪些报告披露了学习率"), Names{"harbor.md"});
}

TEST_F(Answering, NegationNeedsDisclosure) {
  EXPECT_EQ(reports("which models do not use AdamW"), Names{"lantern.pdf"});
  EXPECT_EQ(where("-pretrain.optimizer:AdamW"), (Names{"Beacon-300B", "Lantern-30B", "Lantern-7B"}));
}

TEST_F(Answering, ValuesOfTheNamedModelOnly) {
  const Answers answers = ask("how many layers does Lantern-7B have", library_);
  ASSERT_EQ(answers.answers.size(), 1U);
  EXPECT_EQ(answers.answers.front().statement.text, "32");
}

TEST_F(Answering, SilenceAboutAValueIsSaid) {
  const Answers answers = ask("GPU hours of Lantern-7B", library_);
  EXPECT_TRUE(answers.answers.empty());
  EXPECT_NE(answers.plan.line().find("not disclosed"), std::string::npos);
}

TEST_F(Answering, FieldOfAnotherStageAnswersWhereNoneWasNamed) {
  const Answers any = ask("what is the batch size of Beacon-300B", library_);
  ASSERT_EQ(any.answers.size(), 1U);
  EXPECT_EQ(any.answers[0].statement.field, "rl.batch_size");
  EXPECT_TRUE(ask("pre-training batch size of Beacon-300B", library_).answers.empty());
}

TEST_F(Answering, ScoresUnderTheNameAskedForComeAlone) {
  EXPECT_EQ(ask("Beacon-300B on MMLU", library_).answers.size(), 1U);
  EXPECT_EQ(ask("Lantern-30B on MMLU", library_).answers.size(), 1U);
}

TEST_F(Answering, DenialOfAValueAsksForTheModelsOwn) {
  EXPECT_EQ(where("rl.batch_size:* -rl.batch_size:512"), std::vector<std::string>{});
  EXPECT_EQ(where("layers:* -layers:48"), (std::vector<std::string>{"Harbor-13B", "Lantern-7B"}));
}

TEST_F(Answering, BestRangesOverOwnModels) {
  const Answers best = ask("best MMLU score", library_);
  ASSERT_FALSE(best.answers.empty());
  EXPECT_EQ(best.answers.front().model, "Lantern-30B");
  EXPECT_EQ(ask("best MMLU score including baselines", library_).answers.front().model, "Other-70B");
}

TEST_F(Answering, MisreadPercentagesDoNotWin) {
  EXPECT_EQ(ask("MMLU 最高分", library_).answers.front().statement.text, "80.5");
}

TEST_F(Answering, BestAmongThoseThatSatisfyACondition) {
  EXPECT_EQ(ask("best MMLU among models under 10B", library_).answers.front().model, "Lantern-7B");
}

TEST_F(Answering, SuperlativesOfFields) {
  EXPECT_EQ(ask("largest model", library_).answers.front().model, "Beacon-300B");
  EXPECT_EQ(ask("参数量最小的模型", library_).answers.front().model, "Lantern-7B");
  EXPECT_EQ(ask("latest model", library_).answers.front().report, "lantern.pdf");
}

TEST_F(Answering, CountsReports) {
  EXPECT_EQ(ask("how many reports use GRPO", library_).count, 2U);
  EXPECT_EQ(ask("多少份报告使用 SGD", library_).count, 0U);
}

TEST_F(Answering, AnAverageIsOverModelsAndSaysSo) {
  const Answers layers = ask("average number of layers", library_);
  ASSERT_EQ(layers.groups.size(), 1U);
  EXPECT_EQ(layers.groups.front().number, 40);  // 48, 32 and 40
  EXPECT_EQ(layers.groups.front().reports, 2U);
  EXPECT_THAT(layers.plan.line(), testing::HasSubstr("each model counts once, with its largest value"));
  // 128K holds for both of Lantern's models, 32K for Harbor's.
  EXPECT_EQ(ask("average context length", library_).groups.front().number, (2 * 131072.0 + 32000) / 3);
}

TEST_F(Answering, AFieldMayBeAskedOfWhatIsFound) {
  const Answers answers = ask("layers of MoE models", library_);
  ASSERT_EQ(answers.answers.size(), 1U);
  EXPECT_EQ(answers.answers.front().model, "Lantern-30B");
  EXPECT_EQ(answers.answers.front().statement.text, "48");
}

TEST_F(Answering, DatesAndOrganisations) {
  EXPECT_EQ(where("date:2025.."), (Names{"Lantern-30B", "Lantern-7B"}));
  EXPECT_EQ(where("date:..2024"), Names{"Harbor-13B"});
  EXPECT_EQ(where("org:lighthouse"), (Names{"Lantern-30B", "Lantern-7B"}));
  EXPECT_EQ(where("org:港湾"), Names{"Harbor-13B"});
}

TEST_F(Answering, ValuesThatNoVocabularyHas) {
  EXPECT_EQ(reports("which models use Ripple attention"), Names{"beacon.pdf"});
}

TEST_F(Answering, WhatNoFieldKnowsIsLookedForInTheText) {
  EXPECT_EQ(reports("which models use QuickAttention"), Names{"lantern.pdf"});
}

TEST_F(Answering, PassagesInTheOtherLanguageToo) {
  const Answers answers = ask("why do loss spikes happen", library_);
  ASSERT_GE(answers.passages.size(), 2U);
  EXPECT_EQ(answers.passages.front().key, "beacon.pdf");
  EXPECT_EQ(answers.passages[1].key, "harbor.md");
}

TEST_F(Answering, JsonHasTheDocumentedMembers) {
  const nlohmann::json json = answers_to_json(ask("which models use Muon", library_), "which models use Muon");
  EXPECT_EQ(json.at("format"), 1);
  EXPECT_EQ(json.at("interpretation"), "reports where pretrain.optimizer:Muon");
  const nlohmann::json& answer = json.at("answers").at(0);
  EXPECT_EQ(answer.at("report"), "lantern.pdf");
  EXPECT_EQ(answer.at("field"), "pretrain.optimizer");
  EXPECT_EQ(answer.at("value"), "Muon");
  EXPECT_EQ(answer.at("evidence").at(0).at("page"), 3);
}

TEST_F(Answering, SameQuestionSameBytes) {
  const auto text = [&] { return answers_to_json(ask("which models use GRPO", library_), "").dump(); };
  EXPECT_EQ(text(), text());
}

TEST_F(Answering, ComparisonMarksDifferences) {
  const Table table = comparison(library_, {find_side(library_, "Lantern-7B"), find_side(library_, "harbor")},
                                 {"arch.layers", "pretrain.lr_peak"}, {"MMLU"});
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_TRUE(table.rows[0][1].marked);
  EXPECT_EQ(table.rows[1][1].text, "not disclosed");
  EXPECT_EQ(table.rows[2][2].text, "70");
  EXPECT_TRUE(table.rows[2][2].marked);
}

TEST_F(Answering, UnknownNamesAreNamed) {
  try {
    find_side(library_, "Lantren-7B");
    FAIL();
  } catch (const schema::Error& error) {
    EXPECT_EQ(error.kind(), schema::Error::Kind::not_found);
    EXPECT_NE(std::string(error.what()).find("lantern7b"), std::string::npos);
  }
}

}  // namespace
}  // namespace colophon::query

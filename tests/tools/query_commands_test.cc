// ask, search, show, compare, export, scores, coverage, note: the binary on a small knowledge base.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/query/sample.h"
#include "tests/tools/run.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

class QueryCommandsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    query::make_sample(directory_->path() / "kb");
  }
  static void TearDownTestSuite() { delete directory_; }

  static Outcome run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, {"--kb", (directory_->path() / "kb").string()});
    return run_colophon(arguments);
  }
  static std::filesystem::path directory() { return directory_->path(); }
  static std::filesystem::path file(const std::string& name) { return directory_->path() / name; }

 private:
  static TemporaryDirectory* directory_;
};

TemporaryDirectory* QueryCommandsTest::directory_ = nullptr;

TEST_F(QueryCommandsTest, AskShowsPlanAnswerAndEvidence) {
  const Outcome outcome = run({"ask", "which models use Muon"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.out, HasSubstr("read as: reports where pretrain.optimizer:Muon"));
  EXPECT_THAT(outcome.out, HasSubstr("[lantern.pdf]"));
  EXPECT_THAT(outcome.out, HasSubstr("p. 3, Training: “Muon is used”"));
}

TEST_F(QueryCommandsTest, SeveralKnowledgeBasesAreAskedAsOne) {
  const std::string one = (directory() / "kb").string(), two = (directory() / "kb2").string();
  {
    schema::Record record = query::harbor();
    record.report = "quay.md";
    record.models = {{"Quay-200B", {}, 200.0, std::nullopt, "", {}}};
    for (schema::Score& score : record.scores) score.model = "Quay-200B";
    auto base = store::KnowledgeBase::open(two, store::Access::write);
    base.commit({"/reports/quay.md", 10, 20, "d", record.report, "", "r"}, record, query::document_of("Quay."));
    base.catch_up();
  }
  const Outcome outcome = run_colophon({"ask", "--kb", one, "--kb", two, "which models use AdamW"});
  EXPECT_THAT(outcome.out, HasSubstr("[harbor.md]"));
  EXPECT_THAT(outcome.out, HasSubstr("[quay.md]"));
  EXPECT_THAT(run_colophon({"scores", "MMLU", "--kb", one, "--kb", two}).out, HasSubstr("Quay-200B"));
  EXPECT_THAT(run_colophon({"ask", "--kb", "localhost:1", "AdamW"}).error, HasSubstr("xapian-tcpsrv"));
}

TEST_F(QueryCommandsTest, AskInChineseGivesTheSame) {
  const json chinese = json::parse(run({"ask", "--format", "json", "哪些模型使用了 GRPO"}).out);
  const json english = json::parse(run({"ask", "--format", "json", "which models use GRPO"}).out);
  EXPECT_EQ(chinese.at("answers"), english.at("answers"));
}

TEST_F(QueryCommandsTest, NothingFoundIsOne) { EXPECT_EQ(run({"search", "org:nobody"}).exit_code, 1); }

TEST_F(QueryCommandsTest, SearchByFieldsAndText) {
  EXPECT_THAT(run({"search", "rl.algorithm:GRPO", "params:>=100B"}).out, HasSubstr("Beacon-300B"));
  EXPECT_THAT(run({"search", "org:lighthouse \"auxiliary loss\""}).out, HasSubstr("[lantern.pdf, p. 3, Training]"));
}

TEST_F(QueryCommandsTest, WrongQueriesNameTheColumn) {
  const Outcome outcome = run({"search", "optimzer:AdamW"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("column 1"));
  EXPECT_THAT(outcome.error, HasSubstr("did you mean \"optimizer\"?"));
}

TEST_F(QueryCommandsTest, ShowSaysWhatIsAndWhatIsNotDisclosed) {
  const Outcome outcome = run({"show", "lantern"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.out, HasSubstr("optimizer:\n    Muon"));
  EXPECT_THAT(outcome.out, HasSubstr("GPU hours: not disclosed"));
  EXPECT_EQ(run({"show", "nothing.pdf"}).exit_code, 1);
}

TEST_F(QueryCommandsTest, CompareAligns) {
  const Outcome outcome = run({"compare", "Lantern-7B", "Harbor-13B", "--fields", "layers", "--format", "csv"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(outcome.out, "item,Lantern-7B,Harbor-13B\r\nlayers,32,40\r\n");
}

TEST_F(QueryCommandsTest, ExportedRecordsAreWholeRecords) {
  std::stringstream lines(run({"export"}).out);
  size_t records = 0;
  for (std::string line; std::getline(lines, line); ++records) {
    const json record = json::parse(line);
    for (const json& fact : record.at("facts")) EXPECT_FALSE(fact.at("evidence").empty());
  }
  EXPECT_EQ(records, 3U);
}

TEST_F(QueryCommandsTest, ExportsTablesInEveryFormat) {
  for (const char* format : {"text", "markdown", "csv", "tsv", "latex", "html", "bibtex", "json"}) {
    const Outcome outcome = run({"export", "--format", format});
    EXPECT_EQ(outcome.exit_code, 0) << format << outcome.error;
    EXPECT_THAT(outcome.out, testing::Not(IsEmpty())) << format;
  }
  EXPECT_EQ(run({"export", "--format", "xlsx"}).exit_code, 2);
  EXPECT_EQ(run({"export", "--format", "xlsx", "-o", file("t.xlsx").string()}).exit_code, 0);
  EXPECT_GT(std::filesystem::file_size(file("t.xlsx")), 1000U);
}

TEST_F(QueryCommandsTest, ScoresCoverageTimelineAndNote) {
  EXPECT_THAT(run({"scores", "MMLU"}).out, HasSubstr("Lantern-30B       80.5"));
  EXPECT_THAT(run({"coverage", "--fields", "optimizer"}).out, HasSubstr("2/3"));
  EXPECT_THAT(run({"timeline", "rl.algorithm"}).out, HasSubstr("2025 Q1"));
  EXPECT_THAT(run({"note", "lantern.pdf", "--lang", "zh"}).out, HasSubstr("## 六大要点"));
}

TEST_F(QueryCommandsTest, EveryCommandShowsAnExample) {
  for (const char* command :
       {"ask", "search", "show", "compare", "diff", "export", "scores", "coverage", "timeline", "note"}) {
    EXPECT_THAT(run_colophon({command, "--help"}).out, HasSubstr("colophon " + std::string(command))) << command;
  }
}

}  // namespace
}  // namespace colophon

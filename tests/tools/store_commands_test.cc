// index, rebuild, stats, verify and sql, end to end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/tools/run.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

class StoreCommandsTest : public testing::Test {
 protected:
  StoreCommandsTest() {
    directory_.write("reports/lantern.md", "# Lantern\n\n## Architecture\n\nLantern has 32 layers.\n");
    directory_.write("reports/harbour.zh.md", "# 港湾\n\n## 模型结构\n\n港湾模型采用 MoE 架构，支持 128K 上下文。\n");
  }

  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--kb", kb()});
    return run_colophon(arguments);
  }
  Outcome index() const { return run({"index", reports()}); }
  std::string kb() const { return (directory_.path() / "kb").string(); }
  std::string reports() const { return (directory_.path() / "reports").string(); }

  TemporaryDirectory directory_;
};

TEST_F(StoreCommandsTest, IndexSaysWhatItDid) {
  const Outcome first = index();
  EXPECT_EQ(first.exit_code, 0) << first.error;
  EXPECT_THAT(first.out, HasSubstr("2 reports indexed, 0 unchanged, 0 failed"));
  EXPECT_THAT(first.error, HasSubstr("lantern.md"));  // a plain line: this is no terminal
  EXPECT_THAT(index().out, HasSubstr("0 reports indexed, 2 unchanged, 0 failed"));
}

TEST_F(StoreCommandsTest, IndexGoesOnAfterAFailure) {
  directory_.write("reports/broken.pdf", "%PDF-1.7 cut short");
  const Outcome outcome = index();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("2 reports indexed, 0 unchanged, 1 failed"));
  EXPECT_THAT(outcome.error, HasSubstr("broken.pdf: "));
}

TEST_F(StoreCommandsTest, IndexPrintsJson) {
  const json summary = json::parse(run({"index", reports(), "--format", "json"}).out);
  EXPECT_EQ(summary.at("indexed"), 2);
  EXPECT_THAT(summary.at("failed"), IsEmpty());
}

TEST_F(StoreCommandsTest, IndexMakesASearchIndexOfAnotherLayoutAnew) {
  index();
  {
    Xapian::WritableDatabase search(kb() + "/search");
    search.set_metadata("layout", "4.1");  // of the version before
    search.delete_document(1);
    search.commit();
  }
  const Outcome asked = run({"ask", "which models use MoE"});
  EXPECT_EQ(asked.exit_code, 2);
  EXPECT_THAT(asked.error, HasSubstr("has another layout; run `colophon rebuild`"));
  EXPECT_EQ(std::count(asked.error.begin(), asked.error.end(), '\n'), 1);
  EXPECT_THAT(index().out, HasSubstr("0 reports indexed, 2 unchanged, 0 failed"));
  const Outcome again = run({"ask", "which models use MoE"});
  EXPECT_EQ(again.exit_code, 0) << again.error;
  EXPECT_THAT(again.out, HasSubstr("harbour.zh.md"));
}

TEST_F(StoreCommandsTest, IndexReadsAgainWhenAsked) {
  index();
  EXPECT_THAT(run({"index", reports(), "--again"}).out, HasSubstr("2 reports indexed"));
}

TEST_F(StoreCommandsTest, IndexRefusesARankerThatIsNotThere) {
  const Outcome outcome = run({"index", reports(), "--ranker", "missing.json"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("missing.json"));
}

TEST_F(StoreCommandsTest, IndexSaysThatTheKnowledgeBaseCannotBeMade) {
  directory_.write("file", "");
  const Outcome outcome = run_colophon({"index", reports(), "--kb", (directory_.path() / "file" / "kb").string()});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("--kb"));
}

TEST_F(StoreCommandsTest, CommandsSayThatThereIsNoKnowledgeBase) {
  for (const std::string command : {"rebuild", "stats", "verify"}) {
    const Outcome outcome = run({command});
    EXPECT_EQ(outcome.exit_code, 1) << command;
    EXPECT_THAT(outcome.error, HasSubstr("colophon index")) << command;
    EXPECT_FALSE(std::filesystem::exists(kb())) << command;
  }
}

TEST_F(StoreCommandsTest, VerifyFindsAllWell) {
  index();
  const Outcome outcome = run({"verify"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "all is well\n");
}

TEST_F(StoreCommandsTest, RebuildMendsWhatVerifyNames) {
  index();
  directory_.write("kb/search/iamglass", "damaged");
  EXPECT_EQ(run({"verify"}).exit_code, 1);
  EXPECT_EQ(run({"rebuild"}).out, "2 reports rebuilt\n");
  EXPECT_EQ(run({"verify"}).exit_code, 0);
}

TEST_F(StoreCommandsTest, StatsCountsWhatIsThere) {
  index();
  const json stats = json::parse(run({"stats", "--format", "json"}).out);
  EXPECT_EQ(stats.at("reports"), 2);
  EXPECT_EQ(stats.at("sequence").at("search"), stats.at("sequence").at("records"));
  EXPECT_THAT(run({"stats"}).out, HasSubstr("reports"));
}

TEST_F(StoreCommandsTest, SqlPrintsATable) {
  index();
  const Outcome outcome = run({"sql", "SELECT key, language FROM reports ORDER BY key"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out,
            "key            language\n"
            "-------------  --------\n"
            "harbour.zh.md  zh\n"
            "lantern.md     en\n");
}

TEST_F(StoreCommandsTest, SqlPrintsCsvAndJson) {
  index();
  EXPECT_EQ(run({"sql", "SELECT 1 AS n, 'a,\"b\"' AS t, NULL AS z", "--format", "csv"}).out,
            "n,t,z\n1,\"a,\"\"b\"\"\",\n");
  const json rows = json::parse(run({"sql", "SELECT 1 AS n, 'x' AS t, NULL AS z", "--format", "json"}).out);
  EXPECT_EQ(rows, json::parse(R"([{"n":1,"t":"x","z":null}])"));
}

TEST_F(StoreCommandsTest, SqlSaysWhatIsWrong) {
  index();
  const Outcome outcome = run({"sql", "SELECT colour FROM reports"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("no such column"));
  EXPECT_EQ(run({"sql", "DELETE FROM reports"}).exit_code, 2);
  EXPECT_EQ(run({"sql", "SELECT key FROM reports WHERE 0"}).exit_code, 1);
}

}  // namespace
}  // namespace colophon

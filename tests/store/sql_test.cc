#include "store/sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/error.h"
#include "tests/store/sample.h"

namespace colophon::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class SqlTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    KnowledgeBase base = KnowledgeBase::open(directory_->path(), Access::write);
    base.commit(sample_source("a.pdf"), sample_record("a.pdf"), sample_document());
    base.catch_up();
  }
  static void TearDownTestSuite() { delete directory_; }

  static SqlResult run(std::string_view sql) { return run_sql(directory_->path(), sql); }
  static std::string refusal(std::string_view sql) {
    try {
      run(sql);
    } catch (const schema::Error& error) {
      return error.kind() == schema::Error::Kind::usage ? error.what() : "of another kind";
    }
    return "";
  }

  static TemporaryDirectory* directory_;
};

TemporaryDirectory* SqlTest::directory_ = nullptr;

TEST_F(SqlTest, GivesReports) {
  const SqlResult result = run("SELECT key, title, organization, release_date FROM reports");
  EXPECT_THAT(result.columns, ElementsAre("key", "title", "organization", "release_date"));
  ASSERT_THAT(result.rows, SizeIs(1));
  EXPECT_EQ(result.rows[0][2], SqlValue("Lighthouse Lab"));
}

TEST_F(SqlTest, GivesNumbersAsNumbersAndNothingAsNull) {
  const SqlResult result = run("SELECT params_total_b, params_active_b FROM models WHERE model = 'Lantern-7B'");
  EXPECT_EQ(result.rows[0][0], SqlValue(7.2));
  EXPECT_EQ(result.rows[0][1], SqlValue());
}

TEST_F(SqlTest, GivesFactsWithTheirEvidence) {
  const SqlResult result = run("SELECT value, number, label, quote FROM facts WHERE field = 'pretrain.hardware'");
  EXPECT_EQ(result.rows[0][1], SqlValue(2048.0));
  EXPECT_EQ(result.rows[0][2], SqlValue("H800"));
  EXPECT_EQ(result.rows[0][3], SqlValue("2048 H800 GPUs"));
}

TEST_F(SqlTest, GivesScoresUnderOneBenchmarkKey) {
  EXPECT_THAT(run("SELECT model FROM scores WHERE benchmark_key = 'ceval' ORDER BY value DESC").rows,
              ElementsAre(SqlRow{"Lantern-7B"}, SqlRow{"Other-7B"}));
}

TEST_F(SqlTest, GivesPassagesAndAbsences) {
  EXPECT_THAT(run("SELECT quote FROM passages WHERE item = 'pretrain.stability'").rows, SizeIs(1));
  EXPECT_THAT(run("SELECT item FROM absences WHERE silence = 'not disclosed'").rows, ElementsAre(SqlRow{"rl.kl_coef"}));
}

TEST_F(SqlTest, GivesARowForEachModelInFactsWide) {
  const SqlResult result = run("SELECT model, arch_layers, rl_algorithm FROM facts_wide ORDER BY params_total_b");
  EXPECT_THAT(result.rows, ElementsAre(SqlRow{"Lantern-7B", "32", "GRPO"}, SqlRow{"Lantern-30B-A3B", "48", "GRPO"}));
}

TEST_F(SqlTest, RefusesToWrite) {
  for (const char* sql :
       {"DELETE FROM reports", "CREATE TABLE t (x)", "PRAGMA user_version = 3", "VACUUM",
        "VACUUM INTO '/tmp/other.sqlite'", "ATTACH '/etc/passwd' AS other", "BEGIN", "PRAGMA journal_mode = DELETE"}) {
    EXPECT_THAT(refusal(sql), HasSubstr("not authorized")) << sql;
  }
}

TEST_F(SqlTest, RefusesMoreThanOneStatement) {
  EXPECT_THAT(refusal("SELECT 1; SELECT 2"), HasSubstr("one statement"));
  EXPECT_THAT(refusal("  "), HasSubstr("no statement"));
  EXPECT_THAT(run("SELECT 1 ;\n").rows, SizeIs(1));
}

TEST_F(SqlTest, SaysWhatIsWrong) {
  EXPECT_THAT(refusal("SELECT colour FROM reports"), HasSubstr("no such column: colour"));
  EXPECT_THAT(refusal("SELECT json_extract('{', '$') FROM reports"), HasSubstr("malformed JSON"));
}

TEST_F(SqlTest, DescribesTables) { EXPECT_THAT(run("PRAGMA table_info(models)").rows, SizeIs(6)); }

}  // namespace
}  // namespace colophon::store

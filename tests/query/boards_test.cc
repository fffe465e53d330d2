// Leaderboards, coverage and timelines.
#include <gtest/gtest.h>

#include "query/coverage.h"
#include "query/language.h"
#include "query/leaderboard.h"
#include "store/search_index.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

class Boards : public testing::Test {
 protected:
  Boards() : library_(open(directory_.path())) {}

  static Library open(const std::filesystem::path& directory) {
    make_sample(directory);
    auto base = store::KnowledgeBase::open(directory, store::Access::write);
    schema::Record other = beacon();
    other.report = "beacon-2.pdf";
    other.scores = {score("Lantern-30B", "MMLU", 79, false), score("Beacon-300B", "MMLU", 85, true)};
    base.commit({"/reports/beacon-2.pdf", 1, 1, "d", "beacon-2.pdf", "", "r"}, other, document_of("x"));
    base.catch_up();
    return Library(store::open_search_index(directory));
  }

  TemporaryDirectory directory_;
  Library library_;
};

TEST_F(Boards, OwnModelsBestFirst) {
  const Table table = leaderboard(library_, {{"MMLU"}, {}, false, 10});
  ASSERT_EQ(table.rows.size(), 5U);
  EXPECT_EQ(table.rows[0][0].text, "Beacon-300B");
  EXPECT_EQ(table.rows[1][0].text, "Lantern-30B");
  EXPECT_EQ(table.rows[1][1].text, "80.5");
  EXPECT_EQ(table.rows[1][1].evidence.front().page, 7);
}

TEST_F(Boards, DisagreementIsShownWithWhoSaysSo) {
  const Table table = leaderboard(library_, {{"MMLU"}, {}, true, 10});
  for (const auto& row : table.rows) {
    if (row[0].text == "Lantern-30B") {
      EXPECT_EQ(row[1].text, "80.5 [lantern.pdf]; 79 [measured by beacon-2.pdf]");
    }
    if (row[0].text == "Other-70B") {
      EXPECT_EQ(row[1].text, "91 [measured by lantern.pdf]");
    }
  }
}

TEST_F(Boards, TheLowestErrorRateIsTheBest) {
  TemporaryDirectory directory;
  make_sample(directory.path());
  auto base = store::KnowledgeBase::open(directory.path(), store::Access::write);
  schema::Record other = beacon();
  other.report = "speech.pdf";
  other.scores = {score("Beacon-300B", "LibriSpeech", 4.1, true), score("Beacon-300B Chat", "Librispeech", 1.9, true),
                  score("Lantern-30B", "LibriSpeech", 2.5, true)};
  base.commit({"/reports/speech.pdf", 1, 1, "d", "speech.pdf", "", "r"}, other, document_of("x"));
  base.catch_up();
  Library library(store::open_search_index(directory.path()));
  const Table table = leaderboard(library, {{"LibriSpeech"}, {}, false, 10});
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[0][1].text, "1.9");
  EXPECT_EQ(table.rows[2][1].text, "4.1");
}

TEST_F(Boards, ConditionChoosesTheModels) {
  const Table table = leaderboard(library_, {{"MMLU", "C-Eval"}, parse_condition("params:<=20B"), false, 10});
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0][0].text, "Harbor-13B");
  EXPECT_EQ(table.rows[0][2].text, "75");
}

TEST_F(Boards, CoverageHasARowAReportAndATotal) {
  const Table table = coverage(library_, {}, {"pretrain.optimizer", "limitations.known"});
  ASSERT_EQ(table.rows.size(), 5U);
  EXPECT_EQ(table.rows[3][0].text, "lantern.pdf");
  EXPECT_EQ(table.rows[3][1].text, "yes");
  EXPECT_EQ(table.rows[3][2].text, "yes");
  EXPECT_EQ(table.rows[4][1].text, "2/4");
}

TEST_F(Boards, TimelineCountsReports) {
  const Table table = timeline(library_, {}, "rl.algorithm");
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[0][0].text, "2024 Q1");
  EXPECT_EQ(table.rows[1][2].text, "GRPO 1");
  EXPECT_EQ(table.rows[2][2].text, "GRPO 2");
  EXPECT_EQ(table.columns, (std::vector<std::string>{"period", "reports", "values"}));
  EXPECT_TRUE(timeline(library_, {}, "no.such.field").rows.empty());
}

}  // namespace
}  // namespace colophon::query

// review, set, unset and export --format gold, end to end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/store/sample.h"
#include "tests/tools/run.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class ReviewTest : public testing::Test {
 protected:
  ReviewTest() {
    schema::Record record = store::sample_record("a.pdf");
    record.review = {store::fact("pretrain.tokens", 2e12, "The loss never rose.")};
    record.review[0].confidence = 0.4;
    auto base = store::KnowledgeBase::open(directory_.path() / "kb", store::Access::write);
    base.commit(store::sample_source("a.pdf"), record, store::sample_document());
    base.catch_up();
  }

  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--kb", (directory_.path() / "kb").string()});
    return run_colophon(arguments);
  }
  json run_json(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    return json::parse(run(arguments).out);
  }

  TemporaryDirectory directory_;
};

TEST_F(ReviewTest, AcceptsWhatTheQueueListsAndAnswersWithIt) {
  EXPECT_EQ(run({"search", "tokens:2T"}).exit_code, 1);
  const json queue = run_json({"review"});
  ASSERT_EQ(queue.at("total"), 1);
  const std::string id = queue.at("items")[0].at("candidates")[0].at("id");
  EXPECT_THAT(run({"review"}).out, HasSubstr(id + "  2T  40%"));
  const json made = run_json({"review", "accept", id, "--author", "Ada", "--note", "read p. 1"}).at("decision");
  EXPECT_EQ(made.at("author"), "Ada");
  EXPECT_EQ(made.at("number"), 1);
  EXPECT_EQ(run({"search", "tokens:2T"}).exit_code, 0);
  EXPECT_EQ(run({"review"}).exit_code, 1);
  EXPECT_EQ(run_json({"review", "undo", "1"}).at("decision").at("undoes"), 1);
  EXPECT_EQ(run({"search", "tokens:2T"}).exit_code, 1);
  EXPECT_THAT(run({"review", "log"}).out, HasSubstr("Ada  1  accept  pretrain.tokens in a.pdf"));
  EXPECT_EQ(run_json({"review", "log", "--field", "tokens"}).at("decisions").size(), 2U);
}

TEST_F(ReviewTest, SetsWithEvidenceAndUnsets) {
  const Outcome refused = run({"set", "a.pdf", "layers", "36", "--model", "Lantern-7B", "--quote", "36 layers"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.error, HasSubstr("the quote is not in a.pdf"));
  const Outcome set = run({"set", "a.pdf", "layers", "36", "--model", "Lantern-7B", "--quote", "has 32 layers"});
  EXPECT_EQ(set.exit_code, 0) << set.error;
  EXPECT_THAT(set.out, HasSubstr("arch.layers of Lantern-7B in a.pdf: as extracted -> 36"));
  EXPECT_THAT(run({"ask", "how many layers does Lantern-7B have"}).out, HasSubstr("36"));
  EXPECT_EQ(run({"unset", "a.pdf", "layers", "--model", "Lantern-7B"}).exit_code, 0);
  EXPECT_THAT(run({"ask", "how many layers does Lantern-7B have"}).out, HasSubstr("32"));
  EXPECT_EQ(run({"unset", "a.pdf", "layers", "--model", "Lantern-7B"}).exit_code, 1);
  EXPECT_EQ(run({"set", "a.pdf", "layers"}).exit_code, 2);
  EXPECT_EQ(run({"set", "b.pdf", "layers", "36"}).exit_code, 1);
  EXPECT_EQ(run_colophon({"set", "a.pdf", "layers", "36", "--kb", (directory_.path() / "none").string()}).exit_code, 1);
  EXPECT_FALSE(std::filesystem::exists(directory_.path() / "none"));
}

TEST_F(ReviewTest, ExportsWhatWasDecidedForEval) {
  EXPECT_EQ(run({"export", "--format", "gold", "-o", (directory_.path() / "gold").string()}).exit_code, 1);
  ASSERT_EQ(run({"set", "a.pdf", "layers", "36", "--model", "Lantern-7B", "--note", "told"}).exit_code, 0);
  ASSERT_EQ(run({"set", "a.pdf", "rl.algorithm", "--not-disclosed"}).exit_code, 0);
  const std::string gold = (directory_.path() / "gold").string();
  EXPECT_EQ(run({"export", "--format", "gold", "-o", gold}).exit_code, 0);
  EXPECT_EQ(run_json({"eval", gold}).at("core").at("f1"), 1);
  run({"unset", "a.pdf", "layers", "--model", "Lantern-7B"});
  run({"unset", "a.pdf", "rl.algorithm"});
  const json before = run_json({"eval", gold, "--misses", "all"});
  EXPECT_EQ(before.at("differences").size(), 3U);  // 36 missed, 32 and GRPO wrong
}

}  // namespace
}  // namespace colophon

// What the API answers is what the commands print.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/run.h"
#include "tests/tools/serve/server_process.h"

namespace colophon {
namespace {

using nlohmann::json;

class ServeCommandsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    copy_sample(kb());
    server_ = new ServerProcess(kb());
  }
  static void TearDownTestSuite() {
    delete server_;
    delete directory_;
  }
  static std::filesystem::path kb() { return directory_->path() / "kb"; }

  static void same(const std::string& target, std::vector<std::string> command) {
    command.insert(command.begin() + 1, {"--kb", kb().string()});
    const Outcome printed = run_colophon(command);
    const httplib::Response answer = server_->get("/api/v1" + target);
    EXPECT_EQ(answer.status, 200) << target << "\n" << answer.body;
    EXPECT_EQ(json::parse(answer.body), json::parse(printed.out)) << target;
  }

  static TemporaryDirectory* directory_;
  static ServerProcess* server_;
};

TemporaryDirectory* ServeCommandsTest::directory_ = nullptr;
ServerProcess* ServeCommandsTest::server_ = nullptr;

TEST_F(ServeCommandsTest, Ask) {
  for (const char* question :
       {"which models use Muon", "哪些模型使用了 GRPO", "how many layers does Lantern-30B have", "best MMLU score",
        "how many models use GRPO", "which model has the most parameters", "what is not disclosed by lantern.pdf",
        "compare Lantern-7B and Harbor-13B", "loss spikes", "zzz"}) {
    same("/ask?q=" + encoded(question), {"ask", "--format", "json", question});
  }
}

TEST_F(ServeCommandsTest, SearchShowNoteStats) {
  same("/search?q=" + encoded("rl.algorithm:GRPO params:>=100B"),
       {"search", "--format", "json", "rl.algorithm:GRPO params:>=100B"});
  same("/search?q=" + encoded("\"auxiliary loss\"") + "&limit=3",
       {"search", "--format", "json", "--limit", "3", "\"auxiliary loss\""});
  same("/reports/lantern.pdf", {"show", "--format", "json", "lantern.pdf"});
  same("/reports/harbor.md/note?lang=zh", {"note", "--format", "json", "--lang", "zh", "harbor.md"});
  same("/stats", {"stats", "--format", "json"});
  same("/export?format=json", {"export", "--format", "json"});
}

TEST_F(ServeCommandsTest, Tables) {
  same("/compare?name=Lantern-7B&name=Harbor-13B&fields=layers,optimizer",
       {"compare", "--format", "json", "--fields", "layers,optimizer", "Lantern-7B", "Harbor-13B"});
  same("/diff?name=Lantern-7B&name=Harbor-13B", {"diff", "--format", "json", "Lantern-7B", "Harbor-13B"});
  same("/scores?benchmark=MMLU&baselines=true", {"scores", "--format", "json", "--baselines", "MMLU"});
  same("/coverage?fields=optimizer", {"coverage", "--format", "json", "--fields", "optimizer"});
  same("/timeline?field=rl.algorithm", {"timeline", "--format", "json", "rl.algorithm"});
  same("/charts?x=layers&y=score:MMLU", {"plot", "--format", "json", "layers", "MMLU"});
}

TEST_F(ServeCommandsTest, ExportsAreTheSameBytes) {
  for (const char* format : {"jsonl", "bibtex", "markdown", "csv", "tsv", "latex", "html", "epoch"}) {
    const Outcome printed = run_colophon({"export", "--kb", kb().string(), "--format", format});
    EXPECT_EQ(server_->get(std::string("/api/v1/export?format=") + format).body, printed.out) << format;
  }
  EXPECT_EQ(server_->get("/api/v1/export?format=xlsx").body.substr(0, 2), "PK");
}

TEST_F(ServeCommandsTest, TheChecklistHasEveryField) {
  const json checklist = server_->json("/api/v1/checklist");
  size_t items = 0;
  for (const json& section : checklist.at("sections")) items += section.at("items").size();
  EXPECT_GT(items, 100U);
  EXPECT_EQ(checklist.at("sections").at(0).at("name").at("zh"), "模型概览");
}

TEST_F(ServeCommandsTest, WhatCompletesAWord) {
  EXPECT_THAT(server_->json("/api/v1/complete?prefix=optimi").at("completions"), testing::Contains("optimizer:"));
}

TEST_F(ServeCommandsTest, ListsComeInPagesThatJoinToTheWhole) {
  for (const std::string list : {"reports", "models", "facts"}) {
    const json whole = server_->json("/api/v1/" + list);
    EXPECT_TRUE(whole.at("next").is_null()) << list;
    json joined = json::array();
    std::string cursor;
    do {
      const json page = server_->json("/api/v1/" + list + "?limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor));
      EXPECT_EQ(page.at(list).size(), 1U) << list;
      for (const json& entry : page.at(list)) joined.push_back(entry);
      cursor = page.at("next").is_null() ? "" : page.at("next").get<std::string>();
    } while (!cursor.empty() && joined.size() < 100);
    EXPECT_EQ(joined, whole.at(list)) << list;
  }
}

TEST_F(ServeCommandsTest, FactsByFieldAndModel) {
  const json layers = server_->json("/api/v1/facts?field=layers").at("facts");
  EXPECT_EQ(layers.size(), 3U);
  const json of_one = server_->json("/api/v1/facts?field=layers&model=Lantern-7B").at("facts");
  ASSERT_EQ(of_one.size(), 1U);
  EXPECT_EQ(of_one[0].at("value"), 32);
  EXPECT_EQ(of_one[0].at("text"), "32");
  EXPECT_EQ(server_->json("/api/v1/facts?report=harbor.md&field=optimizer").at("facts").at(0).at("value"), "AdamW");
}

TEST_F(ServeCommandsTest, BenchmarksByHowManyReportThem) {
  const json benchmarks = server_->json("/api/v1/benchmarks").at("benchmarks");
  EXPECT_EQ(benchmarks.at(0).at("name"), "MMLU");
  EXPECT_GT(benchmarks.at(0).at("all"), benchmarks.at(0).at("own"));
}

TEST_F(ServeCommandsTest, EveryViewHasItsJson) {
  for (const std::string target :
       {"ask.json?q=GRPO", "search.json?q=GRPO", "reports.json", "reports/lantern.pdf.json", "models.json",
        "compare.json?name=Lantern-7B&name=Harbor-13B", "scores.json?benchmark=MMLU", "coverage.json",
        "charts.json?x=layers&y=MMLU", "charts.json", "review.json?kind=conflict"}) {
    std::string other = target;
    other.erase(other.find(".json"), 5);
    const httplib::Response answer = server_->get("/" + target);
    EXPECT_EQ(answer.status, 200) << target;
    EXPECT_EQ(answer.body, server_->get("/api/v1/" + other).body) << target;
  }
  EXPECT_EQ(server_->json("/index.json"), server_->json("/api/v1/stats"));
  EXPECT_EQ(server_->json("/upload.json"), server_->json("/api/v1/jobs"));
}

// The page's own list of its views (tools/page/src/app.tsx): one that is added without JSON fails here.
TEST_F(ServeCommandsTest, EveryViewOfThePageIsServedWithItsJson) {
  std::ifstream in(std::string(COLOPHON_SOURCE_DIR) + "/tools/page/src/app.tsx");
  std::vector<std::string> views;
  for (std::string line; std::getline(in, line);) {
    const size_t end = line.find("\": { title:");
    if (line.starts_with("  \"/") && end != std::string::npos) views.push_back(line.substr(3, end - 3));
  }
  EXPECT_THAT(views, testing::SizeIs(testing::Ge(11U)));
  const httplib::Response page = server_->get("/");
  for (const std::string& view : views) {
    EXPECT_EQ(server_->get(view).body, page.body) << view;
    const httplib::Response answer = server_->get((view == "/" ? "/index" : view) + ".json");
    EXPECT_THAT(answer.status, testing::AnyOf(200, 400)) << view;  // 400: a parameter is missing
    EXPECT_EQ(answer.get_header_value("Content-Type"), "application/json") << view;
  }
}

}  // namespace
}  // namespace colophon

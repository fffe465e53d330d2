// eval: the binary scores a small knowledge base against curated records in files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/query/sample.h"
#include "tests/tools/run.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class EvalTest : public testing::Test {
 protected:
  EvalTest() {
    query::make_sample(directory_.path() / "kb");
    std::filesystem::create_directory(gold());
  }

  std::filesystem::path gold() const { return directory_.path() / "gold"; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(gold() / name) << text; }

  Outcome eval(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), {"eval", gold().string(), "--kb", (directory_.path() / "kb").string()});
    return run_colophon(arguments);
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(EvalTest, GivesFiguresByFieldAndListsWhatIsWrong) {
  json curated = schema::record_to_json(query::lantern());
  for (json& fact : curated.at("facts")) {
    if (fact.at("field") == "pretrain.optimizer") fact["value"] = "AdamW";
  }
  write("lantern.json", curated.dump());
  const json out = json::parse(eval({"--format", "json", "--misses", "all"}).out);
  EXPECT_DOUBLE_EQ(out.at("fields").at("pretrain.optimizer").at("precision").get<double>(), 0);
  EXPECT_DOUBLE_EQ(out.at("fields").at("arch.layers").at("f1").get<double>(), 1);
  ASSERT_EQ(out.at("differences").size(), 2U);
  EXPECT_EQ(out.at("differences")[1].at("value"), "Muon");
  EXPECT_EQ(out.at("differences")[1].at("quote"), "Muon is used");
  EXPECT_THAT(eval({"--misses", "pretrain.optimizer"}).out, HasSubstr("WRONG   lantern.pdf p. 3  pretrain.optimizer"));
}

TEST_F(EvalTest, ReadsCuratedRecordsWithAQuoteInsteadOfEvidence) {
  write("lantern.json", R"({"report": "lantern.pdf", "models": [], "absent": [],
    "facts": [{"field": "arch.layers", "model": null, "value": 48, "quote": "48 layers", "page": 3}]})");
  const json out = json::parse(eval({"--format", "json"}).out);
  EXPECT_EQ(out.at("fields").at("arch.layers").at("found"), 1);
}

TEST_F(EvalTest, SaysWhichFileIsNoRecord) {
  write("broken.json", "{\"report\": ");
  const Outcome outcome = eval();
  EXPECT_NE(outcome.exit_code, 0);
  EXPECT_THAT(outcome.error, HasSubstr("broken.json: not a JSON file"));
}

TEST_F(EvalTest, SaysThatAFolderHoldsNone) {
  const Outcome outcome = eval();
  EXPECT_NE(outcome.exit_code, 0);
  EXPECT_THAT(outcome.error, HasSubstr("no curated records there"));
}

}  // namespace
}  // namespace colophon

// parse: a Document as JSON, text, tables, one page, a drawing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/indexer/document/pdf/tiny_pdf.h"
#include "tests/tools/run.h"

namespace colophon {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

class ParseTest : public testing::Test {
 protected:
  ParseTest() {
    directory_.write("star.md",
                     "# Star\n\n- One <item>\n\nTable 1: Scores\n\n| 模型 | MMLU |\n|--|--|\n| Star-7B | **71.3** |\n");
    directory_.write("plain.md", "# Plain\n\nNo tables.\n");
  }

  std::string file(const std::string& name) const { return (directory_.path() / name).string(); }

  TemporaryDirectory directory_;
};

TEST_F(ParseTest, JsonIsTheDefault) {
  const Outcome outcome = run_colophon({"parse", file("star.md")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(nlohmann::json::parse(outcome.out).at("title"), "Star");
}

TEST_F(ParseTest, TextKeepsHeadingsItemsAndGrids) {
  const std::string out = run_colophon({"parse", file("star.md"), "--format", "text"}).out;
  EXPECT_THAT(out, HasSubstr("# Star\n"));
  EXPECT_THAT(out, HasSubstr("- One"));
  EXPECT_THAT(out, HasSubstr("模型    | MMLU\n--------------\nStar-7B | 71.3\n"));
}

TEST_F(ParseTest, TablesComeWithTheirCaptions) {
  EXPECT_THAT(run_colophon({"parse", file("star.md"), "--format", "tables"}).out, HasSubstr("Table 1: Scores"));
}

TEST_F(ParseTest, NoTablesIsNothingFound) {
  EXPECT_EQ(run_colophon({"parse", file("plain.md"), "--format", "tables"}).exit_code, 1);
}

TEST_F(ParseTest, APageOfAFormatWithoutPagesIsWrongUse) {
  const Outcome outcome = run_colophon({"parse", file("star.md"), "--page", "2"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("star.md: has no pages; leave out --page"));
}

TEST_F(ParseTest, RenderWritesAPage) {
  EXPECT_EQ(run_colophon({"parse", file("star.md"), "--render", file("star.html")}).exit_code, 0);
  std::ifstream stream(file("star.html"));
  const std::string html{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_THAT(html, HasSubstr("<th>模型</th>"));
  EXPECT_THAT(html, HasSubstr("<b>71.3</b>"));
}

TEST_F(ParseTest, RenderDrawsBlocksAndCellsWhereThePageHasThem) {
  document::pdf::TinyPdf pdf;
  pdf.text(72, 100, "Table 1: Results.").rule(72, 400, 110).text(76, 122, "Model").text(250, 122, "MMLU");
  pdf.rule(72, 400, 127).text(76, 139, "Star-7B").text(250, 139, "71.3").text(76, 151, "Base").text(250, 151, "66.6");
  directory_.write("star.pdf", pdf.rule(72, 400, 157).bytes());
  EXPECT_EQ(run_colophon({"parse", file("star.pdf"), "--render", file("star.html")}).exit_code, 0);
  std::ifstream stream(file("star.html"));
  const std::string html{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_THAT(html, HasSubstr("class=\"placed caption\""));
  EXPECT_THAT(html,
              ContainsRegex("class=\"cell\" title=\"row 1, column 1\" style=\"left:2[45][0-9.]+px;top:1[0-9.]+px"));
}

TEST_F(ParseTest, RenderThatCannotBeWrittenFails) {
  EXPECT_EQ(run_colophon({"parse", file("star.md"), "--render", "/nonexistent/star.html"}).exit_code, 2);
}

}  // namespace
}  // namespace colophon

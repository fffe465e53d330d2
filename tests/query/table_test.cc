#include "query/table.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "query/bibliography.h"
#include "schema/error.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

Table sample() {
  Table table;
  table.title = "T";
  table.columns = {"model", "note"};
  Cell number;
  number.text = "-1.5";
  number.number = -1.5;
  table.rows = {{text_cell("A|B"), text_cell("=cmd()")},
                {text_cell("say \"x\", y"), number},
                {text_cell("50% & _<b>"), text_cell("")}};
  return table;
}

TEST(Table, CsvQuotesAndGuardsFormulas) {
  EXPECT_EQ(render(sample(), "csv"), "model,note\r\nA|B,'=cmd()\r\n\"say \"\"x\"\", y\",-1.5\r\n50% & _<b>,\r\n");
}

TEST(Table, TsvHasNoTabsInCells) {
  Table table = sample();
  table.rows = {{text_cell("a\tb\nc"), text_cell("+1 (x)")}};
  EXPECT_EQ(render(table, "tsv"), "model\tnote\na b c\t'+1 (x)\n");
}

TEST(Table, MarkdownEscapesBars) {
  EXPECT_NE(render(sample(), "markdown").find("| A\\|B | =cmd() |"), std::string::npos);
}

TEST(Table, CsvHasNumbersWithoutCommas) {
  Table table = sample();
  Cell count;
  count.text = "2,048";
  count.number = 2048;
  table.rows = {{text_cell("2,048"), count}};
  EXPECT_EQ(render(table, "csv"), "model,note\r\n\"2,048\",2048\r\n");
}

TEST(Table, PeopleReadHeadings) {
  Table table = sample();
  table.headings = {"Model", "Remark"};
  EXPECT_NE(render(table, "markdown").find("| Model | Remark |"), std::string::npos);
  EXPECT_EQ(render(table, "csv").substr(0, 10), "model,note");
}

TEST(Table, WideLatexTablesFitTheLine) {
  Table table = sample();
  EXPECT_EQ(render(table, "latex").find("resizebox"), std::string::npos);
  table.columns.resize(9, "x");
  for (auto& row : table.rows) row.resize(9);
  EXPECT_NE(render(table, "latex").find("\\resizebox{\\linewidth}{!}{%"), std::string::npos);
}

TEST(Table, LatexEscapes) { EXPECT_NE(render(sample(), "latex").find("50\\% \\& \\_<b>"), std::string::npos); }

TEST(Table, HtmlEscapes) {
  EXPECT_NE(render(sample(), "html").find("<td>50% &amp; _&lt;b&gt;</td>"), std::string::npos);
}

TEST(Table, JsonKeepsNumbers) {
  const auto json = nlohmann::json::parse(render(sample(), "json"));
  EXPECT_EQ(json.at("format"), 1);
  EXPECT_EQ(json.at("rows").at(1).at("note").at("number"), -1.5);
}

TEST(Table, JsonNamesTheCellThatEvidenceIsOf) {
  Table table = sample();
  table.rows[1][1].evidence = {{3, "S", "MMLU | 71.2", "Table 2", "MMLU", "7B"}};
  const auto json = nlohmann::json::parse(render(table, "json"));
  const auto& evidence = json.at("rows").at(1).at("note").at("evidence").at(0);
  EXPECT_EQ(evidence.at("page"), 3);
  EXPECT_EQ(evidence.at("table"), "Table 2");
  EXPECT_EQ(evidence.at("row"), "MMLU");
  EXPECT_EQ(evidence.at("column"), "7B");
}

TEST(Table, UnknownFormatIsWrongUse) { EXPECT_THROW(render(sample(), "pdf"), schema::Error); }

TEST(Table, XlsxIsWrittenAsAZipOfSheets) {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "t.xlsx";
  Table table = sample();
  table.rows[1][1].evidence = {{3, "S", "quote", "", "", ""}};
  write_xlsx({table}, file);
  std::ifstream in(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_EQ(bytes.substr(0, 2), "PK");
  EXPECT_NE(bytes.find("xl/worksheets/sheet2.xml"), std::string::npos);
  EXPECT_THROW(write_xlsx({table}, directory.path() / "no" / "t.xlsx"), schema::Error);
}

TEST(Bibliography, KeysAreUnique) {
  schema::Record one = lantern(), two = lantern();
  two.report = "lantern.md";
  const std::string text = bibtex({one, two});
  EXPECT_NE(text.find("@techreport{lighthouse2025lantern,"), std::string::npos);
  EXPECT_NE(text.find("@techreport{lighthouse2025lanternb,"), std::string::npos);
  EXPECT_NE(text.find("year = {2025}"), std::string::npos);
  EXPECT_NE(text.find("month = mar,"), std::string::npos);
  one.organization = {"百川智能"};
  EXPECT_NE(bibtex({one}).find("@techreport{baichuan2025lantern,"), std::string::npos);
}

}  // namespace
}  // namespace colophon::query

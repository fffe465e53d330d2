// Tables as reports really set them, each drawn as a small page.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/document/pdf/page.h"
#include "tests/indexer/document/pdf/tiny_pdf.h"

namespace colophon::document::pdf {
namespace {

std::vector<FoundTable> tables_of(const TinyPdf& pdf) { return find_tables(load_pages(pdf.bytes())).at(0); }

// A row with the copies that spans leave: names are spread over the rows they hold for.
std::string whole_row(const Table& table, size_t r) {
  std::string line;
  for (const Cell& cell : table.rows[r]) line += (line.empty() ? "" : " | ") + cell.text;
  return line;
}

TinyPdf& line(TinyPdf& pdf, double y, const std::vector<std::pair<double, std::string>>& texts) {
  for (const auto& [x, text] : texts) pdf.text(x, y, text);
  return pdf;
}

TEST(HardTables, AGroupColumnIsFoundBehindRowsThatRunAcrossIt) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 1: Base models.");
  for (const double y : {100, 118, 150, 196, 228}) pdf.rule(100, 460, y);
  line(pdf, 113, {{150, "Benchmark"}, {280, "Alpha"}, {380, "Beta"}});
  line(pdf, 131, {{104, "# Activated Parameters"}, {280, "7B"}, {380, "13B"}});
  line(pdf, 145, {{104, "# Total Parameters here"}, {280, "7B"}, {380, "13B"}});
  line(pdf, 163, {{160, "MMLU"}, {280, "61.1"}, {380, "62.2"}});
  line(pdf, 177, {{104, "English"}, {160, "BBH"}, {280, "51.1"}, {380, "52.2"}});
  line(pdf, 191, {{160, "DROP"}, {280, "41.1"}, {380, "42.2"}});
  line(pdf, 209, {{160, "GSM8K"}, {280, "31.1"}, {380, "32.2"}});
  pdf.text(104, 216, "Math");
  line(pdf, 223, {{160, "MATH"}, {280, "21.1"}, {380, "22.2"}});
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  const Table& table = found[0].table;
  ASSERT_EQ(table.rows.size(), 8u);
  EXPECT_EQ(table.header_cols, 2);
  EXPECT_EQ(whole_row(table, 3), "English | MMLU | 61.1 | 62.2");
  EXPECT_EQ(whole_row(table, 5), "English | DROP | 41.1 | 42.2");
  EXPECT_EQ(whole_row(table, 6), "Math | GSM8K | 31.1 | 32.2");
  EXPECT_EQ(whole_row(table, 7), "Math | MATH | 21.1 | 22.2");
}

TEST(HardTables, LinesBetweenTwoRulesAreOneRowWhereEveryRowIsRuled) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 2: Wrapped cells.");
  for (const double y : {100, 118, 150, 182, 214}) pdf.rule(100, 420, y);
  line(pdf, 113, {{104, "Benchmark"}, {240, "Alpha"}, {340, "Beta"}});
  pdf.text(104, 130, "Massive language").text(104, 144, "understanding");
  line(pdf, 137, {{240, "61.1"}, {340, "62.2"}});
  pdf.text(104, 162, "Competition").text(104, 176, "mathematics");
  line(pdf, 169, {{240, "51.1"}, {340, "-"}});
  pdf.text(104, 194, "Code").text(104, 208, "generation");
  line(pdf, 201, {{240, "41.1"}, {340, "42.2"}});
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  const Table& table = found[0].table;
  ASSERT_EQ(table.rows.size(), 4u);
  EXPECT_EQ(table.row_text(1), "Massive language understanding | 61.1 | 62.2");
  EXPECT_EQ(table.row_text(2), "Competition mathematics | 51.1 | -");
  EXPECT_EQ(table.row_text(3), "Code generation | 41.1 | 42.2");
}

// Names in the middle of their rows, between two lines; a rule from the second column on sets the last row off.
TinyPdf lists() {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 3: Error rates.");
  for (const double y : {100, 118, 178, 238}) pdf.rule(100, 420, y);
  pdf.rule(210, 420, 163).rule(210, 420, 223);
  line(pdf, 113, {{104, "Dataset"}, {215, "Model"}, {330, "Error"}});
  line(pdf, 131, {{215, "Alpha"}, {330, "1.7 | 4.0"}});
  pdf.text(104, 138, "Readings [5]");
  line(pdf, 145, {{215, "Beta"}, {330, "3.0 | 6.1"}});
  pdf.text(104, 152, "clean | other");
  line(pdf, 159, {{215, "Gamma"}, {330, "3.2 | 9.7"}});
  line(pdf, 174, {{215, "Ours"}, {330, "1.3 | 2.4"}});
  line(pdf, 191, {{215, "Alpha"}, {330, "1.5"}});
  line(pdf, 205, {{104, "Dictation"}, {215, "Beta"}, {330, "1.9"}});
  line(pdf, 219, {{215, "Gamma"}, {330, "2.1"}});
  line(pdf, 234, {{215, "Ours"}, {330, "0.6"}});
  return pdf;
}

TEST(HardTables, ANameBetweenItsRowsHoldsForAllOfThem) {
  const auto found = tables_of(lists());
  ASSERT_EQ(found.size(), 1u);
  const Table& table = found[0].table;
  ASSERT_EQ(table.header_cols, 2);
  ASSERT_EQ(table.rows.size(), 13u);
  for (size_t r = 9; r < 13; ++r) EXPECT_EQ(table.rows[r][0].text, "Dictation") << r;
  EXPECT_EQ(whole_row(table, 12), "Dictation | Ours | 0.6");
}

TEST(HardTables, ListsUnderAListOfNamesBecomeARowAName) {
  const auto found = tables_of(lists());
  ASSERT_EQ(found.size(), 1u);
  const Table& table = found[0].table;
  ASSERT_EQ(table.rows.size(), 13u);
  EXPECT_EQ(whole_row(table, 1), "Readings [5] clean | Alpha | 1.7");
  EXPECT_EQ(whole_row(table, 2), "Readings [5] other | Alpha | 4.0");
  EXPECT_EQ(whole_row(table, 8), "Readings [5] other | Ours | 2.4");
}

TEST(HardTables, HeadersThatNearlyTouchPartOverTheirColumns) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 4: Narrow columns.");
  for (const double y : {100, 132, 168}) pdf.rule(100, 330, y);
  line(pdf, 113, {{200, "Alpha2.5"}, {244, "Betas-3.1"}});
  line(pdf, 127, {{104, "Benchmark"}, {203, "72B-Ins"}, {248, "70B-Ins"}});
  line(pdf, 146, {{104, "MMLU"}, {210, "76.2"}, {255, "80.3"}});
  line(pdf, 160, {{104, "BBH"}, {210, "65.9"}, {255, "80.1"}});
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].table.column_header(1), "Alpha2.5 72B-Ins");
  EXPECT_EQ(found[0].table.column_header(2), "Betas-3.1 70B-Ins");
}

TEST(HardTables, TheLastRowNeedsNoRuleBelowIt) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 5: Open at the bottom.");
  for (const double y : {100, 120, 140, 160}) pdf.rule(100, 420, y);
  line(pdf, 114, {{104, "Benchmark"}, {240, "Alpha"}, {340, "Beta"}});
  line(pdf, 134, {{104, "MMLU"}, {240, "61.1"}, {340, "62.2"}});
  line(pdf, 154, {{104, "BBH"}, {240, "51.1"}, {340, "52.2"}});
  line(pdf, 174, {{104, "DROP"}, {240, "41.1"}, {340, "42.2"}});
  pdf.text(72, 210, "The text goes on below the table and says what the numbers mean.");
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].table.rows.size(), 4u);
  EXPECT_EQ(found[0].table.row_text(3), "DROP | 41.1 | 42.2");
}

TEST(HardTables, AHeaderPrintedAnewBeginsASecondGridOfTheTable) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 6: Languages.");
  for (const double y : {100, 118, 154, 172, 208}) pdf.rule(100, 460, y);
  line(pdf, 113, {{220, "Python"}, {300, "Java"}, {380, "Rust"}});
  line(pdf, 132, {{104, "Alpha"}, {220, "81.1"}, {300, "82.2"}, {380, "83.3"}});
  line(pdf, 146, {{104, "Beta"}, {220, "71.1"}, {300, "72.2"}, {380, "73.3"}});
  line(pdf, 167, {{220, "Swift"}, {300, "Julia"}, {380, "Bash"}});
  line(pdf, 186, {{104, "Alpha"}, {220, "61.1"}, {300, "62.2"}, {380, "63.3"}});
  line(pdf, 200, {{104, "Beta"}, {220, "51.1"}, {300, "52.2"}, {380, "53.3"}});
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].table.id, "Table 6");
  EXPECT_EQ(found[0].table.column_header(3), "Rust");
  EXPECT_EQ(found[1].table.column_header(3), "Bash");
  EXPECT_EQ(found[1].table.row_text(2), "Beta | 51.1 | 52.2 | 53.3");
}

TEST(HardTables, VerticalRulesPartColumnsThatTextDoesNot) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 7: A full grid.");
  for (const double y : {100, 120, 140, 160}) pdf.rule(100, 400, y);
  for (const double x : {100, 200, 300, 400}) pdf.upright(x, 100, 160);
  line(pdf, 114, {{104, "Model"}, {204, "Data"}, {304, "Score"}});
  line(pdf, 134, {{104, "Alpha seven base"}, {204, "web and code text"}, {330, "61.1"}});
  line(pdf, 154, {{104, "Beta thirteen big"}, {204, "web"}, {330, "62.2"}});
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].table.columns(), 3u);
  EXPECT_EQ(found[0].table.row_text(1), "Alpha seven base | web and code text | 61.1");
}

TEST(HardTables, SizesNameRowsWhereTheFamilyRepeats) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 8: Families.");
  for (const double y : {100, 118, 154, 190}) pdf.rule(100, 420, y);
  line(pdf, 113, {{104, "Model"}, {200, "Params"}, {280, "MMLU"}, {350, "BBH"}});
  line(pdf, 132, {{104, "Alpha"}, {200, "7B"}, {280, "30.8"}, {350, "35.6"}});
  line(pdf, 146, {{200, "30B"}, {280, "47.9"}, {350, "38.0"}});
  line(pdf, 168, {{104, "Beta"}, {200, "7B"}, {280, "27.8"}, {350, "28.0"}});
  line(pdf, 182, {{200, "40B"}, {280, "57.0"}, {350, "37.1"}});
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].table.header_cols, 2);
  EXPECT_EQ(found[0].table.row_header(2), "Alpha 30B");
  EXPECT_EQ(found[0].table.row_header(4), "Beta 40B");
}

TEST(HardTables, ARankIsNotTheOnlyNameOfARow) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 9: A leaderboard.");
  for (const double y : {100, 118, 168}) pdf.rule(100, 420, y);
  line(pdf, 113, {{104, "Rank"}, {160, "Model"}, {320, "Score"}});
  line(pdf, 132, {{104, "1"}, {160, "Alpha Pro"}, {320, "1446"}});
  line(pdf, 146, {{104, "2"}, {160, "Beta Large"}, {320, "1409"}});
  line(pdf, 160, {{104, "2"}, {160, "Gamma"}, {320, "1405"}});
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].table.header_cols, 2);
  EXPECT_EQ(found[0].table.row_header(3), "2 Gamma");
}

TEST(HardTables, ATableOverTwoPagesIsOneGrid) {
  TinyPdf pdf;
  const auto header = [&](double y) { line(pdf, y, {{104, "Benchmark"}, {240, "Alpha"}, {340, "Beta"}}); };
  pdf.text(100, 690, "Table 10: A long table.");
  for (const double y : {700, 720, 760}) pdf.rule(100, 420, y);
  header(714);
  line(pdf, 736, {{104, "MMLU"}, {240, "61.1"}, {340, "62.2"}});
  line(pdf, 750, {{104, "BBH"}, {240, "51.1"}, {340, "52.2"}});
  pdf.page();
  for (const double y : {72, 92, 132}) pdf.rule(100, 420, y);
  header(86);
  line(pdf, 108, {{104, "DROP"}, {240, "41.1"}, {340, "42.2"}});
  line(pdf, 122, {{104, "MATH"}, {240, "31.1"}, {340, "32.2"}});
  const auto found = find_tables(load_pages(pdf.bytes()));
  ASSERT_EQ(found.at(0).size(), 1u);
  EXPECT_EQ(found[0][0].table.rows.size(), 5u);
  EXPECT_EQ(found[0][0].table.row_text(4), "MATH | 31.1 | 32.2");
  EXPECT_EQ(found[0][0].table.page_of(2), 1);
  EXPECT_EQ(found[0][0].table.page_of(3), 2);
  ASSERT_EQ(found.at(1).size(), 1u);
  EXPECT_TRUE(found[1][0].table.rows.empty());
  EXPECT_FALSE(found[1][0].lines.empty());
}

TEST(HardTables, AChartsGridLinesAreNoTable) {
  TinyPdf pdf;
  for (const double y : {100, 130, 160, 190}) pdf.rule(100, 420, y, 0.4);
  line(pdf, 126, {{120, "45.1"}, {240, "48.9"}});
  line(pdf, 156, {{180, "40.2"}, {300, "44.4"}});
  line(pdf, 186, {{120, "0"}, {180, "500"}, {240, "1000"}, {300, "1500"}});
  EXPECT_TRUE(tables_of(pdf).empty());
}

}  // namespace
}  // namespace colophon::document::pdf

#include <gtest/gtest.h>

#include "indexer/document/pdf/page.h"
#include "tests/indexer/document/pdf/tiny_pdf.h"

namespace colophon::document::pdf {
namespace {

std::vector<FoundTable> tables_of(const TinyPdf& pdf) { return find_tables(load_pages(pdf.bytes())).at(0); }

std::string row(const Table& table, size_t r) { return table.row_text(r); }

// A booktabs table: rules above, below the header and at the end, a caption above.
TinyPdf booktabs() {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 2: Results of the base models.");
  pdf.rule(100, 420, 100).rule(100, 420, 118).rule(100, 420, 170);
  pdf.text(104, 113, "Benchmark").text(220, 113, "Alpha-7B").text(330, 113, "Beta-13B");
  pdf.text(104, 132, "MMLU").text(230, 132, "45.3").text(340, 132, "54.8");
  pdf.text(104, 146, "GSM8K").text(230, 146, "14.6").text(340, 146, "28.7");
  pdf.text(104, 160, "HumanEval").text(230, 160, "12.8").text(342, 160, "-");
  return pdf;
}

TEST(Tables, ABooktabsTableBecomesAGridUnderItsHeader) {
  const auto found = tables_of(booktabs());
  ASSERT_EQ(found.size(), 1u);
  const Table& table = found[0].table;
  EXPECT_EQ(table.header_rows, 1);
  ASSERT_EQ(table.rows.size(), 4u);
  EXPECT_EQ(row(table, 0), "Benchmark | Alpha-7B | Beta-13B");
  EXPECT_EQ(row(table, 2), "GSM8K | 14.6 | 28.7");
  EXPECT_EQ(table.column_header(2), "Beta-13B");
}

TEST(Tables, ADashStaysACell) {
  const auto found = tables_of(booktabs());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(row(found[0].table, 3), "HumanEval | 12.8 | -");
}

TEST(Tables, TheCaptionAboveIsPaired) {
  const auto found = tables_of(booktabs());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].table.id, "Table 2");
  EXPECT_EQ(found[0].table.caption, "Table 2: Results of the base models.");
}

TEST(Tables, ARuleUnderTwoColumnsSpreadsTheirGroupsName) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 1: Two groups.");
  pdf.rule(100, 500, 100).rule(200, 330, 116, 0.4).rule(350, 480, 116, 0.4).rule(100, 500, 134).rule(100, 500, 172);
  pdf.text(250, 112, "Base").text(400, 112, "Chat");
  pdf.text(104, 130, "Benchmark").text(205, 130, "7B").text(290, 130, "13B").text(355, 130, "7B").text(440, 130, "13B");
  pdf.text(104, 150, "MMLU")
      .text(205, 150, "45.3")
      .text(290, 150, "54.8")
      .text(355, 150, "48.3")
      .text(440, 150, "54.6");
  pdf.text(104, 164, "BBH").text(205, 164, "32.6").text(290, 164, "39.4").text(355, 164, "35.6").text(440, 164, "40.2");
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  const Table& table = found[0].table;
  EXPECT_EQ(table.header_rows, 2);
  EXPECT_EQ(table.column_header(1), "Base 7B");
  EXPECT_EQ(table.column_header(2), "Base 13B");
  EXPECT_EQ(table.column_header(4), "Chat 13B");
}

TEST(Tables, ABandNamesTheRowsBelowIt) {
  TinyPdf pdf;
  pdf.text(100, 90, "Table 3: Bands.");
  pdf.rule(100, 420, 100).rule(100, 420, 118).rule(100, 420, 136).rule(100, 420, 190);
  pdf.text(104, 113, "Benchmark").text(220, 113, "Alpha-7B").text(330, 113, "Beta-13B");
  pdf.text(220, 131, "Mathematics");
  pdf.text(104, 150, "GSM8K").text(230, 150, "14.6").text(340, 150, "28.7");
  pdf.text(104, 164, "MATH").text(230, 164, "2.5").text(340, 164, "3.9");
  pdf.text(104, 178, "CMath").text(230, 178, "15.5").text(340, 178, "21.2");
  const auto found = tables_of(pdf);
  ASSERT_EQ(found.size(), 1u);
  const Table& table = found[0].table;
  size_t grouped = 0;
  for (size_t r = 0; r < table.rows.size(); ++r)
    grouped += table.groups.at(r) == "Mathematics" && !table.row_header(r).empty();
  EXPECT_GE(grouped, 3u);
}

TEST(Tables, ProseBetweenTwoRulesIsNoTable) {
  TinyPdf pdf;
  pdf.rule(72, 540, 100).rule(72, 540, 160);
  pdf.text(72, 115, "This notice is set between two rules and holds nothing but prose, over");
  pdf.text(72, 129, "more than one line, as notices at the head of an article often do.");
  EXPECT_TRUE(tables_of(pdf).empty());
}

}  // namespace
}  // namespace colophon::document::pdf

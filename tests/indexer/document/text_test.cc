#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/document/reader.h"

namespace colophon::document {
namespace {

TEST(Text, TitleHeadingsAndParagraphs) {
  const Document d = read_text(
      "Star Report\n\nAbstract\n\nWe train a strong lang-\nuage model\non 2T tokens.\n\n2.1 Data\n\nWeb pages.\n",
      "r.txt");
  EXPECT_EQ(d.title, "Star Report");
  ASSERT_EQ(d.sections.size(), 2u);
  EXPECT_EQ(d.sections[1].number, "2.1");
  EXPECT_THAT(d.text(), testing::HasSubstr("We train a strong language model on 2T tokens.\n"));
}

TEST(Text, UnderlinedLinesAreHeadings) {
  const Document d = read_text("x y z.\n\nResults\n=======\n\nGood.\n", "r.txt");
  ASSERT_EQ(d.sections.size(), 1u);
  EXPECT_EQ(d.sections[0].title, "Results");
}

TEST(Text, AlignedColumnsAreATable) {
  const Document d = read_text(
      "We see:\n\nModel    MMLU   GSM8K\n-----    ----   -----\nStar 7B  71.3   60.1\nOther    70.0   55.2\n", "r.txt");
  ASSERT_EQ(d.tables.size(), 1u);
  EXPECT_EQ(d.tables[0].header_rows, 1);
  EXPECT_EQ(d.tables[0].rows[1][0].text, "Star 7B");
  EXPECT_EQ(d.tables[0].rows[2][2].text, "55.2");
}

TEST(Text, ItemsAreListItems) {
  const Document d = read_text("- one\n- two\n  goes on\n", "r.txt");
  ASSERT_EQ(d.blocks.size(), 2u);
  EXPECT_EQ(d.blocks[1].kind, BlockKind::list_item);
  EXPECT_EQ(d.blocks[1].text, "two goes on");
}

TEST(Text, EveryTruncationReads) {
  const std::string whole = "A\n\n1 B\n\na  1\nb  2\nc  3\n\n- x\n===\n|a|b|\n";
  for (size_t n = 0; n <= whole.size(); ++n) read_text(std::string_view(whole).substr(0, n), "r.txt");
}

}  // namespace
}  // namespace colophon::document

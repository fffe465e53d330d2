#include "indexer/document/document.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "schema/error.h"

namespace colophon::document {
namespace {

Cell cell(const std::string& text, bool copy = false) {
  Cell made;
  made.text = text;
  made.core = text;
  made.copy = copy;
  return made;
}

Document sample() {
  Document document;
  document.report = "sample.md";
  document.format = "markdown";
  document.sections = {{-1, 1, "2", "Pre-training", Role::pretrain, false, 0},
                       {0, 2, "2.1", "Details", Role::other, false, 0}};
  Table table;
  table.id = "Table 1";
  table.header_rows = 2;
  table.rows = {{cell("Benchmark"), cell("Base"), cell("Base", true)},
                {cell("Benchmark", true), cell("Small"), cell("Large")},
                {cell("GSM8K"), cell("41.0"), cell("62.5")}};
  document.tables.push_back(table);
  Block paragraph;
  paragraph.text = "We train two models.";
  paragraph.section = 1;
  Block grid;
  grid.kind = BlockKind::table;
  grid.table = 0;
  document.blocks = {paragraph, grid};
  document.finish();
  return document;
}

TEST(Table, HeadersAreJoinedWithoutCopiesOrRepeats) {
  const Document document = sample();
  EXPECT_EQ(document.tables[0].column_header(2), "Base Large");
  EXPECT_EQ(document.tables[0].column_header(0), "Benchmark");
  EXPECT_EQ(document.tables[0].row_header(2), "GSM8K");
}

TEST(Table, ATextRowLeavesCopiesOut) {
  const Document document = sample();
  EXPECT_EQ(document.tables[0].row_text(0), "Benchmark | Base");
  EXPECT_EQ(document.tables[0].row_text(2), "GSM8K | 41.0 | 62.5");
}

TEST(Document, OffsetsPointIntoItsText) {
  const Document document = sample();
  for (const Block& block : document.blocks)
    EXPECT_EQ(document.text().substr(block.offset, block.text.size()), block.text);
}

TEST(Document, ASectionTakesTheRoleOfItsNearestAncestor) {
  const Document document = sample();
  EXPECT_EQ(document.role_of(1), Role::pretrain);
  EXPECT_EQ(document.role_of(-1), Role::front);
  EXPECT_EQ(document.heading_path(1), "Pre-training > Details");
}

TEST(Document, JsonRoundTripLosesNothing) {
  const nlohmann::json written = document_to_json(sample());
  EXPECT_EQ(document_to_json(document_from_json(written)), written);
}

TEST(Document, IndexesThatPointOutsideAreRefused) {
  nlohmann::json written = document_to_json(sample());
  written["blocks"][1]["table"] = 7;
  EXPECT_THROW(document_from_json(written), schema::Error);
}

TEST(Document, LanguageIsThatOfMostLetters) {
  Document document;
  Block block;
  block.text = "我们采用 GRPO 算法对模型进行强化学习训练，奖励由规则给出。";
  document.blocks = {block};
  document.finish();
  EXPECT_EQ(document.language, "zh");
  EXPECT_EQ(sample().language, "en");
}

}  // namespace
}  // namespace colophon::document

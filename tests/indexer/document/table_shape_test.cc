#include "indexer/document/table_shape.h"

#include <gtest/gtest.h>

#include "indexer/document/grid.h"

namespace colophon::document {
namespace {

Cell cell(const std::string& text) {
  Cell out;
  out.text = text;
  out.core = text;
  return out;
}

Grid grid(std::initializer_list<std::initializer_list<const char*>> rows) {
  Grid out;
  for (const auto& row : rows) {
    auto& cells = out.emplace_back();
    for (const char* text : row) cells.push_back(cell(text));
  }
  return out;
}

TEST(TableShape, NumbersAreToldFromNamesWithDigits) {
  for (const char* value :
       {"91.8", "12,288", "39.8%", "671B", "1.8T", "71.00±0.61", "2.2×10^-4", "3e-5", "27.2(report)", "16 / 32", "-1.5",
        "~20", "6.7G / 1.0s/it", "128K", "1.28 | 2.42", "$5.5"}) {
    EXPECT_TRUE(is_number(value)) << value;
  }
  for (const char* name :
       {"5-shot", "GPT-4", "Qwen2.5 72B", "MMLU", "-", "", "BF16", "2024年", "A100 40G", "zero-shot", "C3"}) {
    EXPECT_FALSE(is_number(name)) << name;
  }
}

TEST(TableShape, SettingsAreKnown) {
  for (const char* text :
       {"5-shot", "zero-shot", "EM", "Acc.", "Pass@1", "cons@64", "F1", "4-shot CoT", "(EM)", "零样本"}) {
    EXPECT_TRUE(is_setting(text)) << text;
  }
  for (const char* text : {"MMLU", "51.2", "Base", ""}) EXPECT_FALSE(is_setting(text)) << text;
}

TEST(TableShape, SilentMarkupIsReadByItsValues) {
  const Grid rows = grid({{"Model", "A", "B"}, {"MMLU", "71.3", "70.0"}, {"BBH", "50.1", "49.0"}});
  EXPECT_EQ(count_header_rows(rows, 0), 1);
  EXPECT_EQ(count_header_cols(rows, 1), 1);
}

TEST(TableShape, AColumnOfShotsIsHeaderByItsName) {
  for (const char* name : {"# Shots", "# of Shots", "Shots", "Number of shots", "Metric", "Language", "指标"}) {
    EXPECT_EQ(count_header_cols(grid({{"Benchmark", name, "A"}, {"MMLU", "5", "71.3"}, {"BBH", "3", "50.1"}}), 1), 2)
        << name;
  }
  EXPECT_EQ(count_header_cols(grid({{"Benchmark", "Base", "A"}, {"MMLU", "5", "71.3"}, {"BBH", "3", "50.1"}}), 1), 1);
}

TEST(TableShape, KeysAndValuesHaveNoHeaderRow) {
  EXPECT_EQ(count_header_rows(grid({{"Layers", "32"}, {"Heads", "16"}}), 0), 0);
}

TEST(TableShape, AnAttributeRowIsNoHeader) {
  const Grid rows = grid({{"Benchmark", "A", "B"}, {"Architecture", "MoE", "Dense"}, {"MMLU", "71.3", "70.0"}});
  EXPECT_EQ(count_header_rows(rows, 1), 1);
  EXPECT_EQ(count_header_rows(rows, 0), 1);
}

TEST(Grid, RowSpansReachDownAndNoFurtherThanTheTable) {
  GridBuilder builder;
  builder.begin_row();
  builder.cell(cell("a"), 1, 9);
  builder.cell(cell("b"));
  builder.begin_row();
  builder.cell(cell("c"));
  const Grid rows = builder.rows();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1][0].text, "a");
  EXPECT_TRUE(rows[1][0].copy);
  EXPECT_EQ(rows[1][1].text, "c");
}

TEST(Grid, ShortRowsArePadded) {
  GridBuilder builder;
  builder.begin_row();
  builder.cell(cell("a"));
  builder.begin_row();
  builder.cell(cell("b"));
  builder.cell(cell("c"), 1000000);
  EXPECT_EQ(builder.rows()[0].size(), builder.rows()[1].size());
}

}  // namespace
}  // namespace colophon::document

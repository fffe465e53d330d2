#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

std::string value_of(const Document& document, const std::string& key) {
  for (const auto& row : document.tables.at(0).rows) {
    if (row[0].text == key) return row[1].text;
  }
  return "(none)";
}

TEST(Config, KeysAndValuesAreATable) {
  const Document d =
      read_config(R"({"num_hidden_layers": 60, "rms_norm_eps": 1e-06, "tie_word_embeddings": false})", "config.json");
  const Table& t = d.tables.at(0);
  EXPECT_EQ(t.caption, "config.json");
  EXPECT_EQ(t.id, "");
  EXPECT_EQ(t.header_rows, 1);
  EXPECT_EQ(t.header_cols, 1);
  EXPECT_EQ(value_of(d, "num_hidden_layers"), "60");
  EXPECT_EQ(value_of(d, "rms_norm_eps"), "1e-06");
  EXPECT_THAT(d.text(), testing::HasSubstr("num_hidden_layers | 60"));
}

TEST(Config, TheTextModelsOwnValuesWin) {
  const Document d = read_config(
      R"({"hidden_size": 1, "text_config": {"hidden_size": 5120, "num_attention_heads": 40}})", "config.json");
  EXPECT_EQ(value_of(d, "hidden_size"), "5120");
  EXPECT_EQ(value_of(d, "num_attention_heads"), "40");
}

TEST(Config, OtherComponentsAreNotTheModels) {
  const Document d =
      read_config(R"({"hidden_size": 4096, "vision_config": {"hidden_size": 1280, "depth": 32}})", "config.json");
  EXPECT_EQ(value_of(d, "hidden_size"), "4096");
  EXPECT_EQ(value_of(d, "depth"), "(none)");
  EXPECT_EQ(d.blocks.back().kind, BlockKind::code);
}

TEST(Config, NestedValuesHaveTheirPath) {
  const Document d = read_config(R"({"rope_scaling": {"type": "yarn", "factor": 40}})", "config.json");
  EXPECT_EQ(value_of(d, "rope_scaling.type"), "yarn");
}

TEST(Config, AnythingElseIsRefused) {
  const std::string whole = R"({"a": {"b": [1, 2, "c"]}, "d": 1e5})";
  for (size_t n = 0; n < whole.size(); ++n) {
    EXPECT_THROW(read_config(std::string_view(whole).substr(0, n), "config.json"), schema::Error) << n;
  }
  EXPECT_THROW(read_config("[1]", "config.json"), schema::Error);
  EXPECT_THROW(read_config(std::string(100000, '['), "config.json"), schema::Error);
}

}  // namespace
}  // namespace colophon::document

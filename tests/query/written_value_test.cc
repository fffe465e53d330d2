// Values as people write them.
#include "query/written_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "schema/error.h"

namespace colophon::query {
namespace {

using nlohmann::json;
using schema::Item;
using testing::HasSubstr;

const Item& item(const std::string& field) { return *schema::Checklist::standard().find(field); }

json read(const std::string& field, const std::string& text) {
  return schema::value_to_json(read_value(text, item(field)), item(field).type);
}

std::string error(const std::string& field, const std::string& text) {
  try {
    return "took it as " + read(field, text).dump();
  } catch (const schema::Error& refusal) {
    EXPECT_EQ(refusal.kind(), schema::Error::Kind::usage);
    return refusal.what();
  }
}

TEST(WrittenValueTest, ReadsNumbersInBothLanguagesAndUnits) {
  EXPECT_EQ(read("pretrain.tokens", "15.5T"), 15.5e12);
  EXPECT_EQ(read("pretrain.tokens", "3 trillion tokens"), 3e12);
  EXPECT_EQ(read("pretrain.tokens", "5 万亿"), 5e12);
  EXPECT_EQ(read("pretrain.lr_peak", "2.4e-4"), 2.4e-4);
  EXPECT_EQ(read("pretrain.mfu", "41.5%"), 41.5);
  EXPECT_EQ(read("pretrain.gpu_hours", "2.788M GPU hours"), 2.788e6);
  EXPECT_EQ(read("pretrain.cost_usd", "$5.576M"), 5.576e6);
  EXPECT_EQ(read("arch.vocab_size", "151,643"), 151643);
}

TEST(WrittenValueTest, KeepsSizesInBillions) {
  EXPECT_EQ(read("model.params_total", "236B"), 236);
  EXPECT_EQ(read("model.params_total", "236"), 236);
  EXPECT_EQ(read("model.params_active", "560M"), 0.56);
}

TEST(WrittenValueTest, CountsLengthsInPowersOf1024) {
  EXPECT_EQ(read("arch.context_length", "128K"), 131072);
  EXPECT_EQ(read("arch.context_length", "1M tokens"), 1048576);
  EXPECT_EQ(read("arch.context_length", "32,768"), 32768);
}

TEST(WrittenValueTest, ReadsWordsByTheirVocabulary) {
  EXPECT_EQ(read("rl.algorithm", "group relative policy optimization"), "GRPO");
  EXPECT_EQ(read("arch.family", "混合专家"), "moe");
  EXPECT_EQ(read("arch.router", "sigmoid gate"), "sigmoid gate");  // no vocabulary
  EXPECT_EQ(read("arch.mtp", "是"), true);
  EXPECT_EQ(read("safety.redteam", "no"), false);
}

TEST(WrittenValueTest, ReadsNumbersWithLabels) {
  EXPECT_EQ(read("pretrain.warmup", "2000 steps"), json({{"unit", "steps"}, {"value", 2000}}));
  EXPECT_EQ(read("pretrain.warmup", "1%"), json({{"unit", "ratio"}, {"value", 0.01}}));
  EXPECT_EQ(read("pretrain.batch_size", "4M tokens"), json({{"unit", "tokens"}, {"value", 4000000}}));
  EXPECT_EQ(read("pretrain.mixture", "code 17%"), json({{"source", "code"}, {"percent", 17}}));
  EXPECT_EQ(read("pretrain.mixture", "17.5% web pages"), json({{"source", "web pages"}, {"percent", 17.5}}));
  for (const char* text : {"PP 16", "PP16", "16-way PP", "PP=16"}) {
    EXPECT_EQ(read("pretrain.parallelism", text), json({{"kind", "PP"}, {"size", 16}})) << text;
  }
  EXPECT_EQ(read("pretrain.parallelism", "ZeRO-1"), json({{"kind", "ZeRO-1"}, {"size", nullptr}}));
  for (const char* text : {"2048 H800", "H800 × 2,048", "2048x H800", "H800 x2048"}) {
    EXPECT_EQ(read("pretrain.hardware", text), json({{"chip", "H800"}, {"count", 2048}})) << text;
  }
  EXPECT_EQ(read("pretrain.hardware", "H800"), json({{"chip", "H800"}, {"count", nullptr}}));
  EXPECT_EQ(read("rl.clip_eps", "0.2"), 0.2);
  EXPECT_EQ(read("rl.clip_eps", "0.2–0.28"), json({{"low", 0.2}, {"high", 0.28}}));
}

// What is printed can be typed in again.
TEST(WrittenValueTest, ReadsWhatIsWrittenForPeople) {
  for (const Item& one : schema::Checklist::standard().items()) {
    if (one.kind != schema::ItemKind::field) continue;
    std::vector<schema::Value> values;
    switch (one.type) {
      case schema::ValueType::number:
        values = {0.5, 12.0, 64.0};
        break;
      case schema::ValueType::integer:
        values = {4096.0, 7.0};
        break;
      case schema::ValueType::boolean:
        values = {true, false};
        break;
      case schema::ValueType::term:
        for (const schema::Term& term : one.vocabulary) values.emplace_back(term.value);
        break;
      case schema::ValueType::quantity:
        values = {schema::Labelled{"steps", 2000.0}, schema::Labelled{"tokens", 4e6}, schema::Labelled{"ratio", 0.01}};
        break;
      case schema::ValueType::share:
        values = {schema::Labelled{"code", 17.5}};
        break;
      case schema::ValueType::parallelism:
      case schema::ValueType::hardware:
        for (const schema::Term& term : one.vocabulary) {
          values.emplace_back(schema::Labelled{term.value, std::nullopt});
          values.emplace_back(schema::Labelled{term.value, 16.0});
        }
        break;
      case schema::ValueType::range:
        values = {0.2, schema::Range{0.2, 0.28}};
        break;
    }
    for (const schema::Value& value : values) {
      const std::string text = schema::value_to_text(value, one.type, one.unit);
      EXPECT_EQ(schema::value_key(read_value(text, one)), schema::value_key(value)) << one.id << ": " << text;
    }
  }
}

TEST(WrittenValueTest, SaysWhatIsWrongAndWhatIsNear) {
  EXPECT_THAT(error("arch.family", "moee"), HasSubstr("did you mean \"moe\"?"));
  EXPECT_THAT(error("arch.family", "recurrent"), HasSubstr("one of dense, hybrid-linear, moe"));
  EXPECT_THAT(error("pretrain.optimizer", "AdanW"), HasSubstr("did you mean \"AdamW\"?"));
  EXPECT_EQ(std::get<std::string>(read_value("AdanW", item("pretrain.optimizer"), true)), "AdanW");
  EXPECT_THAT(error("arch.layers", "61.5"), HasSubstr("whole number"));
  EXPECT_THAT(error("arch.layers", "many"), HasSubstr("give a number"));
  EXPECT_THAT(error("arch.layers", "61 heads"), HasSubstr("give a number"));
  EXPECT_THAT(error("pretrain.lr_peak", "17%"), HasSubstr("give a number"));
  EXPECT_THAT(error("pretrain.warmup", "2000"), HasSubstr("unit"));
  EXPECT_THAT(error("pretrain.mixture", "code"), HasSubstr("share"));
  EXPECT_THAT(error("pretrain.parallelism", "XP 8"), HasSubstr("no value of pretrain.parallelism"));
  EXPECT_THAT(error("report.date", "soon"), HasSubstr("2025-03"));
  EXPECT_THAT(error("rl.clip_eps", "0.28-0.2"), HasSubstr("lower bound first"));
  EXPECT_THAT(error("rl.algorithm", " "), HasSubstr("give a word"));
}

}  // namespace
}  // namespace colophon::query

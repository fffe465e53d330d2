#include "schema/value.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "schema/error.h"

namespace colophon::schema {
namespace {

using nlohmann::json;

TEST(Value, JsonHasTheShapeOfItsType) {
  EXPECT_EQ(value_to_json(Labelled{"steps", 2000}, ValueType::quantity),
            json::parse(R"({"unit":"steps","value":2000})"));
  EXPECT_EQ(value_to_json(Labelled{"code", 17.5}, ValueType::share),
            json::parse(R"({"source":"code","percent":17.5})"));
  EXPECT_EQ(value_to_json(Labelled{"PP", std::nullopt}, ValueType::parallelism),
            json::parse(R"({"kind":"PP","size":null})"));
  EXPECT_EQ(value_to_json(Labelled{"H800", 2048}, ValueType::hardware), json::parse(R"({"chip":"H800","count":2048})"));
  EXPECT_EQ(value_to_json(Range{0.2, 0.28}, ValueType::range), json::parse(R"({"low":0.2,"high":0.28})"));
}

TEST(Value, WholeNumbersAreWrittenWithoutAPoint) {
  EXPECT_EQ(value_to_json(8.1e12, ValueType::number).dump(), "8100000000000");
  EXPECT_EQ(value_to_json(0.00024, ValueType::number).dump(), "0.00024");
}

TEST(Value, JsonRoundTripKeepsEveryShape) {
  const std::vector<std::pair<Value, ValueType>> values = {{60.0, ValueType::integer},
                                                           {true, ValueType::boolean},
                                                           {std::string("GRPO"), ValueType::term},
                                                           {Labelled{"tokens", 4e6}, ValueType::quantity},
                                                           {Labelled{"EP", 8}, ValueType::parallelism},
                                                           {Range{0.2, 0.28}, ValueType::range}};
  for (const auto& [value, type] : values) EXPECT_EQ(value_from_json(value_to_json(value, type), type), value);
}

TEST(Value, JsonOfAnotherShapeIsRefused) {
  EXPECT_THROW(value_from_json(json("many"), ValueType::boolean), Error);
  EXPECT_THROW(value_from_json(json::array(), ValueType::quantity), Error);
}

TEST(Value, TextIsForPeople) {
  EXPECT_EQ(value_to_text(8.1e12, ValueType::number, "tokens"), "8.1T");
  EXPECT_EQ(value_to_text(32768.0, ValueType::integer, ""), "32,768");
  EXPECT_EQ(value_to_text(0.00024, ValueType::number, ""), "0.00024");
  EXPECT_EQ(value_to_text(5e-6, ValueType::number, ""), "5e-6");
  EXPECT_EQ(value_to_text(Labelled{"tokens", 4e6}, ValueType::quantity, ""), "4M tokens");
  EXPECT_EQ(value_to_text(Labelled{"ratio", 0.03}, ValueType::quantity, ""), "3%");
  EXPECT_EQ(value_to_text(Labelled{"H800", 2048}, ValueType::hardware, ""), "H800 × 2,048");
}

TEST(Value, KeyFoldsCaseWidthAndPunctuation) {
  EXPECT_EQ(value_key(std::string("Muon Clip")), value_key(std::string("ＭｕｏｎＣｌｉｐ")));
  EXPECT_EQ(value_key(std::string("multi-step")), "multistep");
  EXPECT_NE(value_key(std::string("REINFORCE++")), value_key(std::string("REINFORCE")));
  EXPECT_EQ(value_key(Labelled{"PP", 16}), "pp:16");
}

}  // namespace
}  // namespace colophon::schema

#include "query/language.h"

#include <gtest/gtest.h>

#include "schema/error.h"

namespace colophon::query {
namespace {

std::string read(std::string_view query) { return to_query(parse_condition(query)); }

std::string error_of(std::string_view query) {
  try {
    parse_condition(query);
  } catch (const schema::Error& error) {
    return error.what();
  }
  return "";
}

TEST(Language, PrintsWhatItReads) {
  const std::string query =
      "rl.algorithm:GRPO arch.family:moe params:>=100B pretrain.tokens:10T..20T date:2024-06.. org:deepseek "
      "-pretrain.optimizer:AdamW \"auxiliary loss\"";
  EXPECT_EQ(read(query), query);
  EXPECT_EQ(read(read(query)), query);
}

TEST(Language, ShortNamesAndAliases) {
  EXPECT_EQ(read("optimizer:adamw"), "pretrain.optimizer:AdamW");
  EXPECT_EQ(read("kv_heads:8"), "arch.kv_heads:8");
  EXPECT_EQ(read("family:混合专家"), "arch.family:moe");
  EXPECT_EQ(read("mtp:yes"), "arch.mtp:true");
}

TEST(Language, ASignMayStandForTheColon) {
  EXPECT_EQ(read("params<=10B"), "params:<=10B");
  EXPECT_EQ(read("layers=32 tokens>2T"), "arch.layers:32 pretrain.tokens:>2T");
  EXPECT_EQ(read("a<b"), "a<b") << "no field is called a";
}

TEST(Language, NumbersOfLabels) {
  for (const char* query : {"score:MMLU>=80", "score:\"AIME 2024\"=70..80", "pretrain.parallelism:TP=8",
                            "pretrain.hardware:H800>=2048", "pretrain.mixture:code>20"}) {
    EXPECT_EQ(read(query), query);
    EXPECT_EQ(read(read(query)), query);
  }
  EXPECT_EQ(read("parallelism:TP"), "pretrain.parallelism:TP");
  EXPECT_EQ(read("-score:MMLU<60"), "-score:MMLU<60");
  EXPECT_EQ(error_of("params:>=1B score:MMLU"),
            "query, column 19: a benchmark and a number are missing; write score:MMLU>=80");
}

TEST(Language, OrAndGroups) {
  EXPECT_EQ(read("attention:MLA OR attention:GQA layers:>40"),
            "(arch.attention:MLA OR arch.attention:GQA arch.layers:>40)");
  EXPECT_EQ(read("(attention:MLA OR attention:GQA) layers:>40"),
            "(arch.attention:MLA OR arch.attention:GQA) arch.layers:>40");
  EXPECT_EQ(read("attention:MLA,GQA"), "arch.attention:MLA,GQA");
}

TEST(Language, DisclosedOrNot) { EXPECT_EQ(read("lr:* -optimizer:*"), "pretrain.lr_peak:* -pretrain.optimizer:*"); }

TEST(Language, TextIsApart) {
  const ParsedQuery parsed = parse_query("org:deepseek loss spikes \"auxiliary loss\"");
  EXPECT_EQ(to_query(parsed.where), "org:deepseek");
  EXPECT_EQ(parsed.text, "loss spikes \"auxiliary loss\"");
}

TEST(Language, ErrorsNameTheColumnAndTheNearest) {
  EXPECT_EQ(error_of("org:deepseek optimzer:AdamW"),
            "query, column 14: there is no field \"optimzer\"; did you mean \"optimizer\"?");
  EXPECT_EQ(error_of("family:mo"), "query, column 8: arch.family has no value \"mo\"; did you mean \"moe\"?");
  EXPECT_EQ(error_of("专家 layers:many").substr(0, 17), "query, column 11:");
  EXPECT_NE(error_of("(layers:>3"), "");
  EXPECT_NE(error_of("layers:>3)"), "");
  EXPECT_NE(error_of("\"open"), "");
  EXPECT_NE(error_of("date:soon"), "");
  EXPECT_NE(error_of("layers:"), std::string("x"));
}

TEST(Language, NoInputCrashesIt) {
  const std::string query = "-(a OR b:\"c\\\" d\" date:2024-06..) params:>=1B..,2";
  for (size_t length = 0; length <= query.size(); ++length) {
    try {
      parse_query(query.substr(0, length));
    } catch (const schema::Error&) {
    }
  }
}

TEST(Language, Completes) {
  const auto fields = completions("org:deepseek pretrain.opt");
  EXPECT_EQ(fields, std::vector<std::string>{"pretrain.optimizer:"});
  const auto values = completions("rl.algorithm:GR");
  EXPECT_EQ(values, std::vector<std::string>{"rl.algorithm:GRPO"});
}

}  // namespace
}  // namespace colophon::query

#include "schema/record.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "schema/error.h"

namespace colophon::schema {
namespace {

using nlohmann::json;

Record sample() {
  Record record;
  record.report = "sample.pdf";
  record.title = "Sample: a small model";
  record.organization = {"Sample Lab"};
  record.release_date = "2025-03";
  record.language = "en";
  record.models.push_back(
      {"Sample-7B", {"Sample-7B-Chat"}, 7.1, std::nullopt, "dense", {{1, "Abstract", "a 7.1B model", "", "", ""}}});
  Fact fact;
  fact.field = "pretrain.warmup";
  fact.model = "Sample-7B";
  fact.value = Labelled{"steps", 2000};
  fact.as_written = "2K steps";
  fact.confidence = 0.93;
  fact.evidence.push_back({4, "Training", "a warm-up of 2K steps", "", "", ""});
  record.facts.push_back(fact);
  fact.field = "rl.algorithm";
  fact.model = "";
  fact.value = std::string("GRPO");
  fact.doubt = "only mentioned";
  record.review.push_back(fact);
  record.scores.push_back({"Sample-7B",
                           "GSM8K",
                           "8-shot",
                           61.5,
                           true,
                           false,
                           7,
                           "Table 2",
                           {7, "Results", "GSM8K | 61.5", "Table 2", "GSM8K", "Sample-7B"}});
  record.passages.push_back({"limitations.known", 9, "Limitations", "The model is small.", 0.8});
  record.absent = {{"pretrain.mfu", Silence::not_disclosed}, {"sft.lr", Silence::mentioned_not_read}};
  return record;
}

TEST(Record, JsonRoundTripLosesNothing) {
  const json written = record_to_json(sample());
  EXPECT_EQ(record_to_json(record_from_json(written)), written);
}

TEST(Record, AFactOfAllModelsHasANullModel) {
  const json written = record_to_json(sample());
  EXPECT_TRUE(written["review"][0]["model"].is_null());
  EXPECT_EQ(written["facts"][0]["model"], "Sample-7B");
}

TEST(Record, AbsentListsBothKindsOfSilence) {
  const json written = record_to_json(sample());
  EXPECT_EQ(written["absent"], json({"pretrain.mfu", "sft.lr"}));
  EXPECT_EQ(written["mentioned_not_read"], json({"sft.lr"}));
}

TEST(Record, CuratedFactsGiveTheirQuoteBesideTheValue) {
  const Record record = record_from_json(json::parse(R"({"report":"r.md","facts":[
    {"field":"arch.layers","model":null,"value":24,"quote":"24 layers","page":3}]})"));
  ASSERT_EQ(record.facts.size(), 1u);
  EXPECT_EQ(record.facts[0].evidence.at(0).quote, "24 layers");
  EXPECT_EQ(record.facts[0].evidence.at(0).page, 3);
}

TEST(Record, AnUnknownFieldIsNamed) {
  try {
    record_from_json(
        json::parse(R"({"report":"r.md","facts":[{"field":"arch.wings","value":2,"quote":"two wings"}]})"));
    FAIL() << "an unknown field was taken";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("arch.wings"), std::string::npos);
  }
}

}  // namespace
}  // namespace colophon::schema

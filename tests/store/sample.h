// A small report, as an extractor would record it.
#pragma once

#include <string>

#include "store/knowledge_base.h"
#include "tests/temporary_directory.h"

namespace colophon::store {

inline schema::Fact fact(const std::string& field, schema::Value value, const std::string& quote,
                         const std::string& model = "") {
  schema::Fact made;
  made.field = field;
  made.model = model;
  made.value = std::move(value);
  made.confidence = 0.9;
  made.evidence = {{1, "Architecture", quote, "", "", ""}};
  return made;
}

inline constexpr const char* sample_sentence = "Lantern-7B has 32 layers and is trained with GRPO on 2048 H800 GPUs.";
inline constexpr const char* sample_chinese = "灯笼模型采用MoE专家数为64的架构，支持128K上下文。";

inline schema::Record sample_record(const std::string& report) {
  schema::Record record;
  record.report = report;
  record.title = "Lantern: an open model";
  record.organization = {"Lighthouse Lab"};
  record.release_date = "2025-03";
  record.language = "en";
  record.models = {{"Lantern-7B", {"Lantern Base"}, 7.2, std::nullopt, "dense", {}},
                   {"Lantern-30B-A3B", {}, 30.0, 3.0, "moe", {}}};
  record.facts = {fact("arch.layers", 32.0, "32 layers", "Lantern-7B"),
                  fact("arch.layers", 48.0, sample_sentence, "Lantern-30B-A3B"),
                  fact("rl.algorithm", std::string("GRPO"), "trained with GRPO"),
                  fact("pretrain.hardware", schema::Labelled{"H800", 2048.0}, "2048 H800 GPUs")};
  record.scores = {{"Lantern-7B", "C-Eval", "5-shot", 81.5, true, false, 1, "Table 1", {1, "", "81.5", "", "", ""}},
                   {"Other-7B", "C-Eval", "5-shot", 70.1, false, false, 1, "Table 1", {1, "", "70.1", "", "", ""}}};
  record.passages = {{"pretrain.stability", 1, "Architecture", "The loss never rose.", 0.8}};
  record.absent = {{"rl.kl_coef", schema::Silence::not_disclosed}};
  return record;
}

// The Document's JSON, with `extra` as one more paragraph.
inline std::string sample_document(const std::string& extra = "") {
  return R"({"sections":[{"parent":-1,"title":"Model","role":"architecture"},)"
         R"({"parent":0,"title":"Architecture","role":"other"}],"blocks":[)"
         R"({"kind":"heading","text":"Architecture","page":1,"section":1},)"
         R"({"kind":"paragraph","text":")" +
         std::string(sample_sentence) + R"( The loss never rose.","page":1,"section":1},)" +
         R"({"kind":"paragraph","text":")" + sample_chinese + R"(","page":2,"section":1},)" +
         R"({"kind":"paragraph","text":")" + extra +
         R"(","page":2,"section":0},)"
         R"({"kind":"table","text":"C-Eval | 81.5 | 70.1","page":1,"section":0}]})";
}

inline Source sample_source(const std::string& key) { return {"/reports/" + key, 10, 20, "d1", key, "", "r1"}; }

}  // namespace colophon::store

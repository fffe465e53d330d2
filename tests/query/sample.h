// A small knowledge base of three reports, committed to a temporary directory.
#pragma once

#include <string>

#include "store/knowledge_base.h"
#include "tests/temporary_directory.h"

namespace colophon::query {

inline schema::Fact fact(const std::string& field, schema::Value value, const std::string& quote,
                         const std::string& model = "") {
  schema::Fact made;
  made.field = field;
  made.model = model;
  made.value = std::move(value);
  made.confidence = 0.9;
  made.evidence = {{3, "Training", quote, "", "", ""}};
  return made;
}

inline schema::Score score(const std::string& model, const std::string& benchmark, double value, bool own) {
  schema::Score made;
  made.model = model;
  made.benchmark = benchmark;
  made.value = value;
  made.own = own;
  made.page = 7;
  made.table = "Table 2";
  made.evidence = {7, "Results", model + " " + std::to_string(value), "Table 2", model, benchmark};
  return made;
}

inline schema::Record lantern() {
  schema::Record record;
  record.report = "lantern.pdf";
  record.title = "Lantern: a mixture of experts";
  record.organization = {"Lighthouse Lab"};
  record.release_date = "2025-03";
  record.language = "en";
  record.models = {{"Lantern-30B", {"Lantern-30B-Chat"}, 30.0, 3.0, "moe", {}},
                   {"Lantern-7B", {}, 7.0, std::nullopt, "dense", {}}};
  record.facts = {fact("arch.layers", 48.0, "48 layers", "Lantern-30B"),
                  fact("arch.layers", 32.0, "32 layers", "Lantern-7B"),
                  fact("arch.context_length", 131072.0, "a context of 128K"),
                  fact("rl.algorithm", std::string("GRPO"), "we train with GRPO"),
                  fact("pretrain.optimizer", std::string("Muon"), "Muon is used"),
                  fact("pretrain.tokens", 8e12, "8T tokens")};
  record.scores = {score("Lantern-30B", "MMLU", 80.5, true), score("Lantern-7B", "MMLU", 66, true),
                   score("Other-70B", "MMLU", 91, false), score("Lantern-7B", "MMLU", 8051, true)};
  record.passages = {{"limitations.known", 9, "Limitations", "Lantern is weak at long tables.", 0.8}};
  record.absent = {{"pretrain.gpu_hours", schema::Silence::not_disclosed}};
  return record;
}

inline schema::Record harbor() {
  schema::Record record;
  record.report = "harbor.md";
  record.title = "港湾大模型";
  record.organization = {"港湾智能"};
  record.release_date = "2024-01-15";
  record.language = "zh";
  record.models = {{"Harbor-13B", {}, 13.0, std::nullopt, "", {}}};
  record.facts = {fact("arch.layers", 40.0, "共 40 层"), fact("pretrain.optimizer", std::string("AdamW"), "使用 AdamW"),
                  fact("arch.context_length", 32000.0, "32K"), fact("pretrain.lr_peak", 3e-4, "3e-4"),
                  fact("rl.algorithm", std::string("DPO"), "DPO")};
  record.scores = {score("Harbor-13B", "MMLU", 70, true), score("Harbor-13B", "C-Eval", 75, true)};
  return record;
}

inline schema::Record beacon() {
  schema::Record record;
  record.report = "beacon.pdf";
  record.title = "=Beacon";
  record.language = "en";
  record.models = {{"Beacon-300B", {}, 300.0, std::nullopt, "", {}}};
  record.facts = {fact("rl.algorithm", std::string("GRPO"), "GRPO as well"),
                  fact("arch.attention", std::string("Ripple attention"), "our Ripple attention"),
                  fact("rl.batch_size", 512.0, "512 prompts a step")};
  record.scores = {score("Beacon-300B", "MMLU", 60, true), score("Beacon-300B Chat", "MMLU", 59, true)};
  return record;
}

inline std::string document_of(const std::string& text) {
  return R"({"sections":[{"parent":-1,"title":"Training","role":"other"}],"blocks":[)"
         R"({"kind":"paragraph","text":")" +
         text + R"(","page":3,"section":0}]})";
}

// Fills `directory` with the three reports.
inline void make_sample(const std::filesystem::path& directory) {
  auto base = store::KnowledgeBase::open(directory, store::Access::write);
  const auto commit = [&](const schema::Record& record, const std::string& text) {
    base.commit({"/reports/" + record.report, 10, 20, "d", record.report, "", "r"}, record, document_of(text));
  };
  commit(lantern(),
         "Load balancing needs no auxiliary loss. Lantern is weak at long tables. We use QuickAttention kernels.");
  commit(harbor(), "预训练数据经过去重，损失尖峰很少出现。");
  commit(beacon(), "The training of Beacon had loss spikes, which we skipped.");
  base.catch_up();
}

}  // namespace colophon::query

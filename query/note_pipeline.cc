#include "query/note_pipeline.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "query/table.h"

namespace colophon::query {

namespace {

// Whether the record has a fact or a passage of one of these items; "sft." means all that begin so.
bool tells(const schema::Record& record, const std::vector<std::string_view>& items) {
  const auto meant = [&](const std::string& id) {
    return std::any_of(items.begin(), items.end(), [&](std::string_view item) {
      return item.back() == '.' ? std::string_view(id).substr(0, item.size()) == item : id == item;
    });
  };
  return std::any_of(record.facts.begin(), record.facts.end(),
                     [&](const schema::Fact& fact) { return meant(fact.field); }) ||
         std::any_of(record.passages.begin(), record.passages.end(),
                     [&](const schema::Passage& passage) { return meant(passage.item); });
}

}  // namespace

std::string note_pipeline(const NoteText& text) {
  struct Stage {
    const char* name_en;
    const char* name_zh;
    std::vector<std::string_view> told_by;
    std::vector<const char*> shown;
  };
  const std::vector<Stage> stages = {{"Pre-training",
                                      "预训练",
                                      {"pretrain.tokens", "pretrain.optimizer", "pretrain.data_source"},
                                      {"pretrain.tokens"}},
                                     {"Mid-training",
                                      "中期训练",
                                      {"mid.present", "mid.tokens", "mid.context_extension"},
                                      {"mid.tokens", "mid.context_extension"}},
                                     {"SFT", "监督微调", {"sft."}, {"sft.examples", "sft.method"}},
                                     {"RL", "强化学习", {"rl."}, {"rl.paradigm", "rl.algorithm"}}};
  std::vector<std::string> boxes;
  for (const Stage& stage : stages) {
    if (!tells(text.record(), stage.told_by)) continue;
    std::string box = text.language() == Language::zh ? stage.name_zh : stage.name_en;
    for (const char* field : stage.shown) {
      std::string values;
      for (const std::string& value : text.values(field)) values += (values.empty() ? "" : ", ") + value;
      if (!values.empty()) box += "<br/>" + escape_html(values);
    }
    std::replace(box.begin(), box.end(), '"', '\'');
    boxes.push_back(std::move(box));
  }
  std::string out = std::string("## ") + text.phrases().pipeline + "\n\n";
  if (boxes.empty()) {
    return out + text.phrases().not_disclosed + "\n\n";
  }
  out += "```mermaid\nflowchart LR\n";
  for (size_t i = 0; i < boxes.size(); ++i) out += "  s" + std::to_string(i) + "[\"" + boxes[i] + "\"]\n";
  for (size_t i = 1; i < boxes.size(); ++i) out += "  s" + std::to_string(i - 1) + " --> s" + std::to_string(i) + "\n";
  return out + "```\n\n";
}

}  // namespace colophon::query

#include "query/note_pipeline.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/table.h"
#include "store/text.h"

namespace colophon::query {

namespace {

struct Stage {
  const char* name_en;
  const char* name_zh;
  std::string_view section;               // how the ids of its items begin, where those count as well
  std::vector<std::string_view> told_by;  // items that a report has which went through it
  std::vector<const char*> shown;
  std::vector<std::string_view> headings = {};  // what headings about it say, folded
};

bool named_in(const std::string& heading, const Stage& stage) {
  const std::string folded = store::fold(heading);
  return std::any_of(stage.headings.begin(), stage.headings.end(),
                     [&](std::string_view name) { return folded.find(name) != std::string::npos; });
}

// Whether the report went through a stage: it has one of the items that tell so, two other items of its section, or a
// passage of it that stands under a heading about it. A single one may be a misread word, and a passage elsewhere only
// the nearest to what was looked for.
bool tells(const schema::Record& record, const Stage& stage) {
  const auto within = [&](const std::string& id) { return !stage.section.empty() && id.rfind(stage.section, 0) == 0; };
  const auto certain = [&](const std::string& id) {
    return std::find(stage.told_by.begin(), stage.told_by.end(), id) != stage.told_by.end();
  };
  std::set<std::string> others;
  for (const schema::Fact& fact : record.facts) {
    if (certain(fact.field)) return true;
    if (within(fact.field)) others.insert(fact.field);
  }
  const bool described = std::any_of(
      record.passages.begin(), record.passages.end(),
      [&](const schema::Passage& passage) { return within(passage.item) && named_in(passage.section, stage); });
  return described || others.size() >= 2;
}

}  // namespace

std::string note_pipeline(const NoteText& text) {
  const std::vector<Stage> stages = {
      {"Pre-training",
       "预训练",
       "",
       {"pretrain.tokens", "pretrain.optimizer", "pretrain.data_source"},
       {"pretrain.tokens"}},
      {"Mid-training",
       "中期训练",
       "",
       {"mid.present", "mid.tokens", "mid.context_extension"},
       {"mid.tokens", "mid.context_extension"}},
      {"SFT",
       "监督微调",
       "sft.",
       {"sft.examples", "sft.method", "sft.data_origin"},
       {"sft.examples", "sft.method"},
       {"sft", "fine-tun", "finetun", "instruction", "post-train", "alignment", "微调", "指令", "后训练", "对齐"}},
      {"RL",
       "强化学习",
       "rl.",
       {"rl.paradigm", "rl.algorithm"},
       {"rl.paradigm", "rl.algorithm"},
       {"rl ", " rl", "rlhf", "reinforcement", "reward", "preference", "post-train", "alignment", "强化学习", "奖励",
        "偏好", "后训练", "对齐"}}};
  std::vector<std::string> boxes;
  for (const Stage& stage : stages) {
    if (!tells(text.record(), stage)) continue;
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

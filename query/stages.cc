#include "query/stages.h"

namespace colophon::query {

Stages::Stages(const Mentions& mentions) {
  for (size_t i = 0; i < mentions.list.size(); ++i) {
    for (const char* stage : {"pretrain", "mid", "sft", "rl"}) {
      if (mentions.list[i].is(std::string("stage_") + stage)) named_.emplace_back(i, stage);
    }
  }
}

std::string Stages::field(const std::string& field, size_t i) const {
  const std::string* nearest = nullptr;
  size_t least = 0;
  for (const auto& [at, stage] : named_) {
    const size_t distance = at > i ? at - i : i - at;
    if (nearest != nullptr && distance >= least) continue;
    least = distance;
    nearest = &stage;
  }
  return nearest == nullptr ? field : Lexicon::standard().in_stage(field, *nearest);
}

}  // namespace colophon::query

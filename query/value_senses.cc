#include "query/value_senses.h"

#include <algorithm>

#include "query/amounts.h"
#include "query/plan.h"

namespace colophon::query {

bool ValueSenses::prefers_value(size_t i) const {
  const bool kind = std::any_of(list_[i].senses.begin(), list_[i].senses.end(), [](const Sense& sense) {
    return sense.kind == Sense::Kind::value && sense.id == field::family;
  });
  if (kind || mentions_.at(i + 1, "subject")) return true;
  const bool asks_models = (mentions_.any("which") || mentions_.any("how_many")) && mentions_.any("subject");
  const bool by = i > 0 && (list_[i - 1].text == "by" || list_[i - 1].text == "of");
  const bool used =
      i > 0 && !by &&
      (mentions_.at(i - 1, "use") ||
       (i > 1 && (mentions_.at(i - 1, "stop") || mentions_.at(i - 1, "about") || mentions_.at(i - 1, "of")) &&
        mentions_.at(i - 2, "use")));
  return asks_models || used;
}

bool ValueSenses::on_benchmark(size_t i) const {
  return i > 0 && (mentions_.at(i - 1, "on") || mentions_.at(i - 1, "evaluate") || mentions_.at(i - 1, "score"));
}

bool ValueSenses::scored(size_t i) const {
  if (list_[i].senses.empty()) return true;
  const bool ranked =
      (i > 0 && mentions_.at(i - 1, "highest")) || mentions_.at(i + 1, "highest") || mentions_.at(i + 1, "lowest");
  return on_benchmark(i) || ranked || mentions_.at(i + 1, "score") || mentions_.at(i + 1, "on") ||
         mentions_.at(i + 1, "evaluate");
}

std::optional<Sense> ValueSenses::value_of(size_t i) const {
  const Mention& m = list_[i];
  if (m.is("subject") && !names_data(i)) return {};
  if (m.benchmark && scored(i) && !m.senses.empty() && asks_for_scores()) return {};
  std::vector<Sense> senses;
  for (const Sense& sense : m.senses) {
    if (sense.kind != Sense::Kind::value) continue;
    if (sense.weak && !cued(i, sense.id)) continue;
    // "the RoPE base of X": a number that is a field by itself, though to change it is a way to extend the context.
    if (names_number(m) && !mentioned(sense.id, i)) continue;
    senses.push_back(sense);
  }
  if (senses.empty()) return {};
  const std::string preferred = Lexicon::standard().preferred(senses.front().value);
  for (const Sense& sense : senses) {
    if (mentioned(sense.id, i)) return sense;
  }
  if (!preferred.empty() && is_boolean(preferred)) {
    if (mentions_.any("disclose") || mentions_.any("undisclosed"))
      return {};  // whether it is told, not whether it is so
    return Sense{Sense::Kind::value, preferred, "true", false};
  }
  for (const Sense& sense : senses) {
    if (sense.id == preferred) return sense;
  }
  for (const auto& [at, stage] : stages_.named()) {
    for (const Sense& sense : senses) {
      if (at != i && sense.id.rfind(stage + ".", 0) == 0) return sense;
    }
  }
  return senses.front();
}

bool ValueSenses::names_number(const Mention& mention) {
  return std::any_of(mention.senses.begin(), mention.senses.end(), [](const Sense& sense) {
    return sense.kind == Sense::Kind::field && !sense.weak && is_numeric(sense.id) && !has_labels(sense.id);
  });
}

// "papers" are a source of data beside a word for data: "source papers", "语料包含论文的模型".
bool ValueSenses::names_data(size_t i) const {
  if (i == 0) return false;
  size_t before = i;
  while (before > 0 && (mentions_.at(before - 1, "stop") || mentions_.at(before - 1, "about"))) --before;
  const bool of_sources =
      before > 0 && std::any_of(list_[before - 1].senses.begin(), list_[before - 1].senses.end(),
                                [](const Sense& sense) { return sense.id == "pretrain.data_source"; });
  if (of_sources) return true;  // "the data sources are papers"
  if (Lexicon::standard().data_cue(mentions_.words.list[list_[i].first - 1].stem)) return true;
  const bool other =
      std::any_of(list_.begin(), list_.end(), [&](const Mention& m) { return &m != &list_[i] && m.is("subject"); });
  return mentions_.at(i - 1, "use") && other && cued(i, "");
}

bool ValueSenses::asks_for_scores() const {
  return mentions_.any("score") || mentions_.any("highest") || mentions_.any("evaluate");
}

// Some other mention names this field (in its stage).
bool ValueSenses::mentioned(const std::string& field, size_t except) const {
  for (size_t i = 0; i < list_.size(); ++i) {
    if (i == except) continue;
    for (const Sense& sense : list_[i].senses) {
      if (sense.kind == Sense::Kind::field && (stages_.field(sense.id, i) == field)) return true;
    }
  }
  return false;
}

bool ValueSenses::cued(size_t except, const std::string& field) const {
  if (mentioned(field, except)) return true;
  for (size_t i = 0; i < list_.size(); ++i) {
    if (i == except) continue;
    for (size_t w = list_[i].first; w < list_[i].last; ++w) {
      if (Lexicon::standard().data_cue(mentions_.words.list[w].stem)) return true;
    }
    for (size_t w = list_[i].first; w < list_[i].last; ++w) {  // "数据" at the end of "预训练数据"
      if (Lexicon::standard().data_cue(mentions_.words.stems(w, list_[i].last))) return true;
    }
  }
  return field == "arch.family";  // "dense models"
}

}  // namespace colophon::query

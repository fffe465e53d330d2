#include "indexer/extract/models.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "indexer/extract/models_find.h"
#include "indexer/extract/models_grammar.h"
#include "indexer/extract/models_parameters.h"

namespace colophon::extract {
namespace {

constexpr int series_id = 1 << 20;  // NamedModel::base of a name that stands for all own models

}  // namespace

struct ModelNames::Index {
  std::vector<schema::Model> own;
  NameScanner scanner;
  std::unordered_map<std::string, int> by_core;  // name without "chat", "int4" ... -> own model

  ModelMention read(const NamedModel& name) const {
    ModelMention mention{name.begin, name.end, Whose::baseline, -1, false};
    if (const auto hit = by_core.find(name.core); hit != by_core.end() && name.base >= 0) {
      mention.whose = Whose::own;
      mention.model = hit->second;
      return mention;
    }
    if (name.base < 0 || name.prefixed) return mention;
    // another generation of an own family is another report's model
    if (!name.kinds.empty() && name.kinds.front() == NamePiece::Kind::version) return mention;
    mention.whose = Whose::own;
    const bool same = std::all_of(name.kinds.begin(), name.kinds.end(),
                                  [](NamePiece::Kind kind) { return kind == NamePiece::Kind::same; });
    if (same && name.base < series_id) mention.model = name.base;
    return mention;
  }
};

ModelNames::ModelNames() : index_(std::make_unique<Index>()) {}
ModelNames::~ModelNames() = default;
ModelNames::ModelNames(ModelNames&&) noexcept = default;
ModelNames& ModelNames::operator=(ModelNames&&) noexcept = default;

const std::vector<schema::Model>& ModelNames::own() const { return index_->own; }

std::vector<ModelMention> ModelNames::mentions(std::string_view text) const {
  std::vector<ModelMention> mentions;
  for (const NamedModel& name : index_->scanner.scan(text)) mentions.push_back(index_->read(name));
  static const RE2 pronoun(
      "(?i)\\b(our\\s+(?:[a-z-]+\\s+){0,3}models?)\\b|(我们的?(?:最终|基座|基础|对话)?模型|本模型|本系列模型|"
      "该系列模型)");
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece english, chinese;
  while (RE2::FindAndConsume(&rest, pronoun, &english, &chinese)) {
    const re2::StringPiece hit = english.empty() ? chinese : english;
    const size_t begin = static_cast<size_t>(hit.data() - text.data());
    const size_t end = begin + hit.size();
    const bool free = std::none_of(mentions.begin(), mentions.end(),
                                   [&](const ModelMention& m) { return m.begin < end && begin < m.end; });
    if (free) mentions.push_back({begin, end, Whose::own, own().size() == 1 ? 0 : -1, true});
  }
  std::sort(mentions.begin(), mentions.end(),
            [](const ModelMention& a, const ModelMention& b) { return a.begin < b.begin; });
  return mentions;
}

ModelMention ModelNames::match(std::string_view header) const {
  ModelMention whole{0, header.size(), Whose::unknown, -1, false};
  const auto names = index_->scanner.scan(header);
  static const RE2 ours("(?i)\\bours?\\b|本模型|我们");
  if (!names.empty()) {
    // the first name decides: "Qwen2.5-32B + DAPO" is a Qwen
    whole = index_->read(names.front());
    for (const NamedModel& name : names) {
      const ModelMention other = index_->read(name);
      if (other.whose == Whose::own && other.model >= 0 && whole.whose != Whose::own) return other;
    }
    return whole;
  }
  if (RE2::PartialMatch(re2::StringPiece(header.data(), header.size()), ours)) {
    whole.whose = Whose::own;
    whole.model = own().size() == 1 ? 0 : -1;
    return whole;
  }
  const auto pieces = name_pieces(header);
  if (pieces.size() == 1 && pieces[0].kind == NamePiece::Kind::size) {
    if (const auto size = billions(pieces[0].low)) {
      int found = -1, hits = 0;
      for (size_t i = 0; i < own().size(); ++i) {
        const auto& model = own()[i];
        bool named = model.params_total_b && std::abs(*model.params_total_b - *size) < 0.03 * *size;
        if (named) {
          found = static_cast<int>(i);
          ++hits;
        }
      }
      if (hits == 1) {
        whole.whose = Whose::own;
        whole.model = found;
      }
    }
  }
  return whole;
}

ModelNames find_models(const document::Document& document) {
  ModelNames names;
  OwnModels found = find_own_models(document);
  names.index_->own = std::move(found.models);
  for (const std::string& series : found.series) names.index_->scanner.add(series, series_id);
  for (size_t i = 0; i < names.index_->own.size(); ++i) {
    const schema::Model& model = names.index_->own[i];
    std::vector<std::string> all = model.aliases;
    all.insert(all.begin(), model.name);
    for (const std::string& name : all) {
      names.index_->scanner.add(name, static_cast<int>(i));
      for (const NamedModel& read : names.index_->scanner.scan(name)) {
        if (read.begin == 0 && read.end == name.size())
          names.index_->by_core.try_emplace(read.core, static_cast<int>(i));
      }
    }
  }
  read_parameters(document, names, names.index_->own);
  return names;
}

}  // namespace colophon::extract

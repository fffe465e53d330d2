#include "indexer/extract/models.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "indexer/extract/models_find.h"
#include "indexer/extract/models_grammar.h"
#include "indexer/extract/models_parameters.h"
#include "indexer/extract/regex.h"

namespace colophon::extract {
namespace {

using Kind = NamePiece::Kind;

constexpr int series_id = 1 << 20;  // NamedModel::base of the first name that stands for several own models

std::vector<std::string> all_names(const schema::Model& model) {
  std::vector<std::string> names = model.aliases;
  names.insert(names.begin(), model.name);
  return names;
}

// What names of one series share: without sizes and words of kind `same`, "Qwen-7B-Chat" -> "qwen". With `sizes` these
// stay: "Qwen-7B-Chat" -> "qwen7b".
std::string series_key(std::string_view name, bool sizes) {
  std::string key;
  for (const NamePiece& piece : name_pieces(name)) {
    if (piece.kind == Kind::same || (piece.kind == Kind::size && !sizes)) continue;
    key += piece.low;
  }
  return key;
}

bool near(double a, double b) { return std::abs(a - b) < 0.03 * b; }

}  // namespace

struct ModelNames::Index {
  std::vector<schema::Model> own;
  std::vector<std::vector<int>> series;  // a name of a series: the own models it stands for, empty for all
  NameScanner scanner;
  std::unordered_map<std::string, int> by_core;  // name without "chat", "int4" ... -> own model

  // The own models that a series' name stands for; empty when that is all of them.
  std::vector<int> members(const std::string& name) const {
    const auto pieces = name_pieces(name);
    const bool sized =
        std::any_of(pieces.begin(), pieces.end(), [](const NamePiece& piece) { return piece.kind == Kind::size; });
    const std::string key = series_key(name, sized);
    std::vector<int> exact, begun;
    for (size_t i = 0; i < own.size(); ++i) {
      const std::string known = series_key(own[i].name, sized);
      if (known == key) exact.push_back(static_cast<int>(i));
      if (known.starts_with(key)) begun.push_back(static_cast<int>(i));
    }
    std::vector<int>& found = exact.empty() ? begun : exact;
    if (found.size() == own.size()) found.clear();
    return found;
  }

  void stand_for(ModelMention& mention, const std::vector<int>& models) const {
    mention.whose = Whose::own;
    mention.model = models.size() == 1 ? models.front() : -1;
    if (models.size() > 1) mention.several = models;
  }

  ModelMention read(const NamedModel& name) const {
    ModelMention mention{name.begin, name.end, Whose::baseline, -1, false, {}};
    if (const auto hit = by_core.find(name.core); hit != by_core.end() && name.base >= 0) {
      stand_for(mention, {hit->second});
      return mention;
    }
    if (name.base < 0 || name.prefixed) return mention;
    // another generation of an own family is another report's model
    if (!name.kinds.empty() && name.kinds.front() == Kind::version) return mention;
    mention.whose = Whose::own;
    const bool same = std::all_of(name.kinds.begin(), name.kinds.end(), [](Kind kind) { return kind == Kind::same; });
    if (same && name.base < series_id) {
      mention.model = name.base;
    } else if (same) {
      stand_for(mention, series[static_cast<size_t>(name.base - series_id)]);
    }
    return mention;
  }

  // The own models of a size, by what they count or by their names.
  std::vector<int> of_size(double size) const {
    std::vector<int> found;
    for (size_t i = 0; i < own.size(); ++i) {
      bool has = own[i].params_total_b && near(*own[i].params_total_b, size);
      for (const NamePiece& piece : name_pieces(own[i].name)) {
        const auto named = piece.kind == Kind::size && piece.low[0] != 'a' ? billions(piece.low) : std::nullopt;
        has = has || (named && near(*named, size));
      }
      if (has) found.push_back(static_cast<int>(i));
    }
    // "7B" is "X-7B" before it is "X-7B-Math"
    std::vector<int> plain;
    for (const int i : found) {
      const auto pieces = name_pieces(own[static_cast<size_t>(i)].name);
      size_t words = 0;
      for (const NamePiece& piece : pieces) words += piece.kind == Kind::variant || piece.kind == Kind::version;
      if (words == 0) plain.push_back(i);
    }
    return plain.empty() ? found : plain;
  }

  // "the 7B model", "7B、13B 模型": sizes that speak of a model without its name.
  void bare_sizes(std::string_view text, std::vector<ModelMention>& mentions) const {
    static const RE2 of_a_model(
        "(?i)^(?:\\s*(?:,|，|、|/"
        "|&|and|or|和|与|及)+\\s*(?:the\\s+)?[\\d.]+\\s*[BM]\\b)*[\\s-]*(?:(?:parameters?|base|chat|"
        "instruct|dense|MoE|pre-?trained|sized?|language|语言|基座|基础|对话|参数|规模|的)[\\s-]*)*(?:models?\\b|"
        "variants?"
        "\\b|versions?\\b|LLMs?\\b|模型|版本|基座)");
    static const RE2 of_others(
        "(?i)(?:\\b(?:other|existing|open|open[- ]sourced?|comparable|similar|larger|smaller|than|proxy|draft|reward|"
        "popular|most|these|competing|某些|其他|同等|现有)(?:[\\s-]+[a-z-]+){0,2}[\\s-]*)$");
    const auto pieces = name_pieces(text);
    for (size_t i = 0; i < pieces.size(); ++i) {
      const NamePiece& piece = pieces[i];
      if (piece.kind != Kind::size || piece.low[0] == 'a' || piece.joint == '-' || piece.joint == '@') continue;
      const auto size = billions(piece.low);
      if (!size) continue;
      const bool taken = std::any_of(mentions.begin(), mentions.end(),
                                     [&](const ModelMention& m) { return m.begin < piece.end && piece.begin < m.end; });
      if (taken || !RE2::PartialMatch(piece_of(text.substr(piece.end)), of_a_model)) continue;
      if (RE2::PartialMatch(piece_of(text.substr(0, piece.begin)), of_others)) continue;
      // "Foo 7B model": a name nobody knows
      if (i > 0 && piece.joint == ' ' && pieces[i - 1].begin > 0 && pieces[i - 1].kind == Kind::word &&
          text[pieces[i - 1].begin] >= 'A' && text[pieces[i - 1].begin] <= 'Z')
        continue;
      const std::vector<int> models = of_size(*size);
      if (models.empty()) continue;
      ModelMention mention{piece.begin, piece.end, Whose::own, -1, false, {}};
      stand_for(mention, models);
      mentions.push_back(std::move(mention));
    }
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
  index_->bare_sizes(text, mentions);
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
    if (free) mentions.push_back({begin, end, Whose::own, own().size() == 1 ? 0 : -1, true, {}});
  }
  std::sort(mentions.begin(), mentions.end(),
            [](const ModelMention& a, const ModelMention& b) { return a.begin < b.begin; });
  return mentions;
}

ModelMention ModelNames::match(std::string_view header) const {
  ModelMention whole{0, header.size(), Whose::unknown, -1, false, {}};
  const auto names = index_->scanner.scan(header);
  static const RE2 ours("(?i)\\bours?\\b|本模型|我们");
  if (!names.empty()) {
    // the first name decides: "Qwen2.5-32B + DAPO" is a Qwen
    whole = index_->read(names.front());
    for (const NamedModel& name : names) {
      ModelMention other = index_->read(name);
      if (other.whose == Whose::own && other.model >= 0 && whole.whose != Whose::own) return other;
    }
    return whole;
  }
  if (RE2::PartialMatch(piece_of(header), ours)) {
    whole.whose = Whose::own;
    whole.model = own().size() == 1 ? 0 : -1;
    return whole;
  }
  const auto pieces = name_pieces(header);
  if (pieces.size() == 1 && pieces[0].kind == Kind::size) {
    const auto size = billions(pieces[0].low);
    const std::vector<int> models = size ? index_->of_size(*size) : std::vector<int>();
    if (!models.empty()) index_->stand_for(whole, models);
  }
  return whole;
}

ModelNames find_models(const document::Document& document) {
  ModelNames names;
  ModelNames::Index& index = *names.index_;
  OwnModels found = find_own_models(document);
  index.own = std::move(found.models);
  for (const std::string& series : found.series) {
    index.scanner.add(series, series_id + static_cast<int>(index.series.size()));
    index.series.push_back(index.members(series));
  }
  for (size_t i = 0; i < index.own.size(); ++i) {
    for (const std::string& name : all_names(index.own[i])) {
      index.scanner.add(name, static_cast<int>(i));
      for (const NamedModel& read : index.scanner.scan(name)) {
        if (read.begin == 0 && read.end == name.size()) index.by_core.try_emplace(read.core, static_cast<int>(i));
      }
    }
  }
  read_parameters(document, names, index.own);
  return names;
}

}  // namespace colophon::extract

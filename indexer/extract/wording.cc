#include "indexer/extract/wording.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "indexer/extract/words.h"

namespace colophon::extract {
namespace {

constexpr size_t reach = 60;      // words on each side that count at all
constexpr size_t near = 8;        // words on each side that tell their side
constexpr size_t adjacent = 4;    // words on each side that tell their distance
constexpr double field_size = 3;  // of the field itself beside words of size 1, as in wording.py
constexpr std::string_view term_mark = "v:";
constexpr int unknown_scope = -1;  // one without weights

// The words of one side, the nearest first.
void add_side(const std::vector<std::string>& words, char side, std::vector<std::string>& out) {
  const char side_near = side == 'l' ? 'L' : 'R';
  for (size_t i = 0; i < std::min(words.size(), reach); ++i) {
    if (words[i].size() > 1) out.push_back("w:" + words[i]);
    if (i < near) out.push_back(std::string(1, side_near) + ":" + words[i]);
    if (i < adjacent) out.push_back(std::string(1, side) + std::to_string(std::min<size_t>(i, 2)) + ":" + words[i]);
  }
}

}  // namespace

std::vector<std::string> wording(std::string_view text, const Span& value, std::string_view term,
                                 std::string_view heading) {
  std::vector<std::string> out;
  std::vector<std::string> before = words_of(text.substr(0, value.begin));
  std::reverse(before.begin(), before.end());
  add_side(before, 'l', out);
  add_side(words_of(text.substr(value.end)), 'r', out);
  for (const std::string& word : words_of(heading)) out.push_back("h:" + word);
  if (!term.empty()) out.push_back(std::string(term_mark) + std::string(term));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

WordingModel WordingModel::parse(const nlohmann::json& weights) {
  WordingModel model;
  model.intercept_ = weights.at("intercept").get<double>();
  const auto& scopes = weights.at("scopes");
  for (size_t i = 0; i < scopes.size(); ++i) model.scopes_[scopes[i].get<std::string>()] = static_cast<int>(i);
  for (const auto& [field, weight] : weights.at("fields").items()) model.fields_[field] = weight.get<double>();
  for (const auto& [word, pairs] : weights.at("words").items()) {
    std::vector<Weight>& list = model.words_[word];
    for (size_t i = 0; i + 1 < pairs.size(); i += 2) list.push_back({pairs[i].get<int>(), pairs[i + 1].get<float>()});
  }
  return model;
}

std::vector<int> WordingModel::scopes_of(std::string_view field, const std::vector<std::string>& wording) const {
  const std::string id(field);
  std::vector<std::string> names = {"", id.substr(0, id.find('.')), id};
  for (const std::string& word : wording) {
    if (word.starts_with(term_mark)) names.push_back(id + "=" + word.substr(term_mark.size()));
  }
  std::vector<int> scopes;
  for (const std::string& name : names) {
    const auto known = scopes_.find(name);
    scopes.push_back(known == scopes_.end() ? unknown_scope : known->second);
  }
  return scopes;
}

double WordingModel::score(std::string_view field, const std::vector<std::string>& wording) const {
  const std::vector<int> scopes = scopes_of(field, wording);
  double sum = 0;
  for (const std::string& word : wording) {
    const auto known = words_.find(word);
    if (known == words_.end()) continue;
    for (const Weight& weight : known->second) {
      if (std::find(scopes.begin(), scopes.end(), weight.scope) != scopes.end()) sum += weight.weight;
    }
  }
  const auto own = fields_.find(std::string(field));
  if (own != fields_.end()) sum += field_size * own->second;
  // A long sentence counts no more than a short one: the vector of the words has length one.
  const double length = std::sqrt(static_cast<double>(scopes.size() * wording.size()) + field_size * field_size);
  return intercept_ + sum / length;
}

}  // namespace colophon::extract

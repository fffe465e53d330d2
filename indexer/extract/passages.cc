#include "indexer/extract/passages.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "indexer/extract/passages_features.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

constexpr size_t most = 3;               // passages an item
constexpr size_t longest_passage = 900;  // bytes: neighbours are joined up to this

struct ItemWeights {
  std::string item;
  double bias = 0;
  double gate = 0;  // the best sentence must reach it, or the report is silent
  double keep = 0;  // the others must
  std::vector<double> weights;  // by feature
};

const std::vector<ItemWeights>& all_weights() {
  static const std::vector<ItemWeights> weights = [] {
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/passages_weights.json"));
    const auto& names = passage_feature_names();
    std::unordered_map<std::string, size_t> position;
    for (size_t i = 0; i < names.size(); ++i) position[names[i]] = i;
    std::vector<ItemWeights> result;
    for (const auto& entry : json.at("items")) {
      ItemWeights item{entry.at("item"), entry.at("bias"), entry.at("gate"), entry.at("keep"), std::vector<double>(names.size(), 0.0)};
      for (const auto& [name, weight] : entry.at("weights").items()) {
        if (const auto at = position.find(name); at != position.end()) item.weights[at->second] = weight;
      }
      result.push_back(std::move(item));
    }
    return result;
  }();
  return weights;
}

struct Scored {
  size_t first = 0;  // index into the sentences
  size_t last = 0;
  double score = 0;
};

}  // namespace

std::vector<schema::Passage> find_passages(const document::Document& document, const ModelNames& models) {
  std::vector<schema::Passage> passages;
  const auto sentences = passage_sentences(document, models);
  for (const ItemWeights& item : all_weights()) {
    std::vector<Scored> ranked;
    for (size_t i = 0; i < sentences.size(); ++i) {
      double score = item.bias;
      for (const uint16_t feature : sentences[i].features) score += item.weights[feature];
      if (score >= item.keep) ranked.push_back({i, i, score});
    }
    // equal scores keep the report's order
    std::stable_sort(ranked.begin(), ranked.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
    if (ranked.empty() || ranked.front().score < item.gate) continue;
    std::vector<Scored> chosen;
    for (const Scored& next : ranked) {
      bool joined = false;
      for (Scored& passage : chosen) {
        const Sentence& first = sentences[passage.first].sentence;
        const Sentence& last = sentences[passage.last].sentence;
        const Sentence& here = sentences[next.first].sentence;
        if (here.block != first.block) continue;
        const bool after = next.first == passage.last + 1 && here.span.end - first.span.begin <= longest_passage;
        const bool before = next.first + 1 == passage.first && last.span.end - here.span.begin <= longest_passage;
        if (after) passage.last = next.first;
        if (before) passage.first = next.first;
        joined = after || before;
        if (joined) break;
      }
      if (joined) continue;
      if (chosen.size() == most) break;
      chosen.push_back(next);
    }
    for (const Scored& passage : chosen) {
      const Sentence& first = sentences[passage.first].sentence;
      const Sentence& last = sentences[passage.last].sentence;
      const auto& block = document.blocks[static_cast<size_t>(first.block)];
      schema::Passage result;
      result.item = item.item;
      result.page = block.page;
      result.section = document.heading_path(block.section);
      result.quote = block.text.substr(first.span.begin, last.span.end - first.span.begin);
      result.confidence = 1 / (1 + std::exp(-passage.score));
      passages.push_back(std::move(result));
    }
  }
  return passages;
}

}  // namespace colophon::extract

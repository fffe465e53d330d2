#include "indexer/extract/passages.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "indexer/extract/passages_features.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

constexpr size_t most = 3;               // passages an item
constexpr size_t longest_passage = 900;  // bytes: neighbours that score well are joined up to this
constexpr size_t longest_context = 900;  // bytes: and what stands beside the best sentence up to this
constexpr int context = 5;               // sentences

// Linear weights: of the features of the sentence, of its words, and of the cues of the sentences beside it.
struct Weights {
  std::vector<std::string> items;
  std::vector<float> bias;
  std::vector<float> gate;                   // the best sentence must reach it, or the report is silent
  std::vector<float> keep;                   // the others must
  std::vector<std::vector<float>> features;  // by feature, then item
  std::vector<std::vector<float>> near;      // by cue, then item
  std::unordered_map<std::string, std::vector<std::pair<uint8_t, float>>> words;
};

const Weights& weights() {
  static const Weights weights = [] {
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/passages_weights.json"));
    const auto& names = passage_feature_names();
    std::unordered_map<std::string, size_t> position;
    for (size_t i = 0; i < names.size(); ++i) position[names[i]] = i;
    Weights result;
    for (const auto& entry : json.at("items")) {
      result.items.push_back(entry.at("item"));
      result.bias.push_back(entry.at("bias"));
      result.gate.push_back(entry.at("gate"));
      result.keep.push_back(entry.at("keep"));
    }
    const std::vector<float> none(result.items.size(), 0.0F);
    result.features.assign(names.size(), none);
    result.near.assign(passage_cue_count(), none);
    // each entry: name -> [item, weight, item, weight, ...]
    for (const auto& [name, pairs] : json.at("weights").items()) {
      std::vector<std::pair<uint8_t, float>> list;
      for (size_t i = 0; i + 1 < pairs.size(); i += 2)
        list.emplace_back(pairs[i].get<uint8_t>(), pairs[i + 1].get<float>());
      if (name.starts_with("word:")) {
        result.words.emplace(name.substr(5), std::move(list));
        continue;
      }
      const bool beside = name.starts_with("near:");
      const auto at = position.find(beside ? name.substr(5) : name);
      if (at == position.end()) continue;
      auto& row = beside ? result.near[at->second] : result.features[at->second];
      for (const auto& [item, weight] : list) row[item] = weight;
    }
    return result;
  }();
  return weights;
}

void add(std::vector<float>& scores, const std::vector<float>& row) {
  for (size_t i = 0; i < scores.size(); ++i) scores[i] += row[i];
}

// The scores of every sentence for every item.
std::vector<std::vector<float>> score_all(const document::Document& document,
                                          const std::vector<PassageSentence>& sentences) {
  const Weights& w = weights();
  std::vector<std::vector<float>> scores(sentences.size(), w.bias);
  const size_t cues = passage_cue_count();
  for (size_t i = 0; i < sentences.size(); ++i) {
    for (const uint16_t feature : sentences[i].features) add(scores[i], w.features[feature]);
    for (const std::string& word : passage_words(sentences[i].sentence.text(document))) {
      const auto known = w.words.find(word);
      if (known == w.words.end()) continue;
      for (const auto& [item, weight] : known->second) scores[i][item] += weight;
    }
    for (const size_t beside : {i - 1, i + 1}) {
      if (beside >= sentences.size() || sentences[beside].sentence.block != sentences[i].sentence.block) continue;
      for (const uint16_t feature : sentences[beside].features) {
        if (feature < cues) add(scores[i], w.near[feature]);
      }
    }
  }
  return scores;
}

// Consecutive sentences of one block, and what the best of them scored.
struct Chosen {
  size_t first = 0;
  size_t last = 0;
  float score = 0;
};

class Chooser {
 public:
  explicit Chooser(const std::vector<PassageSentence>& sentences) : sentences_(sentences) {}

  // The best passages for scores `score`; none when the best is below `gate`.
  std::vector<Chosen> choose(const std::vector<float>& score, float gate, float keep) {
    std::vector<size_t> ranked;
    for (size_t i = 0; i < score.size(); ++i) {
      if (score[i] >= keep) ranked.push_back(i);
    }
    // equal scores keep the report's order
    std::stable_sort(ranked.begin(), ranked.end(), [&](size_t a, size_t b) { return score[a] > score[b]; });
    chosen_.clear();
    if (ranked.empty() || score[ranked.front()] < gate) return {};
    for (const size_t next : ranked) {
      if (std::any_of(chosen_.begin(), chosen_.end(),
                      [&](Chosen& passage) { return join(passage, next, longest_passage); }))
        continue;
      if (chosen_.size() == most) break;
      chosen_.push_back({next, next, score[next]});
    }
    for (Chosen& passage : chosen_) {
      for (int turn = 0; turn < context; ++turn) {
        const size_t before = passage.first - 1, after = passage.last + 1;
        const bool left = passage.first > 0 && free(before) && fits(passage, before, longest_context);
        const bool right = after < score.size() && free(after) && fits(passage, after, longest_context);
        if (!left && !right) break;
        if (right && (!left || score[after] > score[before])) {
          passage.last = after;
        } else {
          passage.first = before;
        }
      }
    }
    return chosen_;
  }

 private:
  bool free(size_t sentence) const {
    return std::none_of(chosen_.begin(), chosen_.end(),
                        [&](const Chosen& c) { return c.first <= sentence && sentence <= c.last; });
  }

  bool fits(const Chosen& passage, size_t sentence, size_t limit) const {
    const Sentence& here = sentences_[sentence].sentence;
    const Sentence& first = sentences_[passage.first].sentence;
    const Sentence& last = sentences_[passage.last].sentence;
    if (here.block != first.block) return false;
    return std::max(here.span.end, last.span.end) - std::min(here.span.begin, first.span.begin) <= limit;
  }

  bool join(Chosen& passage, size_t sentence, size_t limit) const {
    const bool after = sentence == passage.last + 1, before = sentence + 1 == passage.first;
    if ((!after && !before) || !fits(passage, sentence, limit)) return false;
    (after ? passage.last : passage.first) = sentence;
    return true;
  }

  const std::vector<PassageSentence>& sentences_;
  std::vector<Chosen> chosen_;
};

}  // namespace

std::vector<schema::Passage> find_passages(const document::Document& document, const ModelNames& models) {
  std::vector<schema::Passage> passages;
  const auto sentences = passage_sentences(document, models);
  const auto scores = score_all(document, sentences);
  const Weights& w = weights();
  Chooser chooser(sentences);
  std::vector<float> of_item(sentences.size());
  for (size_t item = 0; item < w.items.size(); ++item) {
    for (size_t i = 0; i < sentences.size(); ++i) of_item[i] = scores[i][item];
    for (const Chosen& passage : chooser.choose(of_item, w.gate[item], w.keep[item])) {
      const Sentence& first = sentences[passage.first].sentence;
      const Sentence& last = sentences[passage.last].sentence;
      const auto& block = document.blocks[static_cast<size_t>(first.block)];
      schema::Passage result;
      result.item = w.items[item];
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

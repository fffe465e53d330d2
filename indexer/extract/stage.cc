#include "indexer/extract/stage.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "indexer/extract/patterns.h"
#include "indexer/extract/sieve.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

constexpr std::array<std::string_view, stage_count> names = {"any", "pretrain", "mid", "sft", "rl"};

struct Lexicon {
  std::array<Patterns, stage_count> sentence;
  std::array<Patterns, stage_count> heading;
  std::array<std::vector<std::string>, stage_count> roles;
  Sieve sieve;  // of `sentence`, numbered as the stages
};

const Lexicon& lexicon() {
  static const Lexicon loaded = [] {
    Lexicon lexicon;
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/stages.json"));
    for (const auto& [name, entry] : json.items()) {
      const auto stage = static_cast<size_t>(stage_of_name(name));
      lexicon.sentence[stage] = Patterns(entry.at("sentence").get<std::vector<std::string>>(), "stages.json: " + name);
      lexicon.heading[stage] = Patterns(entry.at("heading").get<std::vector<std::string>>(), "stages.json: " + name);
      lexicon.roles[stage] = entry.at("roles").get<std::vector<std::string>>();
    }
    for (const Patterns& patterns : lexicon.sentence) lexicon.sieve.add(patterns, "stages.json");
    lexicon.sieve.compile();
    return lexicon;
  }();
  return loaded;
}

// The stage with the largest weight, `any` when all are zero or two share it.
Stage strongest(const std::array<float, stage_count>& weights) {
  size_t best = 0;
  bool shared = false;
  for (size_t s = 1; s < stage_count; ++s) {
    if (weights[s] <= 0) continue;
    if (best == 0 || weights[s] > weights[best]) {
      best = s;
      shared = false;
    } else if (weights[s] == weights[best]) {
      shared = true;
    }
  }
  return shared ? Stage::any : static_cast<Stage>(best);
}

Stage decide(const StageView& view) {
  std::array<float, stage_count> said{};
  for (const StageWord& word : view.words) said[static_cast<size_t>(word.stage)] += 1;
  for (const Stage stage : {strongest(said), strongest(view.heading), strongest(view.role), strongest(view.before)}) {
    if (stage != Stage::any) return stage;
  }
  return Stage::any;
}

}  // namespace

Stage stage_of_name(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::out_of_range("no stage " + std::string(name));
  return static_cast<Stage>(found - names.begin());
}

std::vector<StageWord> stage_words(std::string_view text) {
  std::vector<StageWord> words;
  for (const int s : lexicon().sieve.candidates(text)) {
    for (const Span& span : lexicon().sentence[static_cast<size_t>(s)].all(text))
      words.push_back({static_cast<Stage>(s), span});
  }
  // "continued pre-training" is mid-training, not pre-training too: the longer word wins.
  const std::vector<StageWord> all = words;
  std::erase_if(words, [&](const StageWord& word) {
    return std::any_of(all.begin(), all.end(), [&](const StageWord& other) {
      return other.span.begin <= word.span.begin && word.span.end <= other.span.end &&
             other.span.end - other.span.begin > word.span.end - word.span.begin;
    });
  });
  std::sort(words.begin(), words.end(),
            [](const StageWord& a, const StageWord& b) { return a.span.begin < b.span.begin; });
  return words;
}

StageReader::StageReader(const document::Document& document)
    : document_(document), headings_(document.sections.size()) {
  for (size_t i = 0; i < document.sections.size(); ++i) {
    int up = 0;
    for (int at = static_cast<int>(i); at >= 0; at = document.sections[at].parent, ++up) {
      const document::Section& section = document.sections[at];
      const float weight = 1.0F / static_cast<float>(1 + up);
      const std::string role(document::role_name(section.role));
      for (size_t s = 1; s < stage_count; ++s) {
        const auto& roles = lexicon().roles[s];
        if (lexicon().heading[s].in(section.title)) headings_[i].heading[s] = std::max(headings_[i].heading[s], weight);
        if (std::find(roles.begin(), roles.end(), role) != roles.end()) {
          headings_[i].role[s] = std::max(headings_[i].role[s], weight);
        }
      }
    }
  }
}

StageView StageReader::read(int section, std::string_view text, bool remember) {
  if (section != section_ && remember) {
    section_ = section;
    last_seen_.fill(0);
  }
  StageView view;
  view.words = stage_words(text);
  if (section >= 0) {
    view.heading = headings_[section].heading;
    view.role = headings_[section].role;
  }
  if (section == section_) {
    for (size_t s = 1; s < stage_count; ++s) {
      if (last_seen_[s] > 0) view.before[s] = 1.0F / static_cast<float>(1 + last_seen_[s]);
    }
  }
  view.decided = decide(view);
  if (remember) {
    for (size_t s = 1; s < stage_count; ++s) {
      if (last_seen_[s] > 0) ++last_seen_[s];
    }
    for (const StageWord& word : view.words) last_seen_[static_cast<size_t>(word.stage)] = 1;
  }
  return view;
}

}  // namespace colophon::extract

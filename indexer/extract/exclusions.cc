#include "indexer/extract/exclusions.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/extract/regex.h"
#include "schema/data.h"
#include "schema/value.h"

namespace colophon::extract {
namespace {

using Pattern = std::unique_ptr<const RE2>;

struct Exclusion {
  std::vector<std::string> fields;  // the starts of their ids
  std::vector<std::pair<Feature, float>> least;
  std::string value;                                        // its key; "" for any
  Pattern before, sentence, lacks, heading, heading_lacks;  // null where nothing is asked of them
};

Pattern pattern(const nlohmann::json& entry, const std::string& name, const std::string& end = "") {
  if (!entry.contains(name)) return nullptr;
  Pattern compiled = std::make_unique<const RE2>("(?i)(?:" + entry.at(name).get<std::string>() + ")" + end);
  if (!compiled->ok()) throw std::invalid_argument("exclusions.json: " + name + ": " + compiled->error());
  return compiled;
}

std::vector<Exclusion> load() {
  std::vector<Exclusion> list;
  for (const auto& entry : nlohmann::json::parse(schema::data_file("lexicons/exclusions.json"))) {
    Exclusion exclusion;
    exclusion.fields = entry.at("fields").get<std::vector<std::string>>();
    const nlohmann::json when = entry.value("when", nlohmann::json::object());
    for (const auto& [name, least] : when.items()) {
      const std::optional<Feature> feature = feature_named(name);
      if (!feature) throw std::invalid_argument("exclusions.json: no feature is called " + name);
      exclusion.least.emplace_back(*feature, least.get<float>());
    }
    exclusion.value = schema::term_key(entry.value("value", ""));
    exclusion.before = pattern(entry, "before", "\\s*$");
    exclusion.sentence = pattern(entry, "sentence");
    exclusion.lacks = pattern(entry, "lacks");
    exclusion.heading = pattern(entry, "heading");
    exclusion.heading_lacks = pattern(entry, "heading_lacks");
    list.push_back(std::move(exclusion));
  }
  return list;
}

const std::vector<Exclusion>& exclusions() {
  static const std::vector<Exclusion> loaded = load();
  return loaded;
}

// What the patterns are looked for in.
struct Surroundings {
  std::string_view before, sentence, heading;
};

Surroundings surroundings(const document::Document& document, const Candidate& candidate) {
  Surroundings around;
  if (candidate.place.block < 0) return around;
  const document::Block& block = document.blocks[static_cast<size_t>(candidate.place.block)];
  const std::string_view text = block.text;
  const Span& sentence = candidate.place.span;
  around.sentence = text.substr(sentence.begin, sentence.end - sentence.begin);
  if (candidate.written.end > sentence.begin)
    around.before = text.substr(sentence.begin, candidate.written.begin - sentence.begin);
  if (block.section >= 0) around.heading = document.sections[static_cast<size_t>(block.section)].title;
  return around;
}

bool met(const Pattern& pattern, std::string_view text) { return pattern == nullptr || matches(text, *pattern); }

}  // namespace

bool is_excluded(const document::Document& document, const Candidate& candidate) {
  const Surroundings around = surroundings(document, candidate);
  return std::any_of(exclusions().begin(), exclusions().end(), [&](const Exclusion& exclusion) {
    return std::any_of(exclusion.fields.begin(), exclusion.fields.end(),
                       [&](const std::string& start) { return candidate.field.starts_with(start); }) &&
           std::all_of(exclusion.least.begin(), exclusion.least.end(),
                       [&](const auto& pair) { return candidate.features[pair.first] >= pair.second; }) &&
           (exclusion.value.empty() || schema::value_key(candidate.value) == exclusion.value) &&
           met(exclusion.before, around.before) && met(exclusion.sentence, around.sentence) &&
           !(exclusion.lacks != nullptr && met(exclusion.lacks, around.sentence)) &&
           met(exclusion.heading, around.heading) &&
           !(exclusion.heading_lacks != nullptr && met(exclusion.heading_lacks, around.heading));
  });
}

}  // namespace colophon::extract

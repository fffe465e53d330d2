#include "indexer/extract/context.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "indexer/extract/patterns.h"
#include "indexer/extract/sieve.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

struct Context {
  Feature near = Feature::near_negation;
  std::optional<Feature> heading;  // where headings of this context tell something
  std::optional<Feature> before;   // likewise sentences before
  Patterns patterns;
};

struct Contexts {
  std::vector<Context> list;
  Sieve sieve;  // of their patterns, numbered as the list
};

const Contexts& lexicon() {
  static const Contexts loaded = [] {
    Contexts contexts;
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/contexts.json"));
    for (const auto& [name, expressions] : json.items()) {
      const std::optional<Feature> near = feature_named("near_" + name);
      if (!near) throw std::invalid_argument("contexts.json: no feature for " + name);
      contexts.list.push_back({*near, feature_named("heading_" + name), feature_named("before_" + name),
                               Patterns(expressions.get<std::vector<std::string>>(), "contexts.json: " + name)});
      contexts.sieve.add(contexts.list.back().patterns, "contexts.json: " + name);
    }
    contexts.sieve.compile();
    return contexts;
  }();
  return loaded;
}

const std::vector<Context>& contexts() { return lexicon().list; }

}  // namespace

std::vector<ContextWord> context_words(std::string_view text) {
  std::vector<ContextWord> words;
  for (const int number : lexicon().sieve.candidates(text)) {
    const Context& context = contexts()[static_cast<size_t>(number)];
    for (const Span& span : context.patterns.all(text)) words.push_back({context.near, span});
  }
  return words;
}

ContextReader::ContextReader(const document::Document& document) : headings_(document.sections.size()) {
  for (size_t i = 0; i < document.sections.size(); ++i) {
    float weight = 1;
    for (int at = static_cast<int>(i), up = 0; at >= 0; at = document.sections[at].parent, weight = 1.0F / (1 + ++up)) {
      for (const Context& context : contexts()) {
        if (!context.heading || headings_[i][*context.heading] > 0) continue;
        if (context.patterns.in(document.sections[at].title)) headings_[i][*context.heading] = weight;
      }
    }
  }
}

void ContextReader::describe(int section, Features& features) const {
  for (const Context& context : contexts()) {
    if (context.heading && section >= 0) features[*context.heading] = headings_[section][*context.heading];
    if (context.before && section == section_ && before_[*context.before] > 0)
      features[*context.before] = 1 / (1 + before_[*context.before]);
  }
}

void ContextReader::follow(int section, std::string_view text) {
  if (section != section_) before_ = Features();
  section_ = section;
  for (const Context& context : contexts()) {
    if (!context.before) continue;
    float& back = before_[*context.before];  // sentences back, 0 for never
    if (context.patterns.in(text)) {
      back = 1;
    } else if (back > 0) {
      ++back;
    }
  }
}

}  // namespace colophon::extract

#include "query/lexicon.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "query/plan.h"
#include "schema/data.h"
#include "schema/json.h"

namespace colophon::query {
namespace {

std::string key_of(std::string_view phrase) {
  const Words words = split_words(phrase);
  return words.stems(0, words.list.size());
}

}  // namespace

const Lexicon& Lexicon::standard() {
  static const Lexicon lexicon;
  return lexicon;
}

Lexicon::Lexicon() {
  read_question_words();
  read_checklist(schema::Checklist::standard());
  for (const auto& [phrase, senses] : phrases_) {
    const bool content = std::any_of(senses.begin(), senses.end(),
                                     [](const Sense& s) { return s.kind != Sense::Kind::role || s.id == "subject"; });
    if (content && phrase.size() >= 4) spellings_.push_back(phrase);
  }
  std::sort(spellings_.begin(), spellings_.end());
}

void Lexicon::add(std::string_view phrase, Sense sense) {
  const Words words = split_words(phrase);
  if (words.list.empty()) return;
  longest_ = std::max(longest_, words.list.size());
  std::string key = words.stems(0, words.list.size());
  if (words.list.size() > 1 && words.list.front().text == "a") with_article_.insert(key);
  if (sense.kind == Sense::Kind::field) sense.weak = weak_fields_.count(key) > 0;
  if (sense.kind == Sense::Kind::value && cautious_values_.count(sense.value) > 0) {
    // "code" and "代码" are everyday words; "source code" and "流水线并行" say what they mean.
    const bool han = words.list.front().han;
    sense.weak = words.list.size() == 1 || (han && words.list.size() == 2) || key == key_of(sense.value);
  }
  std::vector<Sense>& senses = phrases_[std::move(key)];
  const bool known = std::any_of(senses.begin(), senses.end(), [&](const Sense& other) {
    return other.kind == sense.kind && other.id == sense.id && other.value == sense.value;
  });
  if (!known) senses.push_back(std::move(sense));
}

void Lexicon::read_question_words() {
  const nlohmann::json words =
      schema::parse_json(schema::data_file("lexicons/question.json"), "lexicons/question.json");
  for (const auto& weak : words.at("weak_fields")) weak_fields_.insert(key_of(weak.get<std::string>()));
  for (const auto& value : words.at("cautious_values")) cautious_values_.insert(value.get<std::string>());
  for (const auto& cue : words.at("data_cues")) data_cues_.insert(key_of(cue.get<std::string>()));
  fields_of_models_ = words.at("fields_of_models").get<decltype(fields_of_models_)>();
  zero_is_none_ = words.at("zero_is_none").get<decltype(zero_is_none_)>();
  told_by_ = words.at("told_by").get<decltype(told_by_)>();
  stages_ = words.at("stages").get<decltype(stages_)>();
  preferred_ = words.at("preferred").get<decltype(preferred_)>();
  defaults_ = words.at("defaults").get<decltype(defaults_)>();
  for (const auto& [field, values] : words.at("values").items()) {
    for (const auto& [value, phrases] : values.items()) {
      for (const auto& phrase : phrases) add(phrase.get<std::string>(), {Sense::Kind::value, field, value, false});
    }
  }
  for (const auto& [field, phrases] : words.at("superlatives").items()) {
    for (const auto& phrase : phrases) superlatives_.emplace(key_of(phrase.get<std::string>()), field);
  }
  for (const auto& [name, field] : words.at("names").items()) names_.emplace(name, field.get<std::string>());
  for (const auto& [role, phrases] : words.at("roles").items()) {
    for (const auto& phrase : phrases) add(phrase.get<std::string>(), {Sense::Kind::role, role, "", false});
  }
  for (const auto& [field, phrases] : words.at("fields").items()) {
    for (const auto& phrase : phrases) add(phrase.get<std::string>(), {Sense::Kind::field, field, "", false});
  }
}

void Lexicon::read_checklist(const schema::Checklist& checklist) {
  std::map<std::string, int> ends;
  for (const schema::Item& item : checklist.items()) {
    const Sense field{Sense::Kind::field, item.id, "", false};
    add(item.name.en, field);
    add(item.name.zh, field);
    for (const std::string& synonym : item.synonyms) add(synonym, field);
    for (const schema::Term& term : item.vocabulary) {
      const Sense value{Sense::Kind::value, item.id, term.value, false};
      add(term.value, value);
      for (const std::string& alias : term.aliases) add(alias, value);
    }
    ++ends[item.id.substr(item.id.rfind('.') + 1)];
  }
  for (const schema::Item& item : checklist.items()) {
    names_.emplace(item.id, item.id);
    const std::string end = item.id.substr(item.id.rfind('.') + 1);
    if (ends[end] == 1) names_.emplace(end, item.id);
  }
  for (const char* field : {field::model, field::series, field::report, field::language}) names_.emplace(field, field);
}

std::optional<Lexicon::Match> Lexicon::longest(const Words& words, size_t first) const {
  std::optional<Match> match;
  std::string key;
  for (size_t last = first; last < words.list.size() && last - first < longest_; ++last) {
    // A comma or a full stop ends a phrase; a hyphen, a slash or a blank does not.
    const std::string& before = words.list[last].before;
    if (last > first && before.find_first_of(",;.?!()") != std::string::npos) break;
    key += words.list[last].stem;
    if (last > first && words.list[first].text == "a" && with_article_.count(key) == 0) continue;
    if (const auto found = phrases_.find(key); found != phrases_.end()) match = Match{last + 1, &found->second};
  }
  return match;
}

const std::vector<Sense>* Lexicon::find(std::string_view stems) const {
  const auto found = phrases_.find(std::string(stems));
  return found == phrases_.end() ? nullptr : &found->second;
}

std::string Lexicon::in_stage(const std::string& field, const std::string& stage) const {
  const auto found = stages_.find(field);
  if (found == stages_.end()) return field;
  const auto other = found->second.find(stage);
  return other == found->second.end() ? field : other->second;
}

std::string Lexicon::field_named(std::string_view name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? "" : found->second;
}

std::vector<std::string> Lexicon::field_names() const {
  std::vector<std::string> names;
  for (const auto& [name, field] : names_) names.push_back(name);
  return names;
}

std::string Lexicon::short_name(const std::string& field) const {
  std::string best = field;
  static constexpr std::array<std::string_view, 8> shorter = {"params", "active", "org",    "date",
                                                              "model",  "series", "report", "lang"};
  for (const std::string_view name : shorter) {
    if (field_named(name) == field) best = name;
  }
  return best;
}

std::string Lexicon::default_field(char suffix) const {
  const auto found = defaults_.find(std::string(1, suffix));
  return found == defaults_.end() ? "" : found->second;
}

std::string Lexicon::preferred(const std::string& value) const {
  const auto found = preferred_.find(value);
  return found == preferred_.end() ? "" : found->second;
}

std::string Lexicon::superlative_field(const std::string& stems) const {
  const auto found = superlatives_.find(stems);
  return found == superlatives_.end() ? "" : found->second;
}

}  // namespace colophon::query

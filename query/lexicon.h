// The words of questions: what each phrase may mean. Made once from the checklist (names and synonyms of items, values
// with their aliases) and from data/lexicons/question.json (the parts of speech of questions: comparisons,
// superlatives, negation, stages of training ...).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/words.h"
#include "schema/checklist.h"

namespace colophon::query {

struct Sense {
  enum class Kind { role, field, value };
  Kind kind = Kind::role;
  std::string id;     // the role, or the item's id
  std::string value;  // the vocabulary's value
  bool weak = false;  // a field only where nothing else is asked for; a value only beside a word for its field
};

class Lexicon {
 public:
  // The embedded one. Thread-safe.
  static const Lexicon& standard();

  struct Match {
    size_t last = 0;  // one past the last word
    const std::vector<Sense>* senses = nullptr;
  };
  // The longest phrase that begins with words.list[first].
  std::optional<Match> longest(const Words& words, size_t first) const;
  // The phrase as a whole, or nullptr.
  const std::vector<Sense>* find(std::string_view stems) const;

  // The field that stands for `field` in a stage of training ("sft"): pretrain.lr_peak -> sft.lr. `field` itself where
  // there is none.
  std::string in_stage(const std::string& field, const std::string& stage) const;

  // The item or condition field that a person calls `name`: an id, a short name ("params"), or the end of an id that no
  // other has ("kv_heads"). "" when there is none.
  std::string field_named(std::string_view name) const;
  // The names that field_named knows, for suggestions.
  std::vector<std::string> field_names() const;
  // The shortest name of a field: "params" of model.params_total; the id where there is none.
  std::string short_name(const std::string& field) const;

  // The field of a bare number by its suffix ('b': parameters). "" when it has none.
  std::string default_field(char suffix) const;
  // The field that a value of several fields means when nothing says which. "" when it does not matter.
  std::string preferred(const std::string& value) const;
  // The field that a superlative is about by itself: "deepest" of layers, "longest" of context. "" for others ("best").
  std::string superlative_field(const std::string& stems) const;
  // Whether the field's values are names of models: a teacher, the base of a reward model.
  bool names_models(const std::string& field) const { return fields_of_models_.count(field) > 0; }
  // Whether a model that does without what the field measures is one that states 0: a KL penalty, shared experts.
  bool zero_is_none(const std::string& field) const { return zero_is_none_.count(field) > 0; }
  // The fields that tell of a stage of training where a question has no other: "stage_rl" -> rl.algorithm, rl.paradigm.
  const std::map<std::string, std::vector<std::string>>& told_by() const { return told_by_; }
  bool data_cue(const std::string& stem) const { return data_cues_.count(stem) > 0; }
  // Single words that may have been meant by an unknown one.
  const std::vector<std::string>& spellings() const { return spellings_; }

 private:
  Lexicon();
  void add(std::string_view phrase, Sense sense);
  void read_checklist(const schema::Checklist& checklist);
  void read_question_words();

  std::unordered_map<std::string, std::vector<Sense>> phrases_;
  size_t longest_ = 1;                  // words of the longest phrase
  std::set<std::string> with_article_;  // phrases that begin with "a" as a word: "a head" is not "ahead"
  std::set<std::string> weak_fields_;
  std::set<std::string> cautious_values_;
  std::set<std::string> data_cues_;
  std::set<std::string> fields_of_models_;
  std::set<std::string> zero_is_none_;
  std::map<std::string, std::map<std::string, std::string>> stages_;
  std::map<std::string, std::vector<std::string>> told_by_;
  std::map<std::string, std::string> preferred_;
  std::map<std::string, std::string> superlatives_;  // by stems
  std::map<std::string, std::string> defaults_;
  std::map<std::string, std::string, std::less<>> names_;
  std::vector<std::string> spellings_;
};

}  // namespace colophon::query

// The cue grammar: for every field, the words that announce it, what its value looks like, and how tables label it. The
// grammar is data (data/cues/*.json, one file a part of the checklist); this is its compiled form.
//
// A rule is about one quantity. A quantity may be a field of several stages ("learning rate"): the rule then proposes
// all of them and the surroundings decide.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/extract/numbers.h"
#include "indexer/extract/patterns.h"
#include "indexer/extract/stage.h"

namespace colophon::extract {

// How a number or a term becomes the field's value.
enum class Kind {
  number,        // 1e-4
  integer,       // 61
  length,        // tokens of context: "128K" is 131072
  count,         // 3.2e12, 18.8e6
  batch,         // tokens or sequences
  warmup,        // steps, tokens or a ratio
  percent,       // 56.5
  share_number,  // 0.5 or 50 %: a percentage
  clip,          // 0.2, or a low and a high end
  term,          // one of the vocabulary
  capture,       // what a pattern's group holds
  flag,          // true where the cue stands
  parallelism,   // a kind and maybe a size
  hardware,      // a chip and maybe a count
  share,         // a source and its percentage
};

struct TermPattern {
  std::string value;
  Patterns pattern;
};

struct Rule {
  std::string quantity;
  Kind kind = Kind::number;
  std::vector<std::pair<Stage, std::string>> fields;  // the field of each stage; Stage::any for one without
  bool open = false;                                  // free vocabulary
  double low = 0;                                     // plausible values, ends included
  double high = 0;
  uint64_t units = 0;      // bit per Unit that may follow, besides none
  uint64_t need_unit = 0;  // one of these must follow, or a multiplier of a trillion
  Patterns cues;           // announce the value
  Patterns weak;           // may announce it
  Patterns exclude;        // look like cues and are not
  Patterns labels;         // whole labels of table rows, columns and configuration keys, after normal_label()
  Patterns zero;           // state the value 0 in words
  Patterns denied;         // state that it is not so (flags)
  Patterns nouns;          // what a term is about
  bool need_noun = false;  // a term without its noun is not proposed
  Patterns capture;
  std::vector<TermPattern> terms;
  int first_term = 0;  // its number among the patterns of terms_in()

  bool numeric() const { return kind <= Kind::clip; }
  bool allows(Unit unit) const { return unit == Unit::none || (units >> static_cast<int>(unit) & 1) != 0; }
};

// All rules, in the order of the files. Compiled once; thread-safe.
const std::vector<Rule>& rules();

// The first rule of a quantity that is known to be there ("mixture").
const Rule& rule_of(std::string_view quantity);

// The rules that may have something to say on a text: a cheap test before the real matching. Indexes into rules().
std::vector<int> rules_in(std::string_view text);

// Likewise the terms of a rule: none that is left out stands in the text. Indexes into rule.terms, ascending.
std::vector<int> terms_in(const Rule& rule, std::string_view text);

// A table label or configuration key in its plain form: NFKC, lower case, "_" a space, without marks, bracketed remarks
// and doubled blanks, points of abbreviation and blanks beside Chinese. "num_hidden_layers" -> "num hidden layers",
// "# Layers†" -> "layers", "Hidden dim." -> "hidden dim", "FFN 中间维度" -> "ffn中间维度".
std::string normal_label(std::string_view label);

// The multiplier or unit in a label's brackets: "Tokens (B)" -> 1e9, "Share (%)" -> 1, none -> 1.
double label_scale(std::string_view label);

}  // namespace colophon::extract

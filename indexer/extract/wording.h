// Wording: the words around a value, and what a linear model makes of them. Features (features.h) tell the shape of a
// statement; its wording tells what no lexicon foresaw ("ablation", "for comparison", "users may"). A word counts in
// general, for the field's group ("sft"), for the field ("sft.data_origin") and, where the value is a term, for the
// term in that field ("sft.data_origin=human"); weights are data (data/ranker.json).
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/extract/sentences.h"

namespace colophon::extract {

// The distinct words around the value at `value` of `text`, each with where it stands: "w:" anywhere within sixty
// words, "L:" and "R:" within eight before and after, "l0:" to "l2:" and "r0:" to "r2:" next to it, second, and third
// or fourth; "h:" in the heading above. `term` is the value itself ("v:"), empty where it is a number.
std::vector<std::string> wording(std::string_view text, const Span& value, std::string_view term,
                                 std::string_view heading);

class WordingModel {
 public:
  // Reads what tools/ranker/wording.py writes. Throws nlohmann::json::exception where it is of another shape.
  static WordingModel parse(const nlohmann::json& weights);

  // The log-odds that a value of `field` with this wording is right.
  double score(std::string_view field, const std::vector<std::string>& wording) const;

 private:
  struct Weight {
    int scope = 0;
    float weight = 0;
  };
  // The scopes that the words of a value count in: all fields, the field's group, the field, the term in the field.
  std::vector<int> scopes_of(std::string_view field, const std::vector<std::string>& wording) const;

  std::unordered_map<std::string, int> scopes_;  // by name: "", "sft", "sft.data_origin", "sft.data_origin=human"
  std::unordered_map<std::string, std::vector<Weight>> words_;
  std::unordered_map<std::string, double> fields_;  // weight of the field itself
  double intercept_ = 0;
};

}  // namespace colophon::extract

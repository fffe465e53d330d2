// Which of many regular expressions match a text. Most need some literal: "reward model", "奖励模型". One pass over the
// text finds the literals that it has (literals.h), RE2's FilteredRE2 tells from them which expressions can match at
// all, and only these are run. What comes out is what running all of them would give.
//
// Turned down: one RE2 or RE2::Set for all. Their automata have a state for every combination of half-read expressions,
// do not fit their caches, and were two thirds of the time of all matching.
#pragma once

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/literals.h"
#include "indexer/extract/patterns.h"

namespace colophon::extract {

class Sieve {
 public:
  Sieve();

  // Returns the expression's number: 0, 1, ... `where` names the place in the data for the error. Throws
  // std::invalid_argument for a malformed expression.
  int add(const std::string& expression, const RE2::Options& options, const std::string& where);

  // All of `patterns` as one expression; none of it, which matches nothing, has a number as well.
  int add(const Patterns& patterns, const std::string& where);

  // After the last add() and before the first question.
  void compile();

  // The numbers, ascending, of the expressions that may match: none that is left out does. Thread-safe, as all below.
  std::vector<int> candidates(std::string_view text) const;
  // Whether one of them does.
  bool matches(int expression, std::string_view text) const;
  // The numbers, ascending, of those that match.
  std::vector<int> matching(std::string_view text) const;

 private:
  re2::FilteredRE2 expressions_;
  Literals literals_;
};

}  // namespace colophon::extract

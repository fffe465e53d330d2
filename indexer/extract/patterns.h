// Patterns from data files: several regular expressions as one, the way cue files write them.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/sentences.h"

namespace colophon::extract {

// An alternation of RE2 expressions. Case does not count, except for an expression without any small letter ("\bPP\b"),
// which is an acronym. An empty list matches nothing. ASCII word edges (\b) also hold beside Chinese.
class Patterns {
 public:
  Patterns() = default;
  // `where` names the place in the data for the error. Throws std::invalid_argument for a malformed expression.
  Patterns(const std::vector<std::string>& expressions, const std::string& where);

  bool empty() const { return regex_ == nullptr; }
  bool in(std::string_view text) const;
  bool whole(std::string_view text) const;
  // All matches, left to right, without overlaps and without empty ones.
  std::vector<Span> all(std::string_view text) const;
  // All texts of the first group that took part in a match.
  std::vector<Span> captures(std::string_view text) const;
  // The expressions as RE2 sources, each with its case; and all as one.
  const std::vector<std::string>& sources() const { return sources_; }
  std::string source() const;

 private:
  std::vector<std::string> sources_;
  std::shared_ptr<const RE2> regex_;
};

}  // namespace colophon::extract

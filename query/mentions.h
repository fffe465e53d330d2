// What a question mentions, in order: the words of questions, fields, values, numbers, and names that the knowledge
// base knows. Each stretch of words is read as the longest thing it can be; what nothing claims is unknown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/amounts.h"
#include "query/lexicon.h"
#include "query/names.h"
#include "query/words.h"
#include "schema/numbers.h"

namespace colophon::query {

struct Mention {
  size_t first = 0;  // words
  size_t last = 0;
  std::string text;           // folded, as asked
  std::string before;         // what separates it from the mention before
  std::vector<Sense> senses;  // all that the lexicon knows, and values found in the knowledge base
  std::optional<schema::WrittenNumber> number;
  std::optional<Days> days;  // a year, a month or a day
  bool model = false;
  bool missing_model = false;  // named like a model of a known series, and there is none
  bool baseline = false;       // a model that reports compare themselves with and none is about
  bool series = false;
  bool organization = false;
  bool benchmark = false;

  bool is(std::string_view role) const;
  bool has(Sense::Kind kind) const;
  bool named() const { return model || missing_model || series || organization; }
  bool unknown() const { return senses.empty() && !number && !days && !named() && !benchmark; }
};

struct Mentions {
  Words words;
  std::vector<Mention> list;
  std::vector<std::string> remarks;  // spellings that were corrected

  // Whether mention `i` has a role; false beyond the list. Whether any has.
  bool at(size_t i, std::string_view role) const;
  bool any(std::string_view role) const;
};

Mentions read_mentions(std::string_view question, const Names& names);

}  // namespace colophon::query

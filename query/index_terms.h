// Queries that are put together of terms of the search index.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "store/search_index.h"

namespace colophon::query {

// More reports than these are not named in a query: all are read, and those that are not wanted left out.
inline constexpr size_t most_named = 1000;

// A disjunction; nothing matches that of no terms.
inline Xapian::Query any_term(const std::vector<std::string>& terms) {
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

inline Xapian::Query any_report(const std::vector<std::string>& keys) {
  std::vector<std::string> terms;
  terms.reserve(keys.size());
  for (const std::string& key : keys) terms.push_back(store::term::report(key));
  return any_term(terms);
}

inline Xapian::Query kind_query(store::Kind of) { return Xapian::Query(store::term::kind(of)); }

}  // namespace colophon::query

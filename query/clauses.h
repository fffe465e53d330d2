// Conditions as a question joins them: which are denied, which are alternatives, and the one condition they make.
#pragma once

#include <cstddef>
#include <vector>

#include "query/mentions.h"
#include "query/plan.h"

namespace colophon::query {

// A condition and where the question makes it.
struct Clause {
  Condition condition;
  size_t at = 0;  // index into Mentions::list
  bool negated = false;
};

// Whether what mention `i` says is denied. A negation holds until the clause ends, or a new verb after "and" begins
// another.
bool denied_at(const Mentions& mentions, size_t i);

// In the order of the question.
void sort_clauses(std::vector<Clause>& clauses);

// All of the clauses, those with "or" between them as alternatives; sorted ones.
Condition join_clauses(const Mentions& mentions, std::vector<Clause> clauses);

}  // namespace colophon::query

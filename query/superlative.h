// The facts that a superlative over a field ("the most layers") chooses from.
#pragma once

#include <string>
#include <vector>

#include "query/library.h"
#include "query/plan.h"
#include "query/statements.h"

namespace colophon::query {

struct RankedFact {
  double number = 0;
  const ModelEntry* entry = nullptr;
  const schema::Fact* fact = nullptr;  // null where the number is of the head, such as a date
};

// The facts of `field` that are among those of the first `limit` models with `condition`, and perhaps others, by
// reports and within by the order of the index. Models are decoded from the best by their slots on, which bound what
// their facts say, until none that follows can come before those.
std::vector<RankedFact> first_by_fact(Library& library, const std::string& field, bool highest, size_t limit,
                                      const Condition& condition);

// Of answers in their order, `shown` from a place on: the second place is that of the second number, for answers that
// agree share theirs.
void keep_from_place(std::vector<Answer>& answers, size_t place, size_t shown);

}  // namespace colophon::query

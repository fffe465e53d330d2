// Counts and means of answers by organisation, year or value.
#pragma once

#include <string>
#include <vector>

#include "query/library.h"
#include "query/plan.h"
#include "query/statements.h"

namespace colophon::query {

struct GroupAnswer {
  std::string name;  // an organisation, a year, a value
  double number = 0;
  size_t reports = 0;
};

// The report's organisation ("not stated" where there is none) or year.
std::string group_of(const schema::Record& record, Group by);

// How many reports each group has; the most first, years in order. Group::value counts the statements' values.
std::vector<GroupAnswer> count_by(const std::vector<Answer>& answers, Group by, Library& library);

// The mean of the answers' numbers in each group; of all of them ("all") for Group::none.
std::vector<GroupAnswer> means_by(const std::vector<Answer>& answers, Group by, Library& library);

}  // namespace colophon::query

// Counts and means of answers by organisation, year or value.
#pragma once

#include <set>
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

// The report's organisation ("not stated" where there is none), year, or both ("BAAI, 2024").
std::string group_of(const schema::Record& record, Group by);

// How many reports or models each group has; the most first, years in order. Group::value counts the statements'
// values.
std::vector<GroupAnswer> count_by(const std::vector<Answer>& answers, Group by, Library& library,
                                  Counted counted = Counted::reports);

// The mean over the models that the answers name, in each group; over all of them ("all") for Group::none. A model
// counts once a report: of several numbers with the largest, of several scores with the best.
std::vector<GroupAnswer> means_by(const std::vector<Answer>& answers, Group by, Library& library);

// The same of a field over all models that satisfy `condition`, in one group, by the numbers of the index: without the
// statements.
std::vector<GroupAnswer> mean_of(const std::string& field, const Condition& condition, Library& library);

}  // namespace colophon::query

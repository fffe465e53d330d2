// From mentions to conditions: values, numbers with their comparison and field, dates, organisations; negation and
// "or" between them.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "query/mentions.h"
#include "query/plan.h"

namespace colophon::query {

// A field that is mentioned for itself.
struct FieldUse {
  std::string field;
  size_t at = 0;  // index into Mentions::list
  bool weak = false;
};

struct ReadConditions {
  Condition where;
  std::vector<std::string> fields_of_conditions;  // in order
  std::vector<FieldUse> fields;                   // not taken up by a condition; strong ones only, if there are any
  std::vector<std::string> models;                // named ones
  std::vector<size_t> models_at;
  std::vector<std::string> groups;          // series and organisations
  std::vector<std::string> benchmarks;      // that scores are asked for
  std::vector<size_t> limits;               // numbers that count answers: "top 5"
  std::vector<std::string> unread_amounts;  // comparisons with numbers of which no field is known
  bool conditions = false;                  // beyond models and groups
  bool negated_field = false;               // "without a reward model": a field with a negation and no value
};

ReadConditions read_conditions(const Mentions& mentions);

}  // namespace colophon::query

// One record's models, each with all that is known of it: what questions range over and tables have a row for.
#pragma once

#include <vector>

#include "schema/record.h"

namespace colophon::store {

struct ModelFacts {
  schema::Model model;              // name "" for a report that names none
  std::vector<schema::Fact> facts;  // its own, then those of all the report's models
  size_t own = 0;                   // how many of them are its own
};

// A fact belongs to the model with its name or alias; a name no model has gets an entry of its own, so that no fact is
// lost.
std::vector<ModelFacts> facts_by_model(const schema::Record& record);

// What the record and the model hold beside facts, as facts of the checklist's items (model.params_total, report.date
// ...). Without evidence, unless the model has some.
std::vector<schema::Fact> implied_facts(const schema::Record& record, const schema::Model& model);

}  // namespace colophon::store

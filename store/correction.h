// A person's correction of what one report says of one field: it stands in place of all that was extracted there.
//
// Corrections live in the records (record_store.h), in a column family of their own and by the report's key: the record
// stays as it was extracted, and whoever reads it gets it corrected. So a correction outlives a re-index, a rebuild,
// the removal of its report and its return, a migration and a backup.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "schema/record.h"

namespace colophon::store {

struct Correction {
  std::string field;
  std::string model;                  // as Fact::model: "" for all the report's models
  std::vector<schema::Value> values;  // none: the report does not say
  std::string note;                   // whose it is and why, for people
};

// Puts the corrections' values in place of the facts of their fields and models, with confidence 1. Evidence is that of
// the extracted fact with the same value, else of the first that was replaced, else the note.
void apply_corrections(const std::vector<Correction>& corrections, schema::Record& record);

nlohmann::json correction_to_json(const Correction& correction);
// Throws schema::Error(input).
Correction correction_from_json(const nlohmann::json& json);

}  // namespace colophon::store

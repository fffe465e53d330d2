// A person's correction of what one report says of one field: it stands in place of what was extracted there, or beside
// it.
//
// Corrections live in the records (record_store.h), in a column family of their own and by the report's key: the record
// stays as it was extracted, and whoever reads it gets it corrected. So a correction outlives a re-index, a rebuild,
// the removal of its report and its return, a migration and a backup. How it came about is kept in decisions
// (decision.h).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "schema/record.h"

namespace colophon::store {

// A value that a person stands for.
struct Stated {
  schema::Value value;
  std::vector<schema::Evidence> evidence;  // what the person cites; empty: what was extracted with it, else the note
};

struct Correction {
  std::string field;
  std::string model;                    // as Fact::model: "" for all the report's models
  bool whole = true;                    // in place of all that was extracted; false: beside it
  std::vector<Stated> values;           // whole and none: the report does not say
  std::vector<schema::Value> rejected;  // no facts, whatever is extracted
  std::string note;                     // why, for people

  // Says nothing: what was extracted stands.
  bool empty() const { return !whole && values.empty() && rejected.empty(); }
};

// Makes the record say what the corrections say, with confidence 1. Evidence is what the correction cites, else that of
// the extracted fact with the same value, else the note as a section without a quote. Sizes, organisation, date,
// licence and so on, which are no facts of a record, are put where it has them. An item that is given a value is no
// longer absent; one that loses all is.
void apply_corrections(const std::vector<Correction>& corrections, schema::Record& record);

// Records of layout 2 have no "evidence", "whole" and "rejected".
nlohmann::json correction_to_json(const Correction& correction);
// Throws schema::Error(input).
Correction correction_from_json(const nlohmann::json& json);

}  // namespace colophon::store

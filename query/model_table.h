// Tables of models: one row a model with chosen fields as columns (exports), or models side by side with the items of
// the checklist as rows (comparison).
#pragma once

#include <string>
#include <vector>

#include "query/library.h"
#include "query/table.h"

namespace colophon::query {

// The columns an export has when none are named.
const std::vector<std::string>& usual_fields();

// Ids from what people name: a field in any of its names, or a group of them ("arch", "pretrain", or a section's id).
// Throws schema::Error(usage) with the nearest name.
std::vector<std::string> fields_named(const std::vector<std::string>& names);

// One row a model: report, model, then `fields`. Several values of a field share a cell.
Table models_table(Library& library, const Condition& where, const std::vector<std::string>& fields);

// A group of models to be compared as one: one model, a series, or a report.
struct Side {
  std::string name;
  std::vector<const ModelEntry*> models;
};
// What a person means by `name`: a model, else a report, else a series. Throws schema::Error(not_found) with the
// nearest.
Side find_side(Library& library, const std::string& name);

// Rows in the order of the checklist, differences marked, "not disclosed" said. Without `fields`, every field that a
// side has. `benchmarks`: own scores, the best of a row marked; "*" for every benchmark that two sides have.
Table comparison(Library& library, const std::vector<Side>& sides, const std::vector<std::string>& fields,
                 const std::vector<std::string>& benchmarks);

// The same of what people name; `fields` as fields_named takes them. Throws schema::Error(not_found, usage).
Table comparison(Library& library, const std::vector<std::string>& names, const std::vector<std::string>& fields,
                 const std::vector<std::string>& benchmarks);
// A comparison's rows in which the sides are not all the same.
Table differences(Table comparison);

// All values of a field among some models, as one cell.
Cell values_cell(const std::vector<const ModelEntry*>& models, const std::string& field);

}  // namespace colophon::query

// A user's own columns: a JSON file that names them and says what fills each.
//
//   {"columns": [
//     {"name": "Model",   "value": "{model}"},
//     {"name": "Tokens (T)", "value": "{pretrain.tokens}", "divide": 1e12},
//     {"name": "Source",  "value": "{report}, p. {pretrain.tokens.page}: {pretrain.tokens.quote}"}]}
//
// In `value`, {field} is the field's values (any name that the query language knows), {field.page}, {field.section} and
// {field.quote} its first evidence, {model}, {report}, {title}, {organization}, {date}, {language}, {arxiv}, {licence}
// the record's. `divide` makes a plain number of the field's amount. A placeholder without a value is `missing` ("").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/library.h"
#include "query/plan.h"
#include "query/table.h"

namespace colophon::query {

struct TemplateColumn {
  std::string name;
  std::string value;
  std::optional<double> divide;
};

struct Template {
  std::vector<TemplateColumn> columns;
  std::string missing;
};

// Throws schema::Error(input) that names the column and the nearest field.
Template parse_template(std::string_view json);

// A row a model.
Table template_table(Library& library, const Condition& where, const Template& wanted);

}  // namespace colophon::query

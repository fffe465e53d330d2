#include "indexer/document/markdown/model_index.h"

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <string>

#include "indexer/document/rich_text.h"

namespace colophon::document {
namespace {

constexpr size_t max_rows = 2000;  // no card declares more

// The first of `keys` that `map` has as a scalar; "" where it has none.
std::string scalar(const YAML::Node& map, std::initializer_list<const char*> keys) {
  if (!map.IsMap()) return "";
  for (const char* key : keys) {
    const YAML::Node value = map[key];
    if (value && value.IsScalar() && !value.Scalar().empty()) return value.Scalar();
  }
  return "";
}

YAML::Node part(const YAML::Node& map, const char* key) {
  return map.IsMap() && map[key] ? map[key] : YAML::Node(YAML::NodeType::Null);
}

}  // namespace

std::vector<Table> model_index_tables(const YAML::Node& index) {
  std::vector<Table> tables;
  if (!index.IsSequence()) return tables;
  size_t rows = 0;
  for (const YAML::Node& model : index) {
    const std::string name = scalar(model, {"name"});
    Table table;
    table.caption = "model-index";
    table.rows.push_back({plain_cell("dataset"), plain_cell("metric"), plain_cell(name)});
    for (const YAML::Node& result : part(model, "results")) {
      const std::string dataset = scalar(part(result, "dataset"), {"name", "type"});
      for (const YAML::Node& metric : part(result, "metrics")) {
        const std::string value = scalar(metric, {"value"});
        if (dataset.empty() || value.empty() || ++rows > max_rows) continue;
        table.rows.push_back({plain_cell(dataset), plain_cell(scalar(metric, {"name", "type"})), plain_cell(value)});
      }
    }
    if (!name.empty() && table.rows.size() > 1) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace colophon::document

#include "query/template.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "query/amounts.h"
#include "query/lexicon.h"
#include "query/model_table.h"
#include "query/names.h"
#include "schema/error.h"
#include "schema/json.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

const std::vector<std::string>& record_names() {
  static const std::vector<std::string> names = {"model", "report",   "title", "organization",
                                                 "date",  "language", "arxiv", "licence"};
  return names;
}

bool is_record_name(const std::string& name) {
  return std::find(record_names().begin(), record_names().end(), name) != record_names().end();
}

// "pretrain.tokens.page": the field, and which part of its evidence ("" for the value).
struct Placeholder {
  std::string field;
  std::string part;
};

Placeholder placeholder_of(const std::string& name) {
  for (const char* part : {"page", "section", "quote"}) {
    const std::string ending = std::string(".") + part;
    if (name.size() > ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0) {
      return {Lexicon::standard().field_named(name.substr(0, name.size() - ending.size())), part};
    }
  }
  return {Lexicon::standard().field_named(name), ""};
}

// `text` with each {name} replaced by what `fill` gives.
std::string replaced(const std::string& text, const std::function<std::string(const std::string&)>& fill) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t open = text.find('{', at), close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) return out + text.substr(at);
    out += text.substr(at, open - at) + fill(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out;
}

std::string record_value(const ModelEntry& entry, const std::string& name) {
  const schema::Record& record = entry.record;
  if (name == "model") return entry.name();
  if (name == "report") return record.report;
  if (name == "title") return record.title;
  if (name == "date") return record.release_date;
  if (name == "language") return record.language;
  if (name == "arxiv") return record.arxiv;
  if (name == "licence") return record.licence;
  std::string all;
  for (const std::string& one : record.organization) all += (all.empty() ? "" : "; ") + one;
  return all;
}

std::string evidence_part(const std::vector<schema::Evidence>& evidence, const std::string& part) {
  if (evidence.empty()) return "";
  if (part == "quote") return evidence.front().quote;
  if (part == "section") return evidence.front().section;
  return evidence.front().page > 0 ? std::to_string(evidence.front().page) : "";
}

Cell cell_of(const ModelEntry& entry, const TemplateColumn& column, const std::string& missing) {
  Cell cell;
  cell.text = replaced(column.value, [&](const std::string& name) {
    if (is_record_name(name)) {
      const std::string value = record_value(entry, name);
      return value.empty() ? missing : value;
    }
    const Placeholder placeholder = placeholder_of(name);
    Cell values = values_cell({&entry}, placeholder.field);
    cell.report = values.report;
    cell.evidence.insert(cell.evidence.end(), values.evidence.begin(), values.evidence.end());
    if (!placeholder.part.empty()) return evidence_part(values.evidence, placeholder.part);
    if (column.divide && values.number) {
      cell.number = *values.number / *column.divide;
      return plain_amount(*cell.number);
    }
    return values.text.empty() ? missing : values.text;
  });
  return cell;
}

void check(const TemplateColumn& column) {
  replaced(column.value, [&](const std::string& name) -> std::string {
    if (is_record_name(name) || !placeholder_of(name).field.empty()) return "";
    const std::string near = nearest(name, Lexicon::standard().field_names());
    throw schema::Error(
        schema::Error::Kind::input,
        "template, column \"" + column.name + "\": there is no field \"" + name + "\"" +
            (near.empty() ? "; docs/query-language.md lists them" : "; did you mean \"" + near + "\"?"));
  });
}

}  // namespace

Template parse_template(std::string_view text) {
  const nlohmann::json json = schema::parse_json(text, "template");
  Template parsed;
  parsed.missing = schema::member_or<std::string>(json, "missing", "");
  for (const auto& one : schema::member<nlohmann::json>(json, "columns")) {
    TemplateColumn column{schema::member<std::string>(one, "name"), schema::member<std::string>(one, "value"), {}};
    if (one.contains("divide")) column.divide = schema::member<double>(one, "divide");
    check(column);
    parsed.columns.push_back(std::move(column));
  }
  if (parsed.columns.empty()) {
    throw schema::Error(schema::Error::Kind::input, "template: no columns; name at least one under \"columns\"");
  }
  return parsed;
}

Table template_table(Library& library, const Condition& where, const Template& wanted) {
  Table table;
  table.title = "Models";
  for (const TemplateColumn& column : wanted.columns) table.columns.push_back(column.name);
  for (const Library::Found& found : library.models(where)) {
    std::vector<Cell>& row = table.rows.emplace_back();
    for (const TemplateColumn& column : wanted.columns) row.push_back(cell_of(*found.entry, column, wanted.missing));
  }
  return table;
}

}  // namespace colophon::query

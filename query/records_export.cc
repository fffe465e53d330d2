#include "query/records_export.h"

#include <nlohmann/json.hpp>
#include <set>

#include "query/bibliography.h"
#include "schema/error.h"
#include "schema/json.h"

namespace colophon::query {
namespace {

using nlohmann::json;

std::string dump(const json& value, int indent) { return schema::json_text(value, indent) + "\n"; }

}  // namespace

std::vector<schema::Record> records_where(const store::KnowledgeBase& base, Library& library, const Condition& where) {
  const bool all = where.kind == Condition::Kind::everything;
  std::set<std::string> keys;
  if (!all) {
    for (const auto* report : library.reports(where)) keys.insert(report->key);
  }
  std::vector<schema::Record> records;
  base.for_each_record([&](const store::Entry& entry) {
    if (all || keys.count(entry.key) > 0) records.push_back(entry.record);
    return true;
  });
  return records;
}

std::string render_records(const std::vector<schema::Record>& records, std::string_view format) {
  if (format == "bibtex") return bibtex(records);
  if (format == "jsonl") {
    std::string text;
    for (const schema::Record& record : records) text += dump(schema::record_to_json(record), -1);
    return text;
  }
  if (format == "json") {
    json list = json::array();
    for (const schema::Record& record : records) list.push_back(schema::record_to_json(record));
    return dump({{"format", 1}, {"records", list}}, 1);
  }
  throw schema::Error(schema::Error::Kind::usage,
                      "no format of records \"" + std::string(format) + "\"; there are jsonl, json and bibtex");
}

}  // namespace colophon::query

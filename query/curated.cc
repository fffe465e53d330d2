#include "query/curated.h"

#include <nlohmann/json.hpp>
#include <set>

#include "schema/checklist.h"

namespace colophon::query {
namespace {

using nlohmann::json;
using schema::Fact;
using schema::Record;

Record curated(const Record& record, const std::set<std::string>& fields) {
  Record out;
  out.report = record.report;
  out.title = record.title;
  out.language = record.language;
  out.models = record.models;
  std::set<std::string> disclosed;
  for (const Fact& fact : record.facts) {
    if (!fields.contains(fact.field)) continue;
    out.facts.push_back(fact);
    disclosed.insert(fact.field);
  }
  for (const std::string& field : fields) {
    const bool of_head = field.starts_with("model.") || field.starts_with("report.");
    if (!of_head && !disclosed.contains(field)) out.absent.push_back({field, schema::Silence::not_disclosed});
  }
  return out;
}

json fact_json(const Fact& fact) {
  const schema::Item* item = schema::Checklist::standard().find(fact.field);
  json out = {{"field", fact.field},
              {"model", fact.model.empty() ? json(nullptr) : json(fact.model)},
              {"value", schema::value_to_json(fact.value, item == nullptr ? schema::ValueType::term : item->type)}};
  if (fact.evidence.empty()) return out;
  const schema::Evidence& first = fact.evidence.front();
  out["quote"] = first.quote;
  out["page"] = first.page > 0 ? json(first.page) : json(nullptr);
  return out;
}

}  // namespace

std::vector<store::Entry> curated_records(const store::KnowledgeBase& base) {
  std::vector<store::Entry> out;
  base.for_each_record([&](const store::Entry& entry) {
    std::set<std::string> fields;
    for (const store::Correction& correction : base.corrections(entry.key)) fields.insert(correction.field);
    if (!fields.empty()) out.push_back({entry.key, entry.sequence, curated(entry.record, fields)});
    return true;
  });
  return out;
}

json curated_to_json(const Record& record) {
  json out = schema::record_to_json(record);
  json facts = json::array();
  for (const Fact& fact : record.facts) facts.push_back(fact_json(fact));
  return {{"report", out["report"]},   {"title", out["title"]},  {"language", out["language"]},
          {"models", out["models"]},   {"facts", facts},         {"scores", json::array()},
          {"passages", json::array()}, {"absent", out["absent"]}};
}

}  // namespace colophon::query

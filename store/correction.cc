#include "store/correction.h"

#include <algorithm>

#include "schema/checklist.h"
#include "schema/json.h"

namespace colophon::store {
namespace {

using nlohmann::json;
using schema::Fact;

schema::ValueType type_of(const std::string& field) {
  const schema::Item* item = schema::Checklist::standard().find(field);
  if (item == nullptr || item->kind != schema::ItemKind::field) {
    throw schema::Error(schema::Error::Kind::input, "unknown field \"" + field + "\"; data/checklist.json lists them");
  }
  return item->type;
}

// Takes the facts that the correction is about out of `facts`.
std::vector<Fact> taken(const Correction& correction, std::vector<Fact>& facts) {
  const auto kept = std::stable_partition(facts.begin(), facts.end(), [&](const Fact& fact) {
    return fact.field != correction.field || fact.model != correction.model;
  });
  std::vector<Fact> out(std::make_move_iterator(kept), std::make_move_iterator(facts.end()));
  facts.erase(kept, facts.end());
  return out;
}

Fact corrected(const Correction& correction, const schema::Value& value, const std::vector<Fact>& before) {
  Fact fact;
  const auto same = std::find_if(before.begin(), before.end(), [&](const Fact& old) { return old.value == value; });
  if (same != before.end()) {
    fact = *same;
    fact.doubt.clear();
  } else if (!before.empty()) {
    fact.evidence = before.front().evidence;
  }
  if (fact.evidence.empty()) fact.evidence = {{0, "", correction.note, "", "", ""}};
  fact.field = correction.field;
  fact.model = correction.model;
  fact.value = value;
  fact.confidence = 1;
  return fact;
}

}  // namespace

void apply_corrections(const std::vector<Correction>& corrections, schema::Record& record) {
  for (const Correction& correction : corrections) {
    std::vector<Fact> before = taken(correction, record.facts);
    for (Fact& fact : taken(correction, record.review)) before.push_back(std::move(fact));
    for (const schema::Value& value : correction.values) record.facts.push_back(corrected(correction, value, before));
  }
}

json correction_to_json(const Correction& correction) {
  json values = json::array();
  for (const schema::Value& value : correction.values) {
    values.push_back(schema::value_to_json(value, type_of(correction.field)));
  }
  return {{"field", correction.field}, {"model", correction.model}, {"values", values}, {"note", correction.note}};
}

Correction correction_from_json(const json& in) {
  Correction correction{schema::member<std::string>(in, "field"),
                        schema::member_or<std::string>(in, "model", ""),
                        {},
                        schema::member_or<std::string>(in, "note", "")};
  for (const json& value : schema::member_or<json>(in, "values", json::array())) {
    correction.values.push_back(schema::value_from_json(value, type_of(correction.field)));
  }
  return correction;
}

}  // namespace colophon::store

#include "store/correction.h"

#include <algorithm>
#include <iterator>

#include "schema/checklist.h"
#include "schema/json.h"

namespace colophon::store {
namespace {

using nlohmann::json;
using schema::Evidence;
using schema::Fact;
using schema::Record;

schema::ValueType type_of(const std::string& field) {
  const schema::Item* item = schema::Checklist::standard().find(field);
  if (item == nullptr || item->kind != schema::ItemKind::field) {
    throw schema::Error(schema::Error::Kind::input, "unknown field \"" + field + "\"; data/checklist.json lists them");
  }
  return item->type;
}

bool is_rejected(const Correction& correction, const schema::Value& value) {
  return std::any_of(correction.rejected.begin(), correction.rejected.end(),
                     [&](const schema::Value& one) { return schema::same_key(one, value); });
}

const Stated* stated(const Correction& correction, const schema::Value& value) {
  const auto found = std::find_if(correction.values.begin(), correction.values.end(),
                                  [&](const Stated& one) { return schema::same_key(one.value, value); });
  return found == correction.values.end() ? nullptr : &*found;
}

std::vector<Evidence> evidence_for(const Correction& correction, const Stated& value, const Fact* extracted) {
  if (!value.evidence.empty()) return value.evidence;
  if (extracted != nullptr && !extracted->evidence.empty()) return extracted->evidence;
  return {{0, correction.note, "", "", "", ""}};
}

// Takes the facts that the correction speaks of out of `facts`.
std::vector<Fact> taken(const Correction& correction, std::vector<Fact>& facts) {
  const auto spoken_of = [&](const Fact& fact) {
    if (fact.field != correction.field || fact.model != correction.model) return false;
    return correction.whole || is_rejected(correction, fact.value) || stated(correction, fact.value) != nullptr;
  };
  const auto kept = std::stable_partition(facts.begin(), facts.end(), [&](const Fact& f) { return !spoken_of(f); });
  std::vector<Fact> out(std::make_move_iterator(kept), std::make_move_iterator(facts.end()));
  facts.erase(kept, facts.end());
  return out;
}

void correct_facts(const Correction& correction, Record& record) {
  std::vector<Fact> before = taken(correction, record.facts);
  for (Fact& fact : taken(correction, record.review)) before.push_back(std::move(fact));
  for (const Stated& value : correction.values) {
    const auto old = std::find_if(before.begin(), before.end(),
                                  [&](const Fact& f) { return schema::same_key(f.value, value.value); });
    const Fact* extracted = old == before.end() ? nullptr : &*old;
    Fact fact;
    fact.field = correction.field;
    fact.model = correction.model;
    fact.value = value.value;
    if (extracted != nullptr) fact.as_written = extracted->as_written;
    fact.confidence = 1;
    fact.evidence = evidence_for(correction, value, extracted);
    record.facts.push_back(std::move(fact));
  }
}

// The models a correction speaks of: the one of that name, or all.
template <typename Action>
void for_models(const Correction& correction, Record& record, Action action) {
  for (schema::Model& model : record.models) {
    if (correction.model.empty() || model.name == correction.model) action(model);
  }
}

void correct_size(const Correction& correction, Record& record, std::optional<double> schema::Model::*size) {
  for_models(correction, record, [&](schema::Model& model) {
    if (model.*size && is_rejected(correction, *(model.*size))) (model.*size).reset();
    if (correction.whole && correction.values.empty()) (model.*size).reset();
    if (correction.values.empty()) return;
    const Stated& first = correction.values.front();
    model.*size = schema::value_number(first.value);
    model.evidence.insert(model.evidence.begin(), first.evidence.begin(), first.evidence.end());
  });
}

std::vector<std::string> texts_of(const Correction& correction) {
  std::vector<std::string> texts;
  for (const Stated& value : correction.values) {
    if (const auto* text = std::get_if<std::string>(&value.value)) texts.push_back(*text);
  }
  return texts;
}

void correct_text(const Correction& correction, std::string& text) {
  if (!text.empty() && is_rejected(correction, text)) text.clear();
  if (correction.whole) text.clear();
  if (const auto texts = texts_of(correction); !texts.empty()) text = texts.front();
}

void correct_list(const Correction& correction, std::vector<std::string>& list) {
  if (correction.whole) list.clear();
  std::erase_if(list, [&](const std::string& one) { return is_rejected(correction, one); });
  for (const std::string& text : texts_of(correction)) {
    const bool there =
        std::any_of(list.begin(), list.end(), [&](const std::string& one) { return schema::same_key(one, text); });
    if (!there) list.push_back(text);
  }
}

// What the record holds outside its facts. False for the field of a fact.
bool correct_head(const Correction& correction, Record& record) {
  if (correction.field == "model.params_total") {
    correct_size(correction, record, &schema::Model::params_total_b);
  } else if (correction.field == "model.params_active") {
    correct_size(correction, record, &schema::Model::params_active_b);
  } else if (correction.field == "report.organization") {
    correct_list(correction, record.organization);
  } else if (correction.field == "report.date") {
    correct_text(correction, record.release_date);
  } else if (correction.field == "report.licence") {
    correct_text(correction, record.licence);
  } else if (correction.field == "report.repository") {
    correct_text(correction, record.repository);
  } else if (correction.field == "report.arxiv") {
    correct_text(correction, record.arxiv);
  } else {
    return false;
  }
  return true;
}

// A model's family is its fact and stands in its head too.
void correct_family(const Correction& correction, Record& record) {
  const std::vector<std::string> texts = texts_of(correction);
  for_models(correction, record, [&](schema::Model& model) {
    if (!texts.empty()) {
      model.family = texts.front();
    } else if (correction.whole || is_rejected(correction, model.family)) {
      model.family.clear();
    }
  });
}

void correct_absence(const std::string& field, Record& record) {
  const bool disclosed =
      std::any_of(record.facts.begin(), record.facts.end(), [&](const Fact& fact) { return fact.field == field; });
  const auto is_it = [&](const schema::Absence& absence) { return absence.item == field; };
  if (disclosed) {
    std::erase_if(record.absent, is_it);
  } else if (std::none_of(record.absent.begin(), record.absent.end(), is_it)) {
    record.absent.push_back({field, schema::Silence::not_disclosed});
  }
}

}  // namespace

void apply_corrections(const std::vector<Correction>& corrections, Record& record) {
  for (const Correction& correction : corrections) {
    if (correct_head(correction, record)) continue;
    correct_facts(correction, record);
    if (correction.field == "arch.family") correct_family(correction, record);
    correct_absence(correction.field, record);
  }
}

json correction_to_json(const Correction& correction) {
  const schema::ValueType type = type_of(correction.field);
  json values = json::array(), evidence = json::array(), rejected = json::array();
  for (const Stated& value : correction.values) {
    values.push_back(schema::value_to_json(value.value, type));
    json& cited = evidence.emplace_back(json::array());
    for (const Evidence& one : value.evidence) cited.push_back(schema::evidence_to_json(one));
  }
  for (const schema::Value& value : correction.rejected) rejected.push_back(schema::value_to_json(value, type));
  return {{"field", correction.field}, {"model", correction.model}, {"whole", correction.whole}, {"values", values},
          {"evidence", evidence},      {"rejected", rejected},      {"note", correction.note}};
}

Correction correction_from_json(const json& in) {
  Correction correction;
  correction.field = schema::member<std::string>(in, "field");
  correction.model = schema::member_or<std::string>(in, "model", "");
  correction.whole = schema::member_or<bool>(in, "whole", true);
  correction.note = schema::member_or<std::string>(in, "note", "");
  const schema::ValueType type = type_of(correction.field);
  const json evidence = schema::member_or<json>(in, "evidence", json::array());
  for (const json& value : schema::member_or<json>(in, "values", json::array())) {
    Stated stated_value{schema::value_from_json(value, type), {}};
    if (const size_t at = correction.values.size(); at < evidence.size()) {
      for (const json& one : evidence[at]) stated_value.evidence.push_back(schema::evidence_from_json(one));
    }
    correction.values.push_back(std::move(stated_value));
  }
  for (const json& value : schema::member_or<json>(in, "rejected", json::array())) {
    correction.rejected.push_back(schema::value_from_json(value, type));
  }
  return correction;
}

}  // namespace colophon::store

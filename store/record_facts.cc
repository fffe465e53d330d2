#include "store/record_facts.h"

#include <map>

namespace colophon::store {

std::vector<ModelFacts> facts_by_model(const schema::Record& record) {
  std::vector<ModelFacts> models;
  std::map<std::string, size_t, std::less<>> places;
  for (const schema::Model& model : record.models) {
    places.emplace(schema::term_key(model.name), models.size());
    models.push_back({model, {}, 0});
  }
  for (size_t i = 0; i < record.models.size(); ++i) {
    for (const std::string& alias : record.models[i].aliases) places.emplace(schema::term_key(alias), i);
  }
  for (const schema::Fact& fact : record.facts) {
    if (fact.model.empty()) continue;
    const auto [place, added] = places.emplace(schema::term_key(fact.model), models.size());
    if (added) {
      models.emplace_back();
      models.back().model.name = fact.model;
    }
    models[place->second].facts.push_back(fact);
  }
  if (models.empty()) models.emplace_back();
  for (ModelFacts& model : models) model.own = model.facts.size();
  for (const schema::Fact& fact : record.facts) {
    if (!fact.model.empty()) continue;
    for (ModelFacts& model : models) model.facts.push_back(fact);
  }
  return models;
}

std::vector<schema::Fact> implied_facts(const schema::Record& record, const schema::Model& model) {
  std::vector<schema::Fact> facts;
  const auto add = [&](const char* field, schema::Value value) {
    schema::Fact fact;
    fact.field = field;
    fact.model = model.name;
    fact.value = std::move(value);
    fact.confidence = 1;
    fact.evidence = model.evidence;
    facts.push_back(std::move(fact));
  };
  const auto add_text = [&](const char* field, const std::string& text) {
    if (!text.empty()) add(field, text);
  };
  if (model.params_total_b) add("model.params_total", *model.params_total_b);
  if (model.params_active_b) add("model.params_active", *model.params_active_b);
  for (const std::string& name : record.organization) add("report.organization", name);
  add_text("report.date", record.release_date);
  add_text("report.licence", record.licence);
  add_text("report.repository", record.repository);
  add_text("report.arxiv", record.arxiv);
  return facts;
}

}  // namespace colophon::store

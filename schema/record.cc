#include "schema/record.h"

#include <algorithm>

#include "schema/checklist.h"
#include "schema/json.h"

namespace colophon::schema {
namespace {

using nlohmann::json;

json optional_text(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }
json optional_number(const std::optional<double>& number) { return number ? number_to_json(*number) : json(nullptr); }
json page_json(int page) { return page > 0 ? json(page) : json(nullptr); }

json evidence_list(const std::vector<Evidence>& list) {
  json out = json::array();
  for (const Evidence& evidence : list) out.push_back(evidence_to_json(evidence));
  return out;
}

// Curated records give `quote` and `page` beside the value instead of an evidence list.
std::vector<Evidence> evidence_of(const json& in) {
  std::vector<Evidence> list;
  if (const auto entries = in.find("evidence"); entries != in.end() && !entries->is_null()) {
    list.reserve(entries->size());
    for (const json& entry : *entries) list.push_back(evidence_from_json(entry));
  }
  if (list.empty() && in.contains("quote")) list.push_back(evidence_from_json(in));
  return list;
}

ValueType type_of(const std::string& field) {
  const Item* item = Checklist::standard().find(field);
  if (item == nullptr || item->kind != ItemKind::field) {
    throw Error(Error::Kind::input, "unknown field \"" + field + "\"; data/checklist.json lists them");
  }
  return item->type;
}

json fact_to_json(const Fact& fact) {
  json out = {{"field", fact.field},
              {"model", optional_text(fact.model)},
              {"value", value_to_json(fact.value, type_of(fact.field))},
              {"confidence", fact.confidence},
              {"evidence", evidence_list(fact.evidence)}};
  if (!fact.as_written.empty()) out["as_written"] = fact.as_written;
  if (!fact.doubt.empty()) out["doubt"] = fact.doubt;
  return out;
}

Fact fact_from_json(const json& in) {
  Fact fact;
  fact.field = member<std::string>(in, "field");
  fact.model = member_or<std::string>(in, "model", "");
  fact.value = value_from_json(member<json>(in, "value"), type_of(fact.field));
  fact.as_written = member_or<std::string>(in, "as_written", "");
  fact.confidence = member_or<double>(in, "confidence", 1.0);
  fact.evidence = evidence_of(in);
  fact.doubt = member_or<std::string>(in, "doubt", "");
  return fact;
}

json model_to_json(const Model& model) {
  return {{"name", model.name},
          {"aliases", model.aliases},
          {"params_total_b", optional_number(model.params_total_b)},
          {"params_active_b", optional_number(model.params_active_b)},
          {"family", optional_text(model.family)},
          {"evidence", evidence_list(model.evidence)}};
}

Model model_from_json(const json& in) {
  Model model;
  model.name = member<std::string>(in, "name");
  model.aliases = member_or<std::vector<std::string>>(in, "aliases", {});
  for (const auto& [key, number] :
       {std::pair{"params_total_b", &model.params_total_b}, std::pair{"params_active_b", &model.params_active_b}}) {
    if (in.contains(key) && in[key].is_number()) *number = in[key].get<double>();
  }
  model.family = member_or<std::string>(in, "family", "");
  model.evidence = evidence_of(in);
  return model;
}

json score_to_json(const Score& score) {
  return {{"model", score.model},
          {"benchmark", score.benchmark},
          {"setting", score.setting},
          {"value", number_to_json(score.value)},
          {"own", score.own},
          {"ablation", score.ablation},
          {"page", page_json(score.page)},
          {"table", optional_text(score.table)},
          {"evidence", json::array({evidence_to_json(score.evidence)})}};
}

Score score_from_json(const json& in) {
  Score score;
  score.model = member<std::string>(in, "model");
  score.benchmark = member<std::string>(in, "benchmark");
  score.setting = member_or<std::string>(in, "setting", "");
  const json value = member<json>(in, "value");
  if (!value.is_number()) {
    throw Error(Error::Kind::input,
                "score of " + score.model + " on " + score.benchmark + " is no number: " + value.dump());
  }
  score.value = value.get<double>();
  score.own = member_or<bool>(in, "own", false);
  score.ablation = member_or<bool>(in, "ablation", false);
  score.page = member_or<int>(in, "page", 0);
  score.table = member_or<std::string>(in, "table", "");
  const std::vector<Evidence> evidence = evidence_of(in);
  if (!evidence.empty()) score.evidence = evidence.front();
  return score;
}

json passage_to_json(const Passage& passage) {
  return {{"item", passage.item},
          {"page", page_json(passage.page)},
          {"section", passage.section},
          {"quote", passage.quote},
          {"confidence", passage.confidence}};
}

Passage passage_from_json(const json& in) {
  return {member<std::string>(in, "item"), member_or<int>(in, "page", 0), member_or<std::string>(in, "section", ""),
          member<std::string>(in, "quote"), member_or<double>(in, "confidence", 1.0)};
}

template <typename T, typename Write>
json list_to_json(const std::vector<T>& list, Write write) {
  json out = json::array();
  for (const T& entry : list) out.push_back(write(entry));
  return out;
}

template <typename T, typename Read>
void list_from_json(const json& in, const char* key, std::vector<T>& list, Read read) {
  const auto entries = in.find(key);
  if (entries == in.end() || entries->is_null()) return;
  list.reserve(entries->size());
  for (const json& entry : *entries) list.push_back(read(entry));
}

}  // namespace

json evidence_to_json(const Evidence& evidence) {
  json out = {{"page", page_json(evidence.page)}, {"section", evidence.section}, {"quote", evidence.quote}};
  if (!evidence.table.empty()) out["table"] = evidence.table;
  if (!evidence.row.empty()) out["row"] = evidence.row;
  if (!evidence.column.empty()) out["column"] = evidence.column;
  return out;
}

Evidence evidence_from_json(const json& in) {
  return {member_or<int>(in, "page", 0),           member_or<std::string>(in, "section", ""),
          member_or<std::string>(in, "quote", ""), member_or<std::string>(in, "table", ""),
          member_or<std::string>(in, "row", ""),   member_or<std::string>(in, "column", "")};
}

json facts_to_json(const std::vector<Fact>& facts) { return list_to_json(facts, fact_to_json); }

std::vector<Fact> facts_from_json(const json& in) {
  std::vector<Fact> facts;
  facts.reserve(in.size());
  for (const json& one : in) facts.push_back(fact_from_json(one));
  return facts;
}

json record_to_json(const Record& record) {
  json absent = json::array();
  json unread = json::array();
  for (const Absence& absence : record.absent) {
    absent.push_back(absence.item);
    if (absence.silence == Silence::mentioned_not_read) unread.push_back(absence.item);
  }
  return {{"report", record.report},
          {"title", record.title},
          {"organization", record.organization},
          {"release_date", optional_text(record.release_date)},
          {"organization_hint", optional_text(record.organization_hint)},
          {"date_hint", optional_text(record.date_hint)},
          {"language", record.language},
          {"licence", optional_text(record.licence)},
          {"repository", optional_text(record.repository)},
          {"arxiv", optional_text(record.arxiv)},
          {"models", list_to_json(record.models, model_to_json)},
          {"facts", list_to_json(record.facts, fact_to_json)},
          {"review", list_to_json(record.review, fact_to_json)},
          {"scores", list_to_json(record.scores, score_to_json)},
          {"passages", list_to_json(record.passages, passage_to_json)},
          {"absent", absent},
          {"mentioned_not_read", unread}};
}

Record record_from_json(const json& in) {
  if (!in.is_object()) throw Error(Error::Kind::input, "a record is a JSON object, not " + in.dump().substr(0, 40));
  Record record;
  record.report = member<std::string>(in, "report");
  record.title = member_or<std::string>(in, "title", "");
  record.organization = member_or<std::vector<std::string>>(in, "organization", {});
  record.release_date = member_or<std::string>(in, "release_date", "");
  record.organization_hint = member_or<std::string>(in, "organization_hint", "");
  record.date_hint = member_or<std::string>(in, "date_hint", "");
  record.language = member_or<std::string>(in, "language", "");
  record.licence = member_or<std::string>(in, "licence", "");
  record.repository = member_or<std::string>(in, "repository", "");
  record.arxiv = member_or<std::string>(in, "arxiv", "");
  list_from_json(in, "models", record.models, model_from_json);
  list_from_json(in, "facts", record.facts, fact_from_json);
  list_from_json(in, "review", record.review, fact_from_json);
  list_from_json(in, "scores", record.scores, score_from_json);
  list_from_json(in, "passages", record.passages, passage_from_json);
  const auto unread = member_or<std::vector<std::string>>(in, "mentioned_not_read", {});
  for (const auto& item : member_or<std::vector<std::string>>(in, "absent", {})) {
    const bool mentioned = std::find(unread.begin(), unread.end(), item) != unread.end();
    record.absent.push_back({item, mentioned ? Silence::mentioned_not_read : Silence::not_disclosed});
  }
  return record;
}

}  // namespace colophon::schema

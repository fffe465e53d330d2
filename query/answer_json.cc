#include <nlohmann/json.hpp>

#include "query/answer.h"
#include "schema/checklist.h"
#include "schema/json.h"

namespace colophon::query {
namespace {

using nlohmann::json;

json value_json(const Statement& statement) {
  if (!statement.value) return nullptr;
  const schema::Item* item = schema::Checklist::standard().find(statement.field);
  const bool typed = item != nullptr && item->kind == schema::ItemKind::field;
  return schema::value_to_json(*statement.value, typed ? item->type : schema::ValueType::number);
}

json statement_json(const Statement& statement) {
  json out = {{"field", statement.field},
              {"value", value_json(statement)},
              {"text", statement.text},
              {"evidence", evidence_to_json(statement.evidence)}};
  if (statement.confidence > 0) out["confidence"] = statement.confidence;
  if (statement.field == "score") {
    out["benchmark"] = statement.benchmark;
    out["setting"] = statement.setting;
    out["own"] = statement.own;
  }
  return out;
}

}  // namespace

json evidence_to_json(const std::vector<schema::Evidence>& evidence) {
  json out = json::array();
  for (const schema::Evidence& one : evidence) {
    if (one.quote.empty() && one.table.empty() && one.section.empty() && one.page == 0) continue;
    json entry = {
        {"page", one.page > 0 ? json(one.page) : json(nullptr)}, {"section", one.section}, {"quote", one.quote}};
    if (!one.table.empty()) entry["table"] = one.table;
    if (!one.row.empty()) entry["row"] = one.row;
    if (!one.column.empty()) entry["column"] = one.column;
    out.push_back(std::move(entry));
  }
  return out;
}

json answers_to_json(const Answers& answers, std::string_view question) {
  json list = json::array();
  for (const Answer& answer : answers.answers) {
    json entry = statement_json(answer.statement);
    entry["report"] = answer.report;
    entry["key"] = answer.key;
    entry["title"] = answer.title;
    entry["model"] = answer.model.empty() ? json(nullptr) : json(answer.model);
    entry["models"] = answer.models;
    if (!answer.also.empty()) {
      entry["also"] = json::array();
      for (const Statement& statement : answer.also) entry["also"].push_back(statement_json(statement));
    }
    list.push_back(std::move(entry));
  }
  json passages = json::array();
  for (const Passage& passage : answers.passages) {
    passages.push_back({{"report", passage.report},
                        {"key", passage.key},
                        {"page", passage.page > 0 ? json(passage.page) : json(nullptr)},
                        {"section", passage.section},
                        {"snippet", passage.snippet},
                        {"text", passage.text}});
  }
  json out = {{"format", 1},
              {"question", question},
              {"interpretation", answers.plan.line()},
              {"answers", list},
              {"passages", passages}};
  if (answers.count) {
    const bool values = answers.plan.target == Target::values;
    out["count"] = *answers.count;
    out["counted"] = values ? "values" : answers.plan.counted == Counted::models ? "models" : "reports";
  }
  if (answers.of) out["of"] = *answers.of;
  if (answers.more > 0) out["more"] = answers.more;
  if (!answers.missing.empty()) out["missing"] = answers.missing;
  if (!answers.groups.empty()) {
    out["groups"] = json::array();
    for (const GroupAnswer& group : answers.groups) {
      out["groups"].push_back(
          {{"name", group.name}, {"number", schema::number_to_json(group.number)}, {"reports", group.reports}});
    }
  }
  return out;
}

}  // namespace colophon::query

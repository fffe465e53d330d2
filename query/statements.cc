#include "query/statements.h"

#include "schema/checklist.h"
#include "schema/value.h"

namespace colophon::query {

Answer answer_for(const std::string& key, const schema::Record& record) {
  Answer answer;
  answer.key = key;
  answer.report = record.report;
  answer.title = record.title;
  return answer;
}

Statement statement_of(const schema::Fact& fact) {
  Statement statement;
  statement.field = fact.field;
  statement.value = fact.value;
  const schema::Item* item = schema::Checklist::standard().find(fact.field);
  statement.text = item == nullptr ? "" : schema::value_to_text(fact.value, item->type, item->unit);
  statement.confidence = fact.confidence;
  statement.evidence = fact.evidence;
  return statement;
}

Statement statement_of(const schema::Score& score) {
  Statement statement;
  statement.field = "score";
  statement.benchmark = score.benchmark;
  statement.setting = score.setting;
  statement.own = score.own;
  statement.value = score.value;
  statement.text = schema::value_to_text(score.value, schema::ValueType::number, "");
  statement.confidence = 1;
  statement.evidence = {score.evidence};
  if (statement.evidence.front().page == 0) statement.evidence.front().page = score.page;
  if (statement.evidence.front().table.empty()) statement.evidence.front().table = score.table;
  return statement;
}

Statement statement_of(const schema::Passage& passage) {
  Statement statement;
  statement.field = passage.item;
  statement.text = passage.quote;
  statement.value = passage.quote;
  statement.confidence = passage.confidence;
  statement.evidence.push_back({passage.page, passage.section, passage.quote, "", "", ""});
  return statement;
}

Statement silence(const std::string& field, const schema::Record& record) {
  Statement statement;
  statement.field = field;
  statement.text = "not disclosed";
  for (const schema::Absence& absence : record.absent) {
    if (absence.item == field && absence.silence == schema::Silence::mentioned_not_read) {
      statement.text = "mentioned, no value read";
    }
  }
  return statement;
}

bool same_statement(const Statement& a, const Statement& b) {
  return a.field == b.field && a.benchmark == b.benchmark && a.setting == b.setting && a.text == b.text;
}

}  // namespace colophon::query

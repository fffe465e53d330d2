// What answers are made of: statements of reports, each with its evidence, in the words of people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/record.h"

namespace colophon::query {

// A statement: a fact, a score, a passage, or the lack of one.
struct Statement {
  std::string field;      // item id; "score" for scores; "" where the report as a whole is meant
  std::string benchmark;  // scores only
  std::string setting;
  bool own = true;                     // scores: of one of the report's own models
  std::optional<schema::Value> value;  // none: not disclosed, or told in words
  std::string text;                    // the value for people: "8.1T tokens", "not disclosed", a passage's words
  double confidence = 0;
  std::vector<schema::Evidence> evidence;
};

struct Answer {
  std::string key;     // of the report in the knowledge base
  std::string report;  // its file name
  std::string title;
  std::string model;                // the first of `models`, "" when the report is meant
  std::vector<std::string> models;  // all that it holds for
  Statement statement;
  std::vector<Statement> also;  // the other conditions' statements
};

// An answer of the report that states nothing yet.
Answer answer_for(const std::string& key, const schema::Record& record);

// A fact as a statement; the field gives type and unit.
Statement statement_of(const schema::Fact& fact);
Statement statement_of(const schema::Score& score);
Statement statement_of(const schema::Passage& passage);

// That the report says nothing of the field: "not disclosed", or "mentioned, no value read".
Statement silence(const std::string& field, const schema::Record& record);

// The same said of the same, whatever the evidence.
bool same_statement(const Statement& a, const Statement& b);

}  // namespace colophon::query

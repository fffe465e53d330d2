// Plans -> answers. An answer is a statement of one report with its evidence; whatever a plan asks for, it comes as a
// list of answers, the thing asked for first, so that every answer can be printed, scored and checked alike.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "query/library.h"
#include "query/names.h"
#include "query/passages.h"
#include "query/plan.h"
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

struct GroupAnswer {
  std::string name;  // an organisation, a year, a value
  double number = 0;
  size_t reports = 0;
};

struct Answers {
  Plan plan;
  std::vector<Answer> answers;
  std::vector<Passage> passages;
  std::optional<size_t> count;  // of reports
  std::vector<GroupAnswer> groups;
};

// Throws schema::Error(storage) when the index cannot be read.
Answers run(const Plan& plan, Library& library);

// read_question and run.
Answers ask(std::string_view question, Library& library);

// The shape that docs/json.md describes: {"question", "interpretation", "answers", "passages", "count", "groups"}.
nlohmann::json answers_to_json(const Answers& answers, std::string_view question);
nlohmann::json evidence_to_json(const std::vector<schema::Evidence>& evidence);

// A fact as a statement; `field` gives type and unit.
Statement statement_of(const schema::Fact& fact);
Statement statement_of(const schema::Score& score);

}  // namespace colophon::query

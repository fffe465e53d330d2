// Plans -> answers. An answer is a statement of one report with its evidence; whatever a plan asks for, it comes as a
// list of answers, the thing asked for first, so that every answer can be printed, scored and checked alike.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "query/groups.h"
#include "query/library.h"
#include "query/names.h"
#include "query/passages.h"
#include "query/plan.h"
#include "query/statements.h"

namespace colophon::query {

// Reports whose statements an answer gives, where nobody says how many.
inline constexpr size_t usual_reports = 100;

struct Answers {
  Plan plan;
  std::vector<Answer> answers;
  std::vector<Passage> passages;
  std::optional<size_t> count;  // of what plan.counted says; of values, where a field's are counted
  std::optional<size_t> of;     // reports that there are, where some were counted
  size_t more = 0;              // reports with statements that follow, which are not given; counts and means have them
  std::vector<GroupAnswer> groups;
  std::vector<std::string> missing;  // names of shards that were not asked
};

// Statements are those of the first `most` reports, in the order of their keys; of all for Library::all. Throws
// schema::Error(storage) when the index cannot be read.
Answers run(const Plan& plan, Library& library, size_t most = usual_reports);

// read_question and run.
Answers ask(std::string_view question, Library& library, size_t most = usual_reports);

// The shape that docs/json.md describes: {"question", "interpretation", "answers", "passages", "count", "groups", ...}.
nlohmann::json answers_to_json(const Answers& answers, std::string_view question);
nlohmann::json evidence_to_json(const std::vector<schema::Evidence>& evidence);

}  // namespace colophon::query

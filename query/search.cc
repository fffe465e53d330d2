#include "query/search.h"

#include <nlohmann/json.hpp>
#include <set>

#include "query/language.h"
#include "query/passages.h"

namespace colophon::query {

Answers search(std::string_view query, Library& library, size_t limit) {
  const ParsedQuery parsed = parse_query(query);
  Plan plan;
  plan.target = Target::reports;
  plan.where = parsed.where;
  Answers answers;
  answers.plan = plan;
  const bool filtered = parsed.where.kind != Condition::Kind::everything;
  for (const MissingShard& shard : library.missing()) answers.missing.push_back(shard.name);
  if (filtered) answers = run(plan, library);
  if (parsed.text.empty()) {
    if (filtered && answers.answers.empty()) answers.passages.clear();
    return answers;
  }
  std::set<std::string> keys;
  for (const Answer& answer : answers.answers) keys.insert(answer.key);
  answers.passages.clear();
  if (!filtered || !keys.empty()) {
    answers.passages = search_passages(library, parsed.text, keys, limit);
  }
  std::set<std::string> hit;
  for (const Passage& passage : answers.passages) hit.insert(passage.key);
  std::vector<Answer> kept;
  for (Answer& answer : answers.answers) {
    if (hit.count(answer.key) > 0) kept.push_back(std::move(answer));
  }
  answers.answers = std::move(kept);
  answers.plan.text = parsed.text;
  return answers;
}

nlohmann::json search_to_json(const Answers& answers, std::string_view query) {
  nlohmann::json json = answers_to_json(answers, query);
  json["interpretation"] =
      to_query(answers.plan.where) + (answers.plan.text.empty() ? "" : " text: " + answers.plan.text);
  return json;
}

}  // namespace colophon::query

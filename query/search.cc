#include "query/search.h"

#include <nlohmann/json.hpp>
#include <set>

#include "query/language.h"
#include "query/passages.h"

namespace colophon::query {

Answers search(std::string_view query, Library& library, size_t limit, size_t most) {
  const ParsedQuery parsed = parse_query(query);
  Plan plan;
  plan.target = Target::reports;
  plan.where = parsed.where;
  Answers answers;
  answers.plan = plan;
  const bool filtered = parsed.where.kind != Condition::Kind::everything;
  for (const MissingShard& shard : library.missing()) answers.missing.push_back(shard.name);
  if (parsed.text.empty()) {
    if (filtered) answers = run(plan, library, most);
    if (answers.answers.empty()) answers.passages.clear();
    return answers;
  }
  std::set<std::string> keys;
  if (filtered) {
    const Library::Keys found = library.report_keys(parsed.where);
    keys = {found.first.begin(), found.first.end()};
  }
  if (!filtered || !keys.empty()) answers.passages = search_passages(library, parsed.text, keys, limit);
  if (filtered && !answers.passages.empty()) {  // the condition's statements, of the reports that have the text
    std::vector<std::string> hit;
    for (const Passage& passage : answers.passages) hit.push_back(passage.key);
    plan.where = Condition::join(Condition::Kind::all, {parsed.where, Condition::has(field::report, hit)});
    answers.answers = run(plan, library, Library::all).answers;
  }
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

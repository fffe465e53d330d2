#include "query/clauses.h"

#include <algorithm>

#include "query/amounts.h"

namespace colophon::query {
namespace {

using Kind = Condition::Kind;

bool ends_clause(const std::string& before) {
  return before.find_first_of(",;") != std::string::npos || before.find("，") != std::string::npos;
}

// Whether what stands at `second` is joined to what stands at `first` by "or".
bool alternatives(const Mentions& mentions, size_t first, size_t second) {
  for (size_t j = second; j > first + 1; --j) {
    const Mention& m = mentions.list[j - 1];
    if (m.is("or")) return true;
    if (m.is("and") || m.is("but")) return false;
  }
  return false;
}

// Values of one field joined by "or" are one condition.
Condition merged(std::vector<Condition> ways) {
  const bool same = std::all_of(ways.begin(), ways.end(), [&](const Condition& way) {
    return way.kind == Kind::value && way.field == ways.front().field;
  });
  if (!same) return Condition::join(Kind::any, std::move(ways));
  Condition one = ways.front();
  for (size_t i = 1; i < ways.size(); ++i) one.values.push_back(ways[i].values.front());
  return one;
}

// To say of a model that it does not use something, it must be known what it uses; what it just does or does not have
// is hardly ever denied in words.
Condition denial(Condition condition) {
  std::vector<Condition> parts;
  const bool stated = condition.kind == Kind::value && condition.field.find("model.") != 0 &&
                      condition.field.find("report.") != 0 && !is_boolean(condition.field);
  if (stated) parts.push_back(Condition::discloses(condition.field));
  parts.push_back(Condition::negate(std::move(condition)));
  return Condition::join(Kind::all, std::move(parts));
}

// Only mixtures of experts have active parameters of their own: "MoE models with under 5B active" says it twice; so
// does "mid-training tokens above 500B" of there being a mid-training.
void drop_repeated(std::vector<Clause>& clauses) {
  const bool active = std::any_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return clause.condition.field == field::params_active && !clause.negated;
  });
  const bool mid = std::any_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return clause.condition.field.starts_with("mid.") && clause.condition.field != "mid.present";
  });
  std::erase_if(clauses, [&](const Clause& clause) {
    return mid && clause.condition == Condition::has("mid.present", {"true"}) && !clause.negated;
  });
  std::erase_if(clauses, [&](const Clause& clause) {
    return active && clause.condition == Condition::has(field::family, {"moe"}) && !clause.negated;
  });
}

}  // namespace

bool denied_at(const Mentions& mentions, size_t i) {
  const std::vector<Mention>& list = mentions.list;
  bool verb = false;
  for (size_t j = i; j > 0; --j) {
    const Mention& m = list[j - 1];
    if (m.is("except") && !verb) return true;  // "other than DeepSeek using MLA", "non-MoE models above 50B"
    verb |= m.is("use") || m.is("subject");
    if (m.is("not") && !mentions.at(j, "disclose")) return true;
    if (m.is("but") || m.text == "的") return false;  // "不用 GRPO 的 MoE 模型"
    if (ends_clause(list[j].before) && !mentions.at(j, "or")) return false;
    if (m.is("and") && mentions.at(j, "use")) return false;
    if (m.number || m.days) return false;
  }
  return false;
}

void sort_clauses(std::vector<Clause>& clauses) {
  std::sort(clauses.begin(), clauses.end(), [](const Clause& a, const Clause& b) { return a.at < b.at; });
}

Condition join_clauses(const Mentions& mentions, std::vector<Clause> clauses) {
  drop_repeated(clauses);
  std::vector<std::vector<Clause>> groups;  // of alternatives
  for (Clause& clause : clauses) {
    if (groups.empty() || !alternatives(mentions, groups.back().back().at, clause.at)) groups.emplace_back();
    groups.back().push_back(std::move(clause));
  }
  std::vector<Condition> all;
  all.reserve(groups.size());
  for (std::vector<Clause>& group : groups) {
    const bool negated = group.front().negated;
    std::vector<Condition> ways;
    ways.reserve(group.size());
    for (Clause& way : group) ways.push_back(std::move(way.condition));
    Condition condition = merged(std::move(ways));
    all.push_back(negated ? denial(std::move(condition)) : std::move(condition));
  }
  return Condition::join(Kind::all, std::move(all));
}

}  // namespace colophon::query

#include "query/plan.h"

#include <algorithm>

#include "query/amounts.h"
#include "query/lexicon.h"

namespace colophon::query {
namespace {

using Kind = Condition::Kind;

bool plain(const std::string& word) {
  return !word.empty() && word.find_first_of(" \t\"():,<>=") == std::string::npos && word.front() != '-' &&
         word != "OR";
}

std::string quoted(const std::string& word) {
  if (plain(word)) return word;
  std::string out = "\"";
  for (const char c : word) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string listed(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + quoted(word);
  return out;
}

std::string range_text(const Condition& condition) {
  const auto amount = [&](double value) { return amount_text(condition.field, value); };
  const bool low = condition.low.has_value(), high = condition.high.has_value();
  const std::string first = low ? amount(*condition.low) : "", last = high ? amount(*condition.high) : "";
  if (low && high && !condition.low_open) return first == last ? first : first + ".." + last;
  if (condition.field == field::date) return first + ".." + last;
  if (low && high) return first + ".." + last;
  if (low) return (condition.low_open ? ">" : ">=") + first;
  if (high) return (condition.high_open ? "<" : "<=") + last;
  return "*";
}

// "score:MMLU>"DeepSeek-V3""
std::string reference_text(const Reference& bound) {
  const std::string what = bound.benchmark.empty() ? "" : quoted(bound.benchmark);
  return Lexicon::standard().short_name(bound.field) + ":" + what + (bound.above ? ">" : "<") + quoted(bound.model);
}

std::string joined(const std::vector<Condition>& parts, const char* between) {
  std::string out;
  for (const Condition& part : parts) out += (out.empty() ? "" : between) + to_query(part);
  return out;
}

bool composite(const Condition& condition) { return condition.kind == Kind::all || condition.kind == Kind::any; }

std::string target_text(const Plan& plan) {
  std::string what = listed(plan.fields, ", ");
  if (!plan.benchmarks.empty()) what += (what.empty() ? "" : ", ") + ("score on " + listed(plan.benchmarks, ", "));
  const std::string group = plan.by == Group::organization        ? " by organisation"
                            : plan.by == Group::year              ? " by year"
                            : plan.by == Group::organization_year ? " by organisation and year"
                            : plan.by == Group::value             ? " by value"
                                                                  : "";
  switch (plan.target) {
    case Target::reports:
      return "reports" + group;
    case Target::values:
      return "values of " + what + group;
    case Target::count:
      return (plan.counted == Counted::models ? "count of models" : "count of reports") + group;
    case Target::superlative:
      return (plan.order == Order::highest ? "highest " : "lowest ") + std::to_string(plan.limit) +
             (plan.place > 1 ? " from place " + std::to_string(plan.place) : "") + " by " + what +
             (plan.benchmarks.empty() ? ""
              : plan.baselines        ? ", baselines included"
                                      : ", own models");
    case Target::average:
      return "average of " + what + group;
    case Target::silence:
      return "items not disclosed";
    case Target::compare:
      return "compare " + listed(plan.models, ", ") + (what.empty() ? "" : " on " + what);
    case Target::passages:
      break;
  }
  return "passages for " + quoted(plan.text);
}

}  // namespace

Condition Condition::has(std::string field, std::vector<std::string> values) {
  Condition condition;
  condition.kind = Kind::value;
  condition.field = std::move(field);
  condition.values = std::move(values);
  return condition;
}

Condition Condition::at_least(std::string field, double low) {
  Condition condition;
  condition.kind = Kind::range;
  condition.field = std::move(field);
  condition.low = low;
  return condition;
}

Condition Condition::discloses(std::string field) {
  Condition condition;
  condition.kind = Kind::disclosed;
  condition.field = std::move(field);
  return condition;
}

Condition Condition::negate(Condition condition) {
  Condition negated;
  negated.kind = Kind::no;
  negated.parts.push_back(std::move(condition));
  return negated;
}

Condition Condition::join(Kind kind, std::vector<Condition> parts) {
  Condition joined;
  joined.kind = kind;
  for (Condition& part : parts) {
    if (part.kind == Kind::everything) {
      if (kind == Kind::any) return {};
      continue;
    }
    std::vector<Condition> inner;
    if (part.kind == kind) {
      inner = std::move(part.parts);
    } else {
      inner.push_back(std::move(part));
    }
    for (Condition& one : inner) {
      const bool known = std::find(joined.parts.begin(), joined.parts.end(), one) != joined.parts.end();
      if (!known) joined.parts.push_back(std::move(one));
    }
  }
  if (joined.parts.empty()) return {};
  if (joined.parts.size() > 1) return joined;
  Condition only = std::move(joined.parts.front());
  return only;
}

std::string to_query(const Condition& condition) {
  const std::string name = Lexicon::standard().short_name(condition.field);
  switch (condition.kind) {
    case Kind::everything:
      return "";
    case Kind::all:
      return joined(condition.parts, " ");
    case Kind::any:
      return "(" + joined(condition.parts, " OR ") + ")";
    case Kind::no: {
      const Condition& part = condition.parts.front();
      const std::string text = to_query(part);
      return composite(part) && part.kind == Kind::all ? "-(" + text + ")" : "-" + text;
    }
    case Kind::value:
      return name + ":" + listed(condition.values, ",");
    case Kind::range: {
      std::string bounds = range_text(condition);
      if (condition.values.empty()) return name + ":" + bounds;
      if (bounds.front() != '<' && bounds.front() != '>') bounds.insert(0, "=");
      return name + ":" + listed(condition.values, ",") + bounds;
    }
    case Kind::disclosed:
      return name + ":*";
    case Kind::text:
      return condition.values.front();
  }
  return "";
}

std::string Plan::line() const {
  std::string line = target_text(*this);
  std::string condition = to_query(where);
  for (const Reference& bound : than) condition += (condition.empty() ? "" : " ") + reference_text(bound);
  if (!condition.empty()) line += " where " + condition;
  for (const std::string& remark : remarks) line += "; " + remark;
  return line;
}

}  // namespace colophon::query

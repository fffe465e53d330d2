#include <algorithm>
#include <cmath>

#include "query/amounts.h"
#include "query/library_resolved.h"
#include "query/organizations.h"
#include "query/settings.h"
#include "schema/release_date.h"
#include "schema/value.h"
#include "store/text.h"

namespace colophon::query {
namespace {

using CKind = Condition::Kind;
using schema::term_key;

// Decimal fractions that were written alike may differ in the last bit.
double slack(double bound) { return std::abs(bound) * 1e-9; }

bool within(const Condition& range, double low, double high) {
  if (range.low && (range.low_open ? high <= *range.low + slack(*range.low) : high < *range.low - slack(*range.low))) {
    return false;
  }
  if (range.high &&
      (range.high_open ? low >= *range.high - slack(*range.high) : low > *range.high + slack(*range.high))) {
    return false;
  }
  return true;
}

bool fact_within(const Condition& range, const schema::Fact& fact) {
  const auto number = schema::value_number(fact.value);
  if (!number) return false;
  const auto* pair = std::get_if<schema::Range>(&fact.value);
  return within(range, pair != nullptr ? pair->low : *number, *number);
}

std::vector<std::string> organizations_of(const schema::Record& record) {
  if (!record.organization.empty() || record.organization_hint.empty()) return record.organization;
  return {record.organization_hint};
}

// Slots that are not set are empty, which Xapian takes for less than any number.
constexpr double lowest = -1e300;

// The numbers in a slot that `within` lets pass at one end of a range.
Xapian::Query above(Xapian::valueno slot, const Condition& range) {
  double from = lowest;
  if (range.low) {
    from = range.low_open ? std::nextafter(*range.low + slack(*range.low), INFINITY) : *range.low - slack(*range.low);
  }
  return {Xapian::Query::OP_VALUE_GE, slot, Xapian::sortable_serialise(from)};
}
Xapian::Query below(Xapian::valueno slot, const Condition& range) {
  if (!range.high) return Xapian::Query::MatchAll;
  const double to =
      range.high_open ? std::nextafter(*range.high - slack(*range.high), -INFINITY) : *range.high + slack(*range.high);
  return {Xapian::Query::OP_VALUE_LE, slot, Xapian::sortable_serialise(to)};
}

bool digit_at(const std::string& text, size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

// `key` is a part of `text` that does not cut a number: "a100" is in "dgxa10040g" but "h20" is not in "h200".
bool is_part(const std::string& text, const std::string& key) {
  for (size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
    const bool cut_before = at > 0 && digit_at(key, 0) && digit_at(text, at - 1);
    const bool cut_after =
        digit_at(key, key.size() - 1) && digit_at(text, at + key.size()) && text.size() - key.size() < 4;
    if (!cut_before && !cut_after) return true;
  }
  return false;
}

// "DGX-A100" has the label "A100".
bool has_label(const std::set<std::string>& keys, const std::string& label) {
  const std::string known = term_key(label);
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return is_part(known, key); });
}

// "deepseek-v2" of "deepseek-v2.pdf", as a key.
std::string stem_key(const std::string& report) { return term_key(report.substr(0, report.rfind('.'))); }

}  // namespace

bool Library::about_reports(const Condition& condition) {
  switch (condition.kind) {
    case CKind::all:
    case CKind::any:
    case CKind::no:
      return std::all_of(condition.parts.begin(), condition.parts.end(), about_reports);
    case CKind::disclosed:
    case CKind::text:
      return true;
    case CKind::value:
    case CKind::range:
      return condition.field.rfind("report.", 0) == 0;
    case CKind::everything:
      return true;
  }
  return false;
}

bool by_reports(const Condition& condition) {
  if (Library::about_reports(condition)) return true;
  const auto& parts = condition.parts;
  switch (condition.kind) {
    case CKind::value:
      return true;
    case CKind::range:  // between two bounds may be what no single model has
      return condition.field != field::score && !has_labels(condition.field) && condition.values.empty() &&
             !(condition.low && condition.high);
    case CKind::any:
      return std::all_of(parts.begin(), parts.end(), by_reports);
    case CKind::all:
      return std::all_of(parts.begin(), parts.end(), by_reports) &&
             std::count_if(parts.begin(), parts.end(),
                           [](const Condition& part) { return !Library::about_reports(part); }) < 2;
    default:
      return false;
  }
}

bool Library::denied(const Condition& joined, const Resolved& disclosed) {
  return std::any_of(joined.parts.begin(), joined.parts.end(), [&](const Condition& part) {
    return part.kind == CKind::no && part.parts.front().kind == CKind::value &&
           part.parts.front().field == disclosed.condition.field;
  });
}

Library::Resolved Library::resolve(const Condition& condition) {
  Resolved out;
  out.condition = condition;
  for (const Condition& part : condition.parts) out.parts.push_back(resolve(part));
  if (condition.kind == CKind::all) {
    for (Resolved& part : out.parts) {
      part.of_model = part.condition.kind == CKind::disclosed && denied(condition, part);
    }
  } else if (condition.kind == CKind::value) {
    for (const std::string& value : condition.values) resolve_value(value, out);
  } else if (condition.kind == CKind::range) {
    for (const std::string& label : condition.values) out.keys.insert(term_key(label));
    if (condition.field == field::score) resolve_scores(out);
  } else if (condition.kind == CKind::text) {
    reports_with(out);
  }
  return out;
}

void Library::resolve_scores(Resolved& out) {
  for (const std::string& benchmark : out.condition.values) {
    const std::vector<const ScoreEntry*> known = scores(benchmark, true);
    std::set<std::pair<std::string, std::string>> whole;  // a part's score is none where there is one of the whole
    const auto of = [](const ScoreEntry* entry) { return std::pair(entry->key, term_key(entry->score().model)); };
    for (const ScoreEntry* entry : known) {
      if (!is_of_a_part(entry->score().setting)) whole.insert(of(entry));
    }
    for (const ScoreEntry* entry : known) {
      if (!within(out.condition, entry->score().value, entry->score().value)) continue;
      if (is_of_a_part(entry->score().setting) && whole.count(of(entry)) > 0) continue;
      out.scores.push_back(entry);
      out.scored.insert(entry->key);
    }
  }
}

void Library::resolve_value(const std::string& value, Resolved& out) const {
  const std::string& field = out.condition.field;
  const std::string key = term_key(value);
  bool found = false;
  // Every term of `prefix` whose rest is accepted; all of these begin with `beginning`.
  const auto collect = [&](const std::string& prefix, const auto& accept, const std::string& beginning = "") {
    const std::string whole = prefix + beginning;
    for (auto term = index_.allterms_begin(whole); term != index_.allterms_end(whole); ++term) {
      const std::string rest = (*term).substr(prefix.size());
      if (!accept(rest)) continue;
      found = true;
      out.keys.insert(rest);
      out.terms.push_back(*term);
    }
  };
  const auto exact = [&](const std::string& term) {
    if (!index_.term_exists(term)) return;
    found = true;
    out.keys.insert(key);
    out.terms.push_back(term);
  };
  const auto begins = [&](const std::string& rest) { return rest.rfind(key, 0) == 0; };
  const auto contains = [&](const std::string& rest) { return is_part(rest, key); };
  if (field == field::model) {
    exact(store::term::model(value));
  } else if (field == field::series) {
    collect(store::term::model(""), begins, key);
  } else if (field == field::organization) {
    const std::vector<std::string> known = organization_keys(value);
    collect(store::term::organization(""), [&](const std::string& rest) {
      return std::any_of(known.begin(), known.end(), [&](const std::string& name) { return rest.rfind(name, 0) == 0; });
    });
    if (!found && key.size() >= 4) collect(store::term::organization(""), contains);
  } else if (field == field::report) {
    exact(store::term::report(value));
    if (found) out.keys.insert(value);
    if (!found)
      collect(store::term::report(""), [&](const std::string& rest) { return stem_key(rest) == stem_key(value); });
  } else if (field == field::language) {
    exact(store::term::language(value));
  } else {
    exact(store::term::value(field, key));
    const bool labelled = field == "pretrain.hardware";
    if (labelled || (!found && key.size() >= 4)) collect(store::term::value(field, ""), contains);
    if (field == field::family) exact(store::term::family(value));
  }
  if (field == field::benchmark) exact(store::term::scored(value));
}

const std::set<std::string>& Library::reports_with(const Resolved& resolved) const {
  const Condition& condition = resolved.condition;
  if (resolved.reports) return *resolved.reports;
  if (condition.kind == CKind::text) {
    const Xapian::Query text = store::text_query(condition.values.front(), store::Match::all);
    resolved.reports =
        keys({Xapian::Query::OP_FILTER, text, kind_query(store::Kind::passage)}, store::slot::report_key);
  } else if (condition.kind == CKind::disclosed) {
    resolved.reports = keys(
        {Xapian::Query::OP_AND, kind_query(store::Kind::report), Xapian::Query(store::term::told(condition.field))},
        store::slot::head_key);
  } else {  // a benchmark
    std::vector<std::string> terms;
    for (const std::string& benchmark : condition.values) terms.push_back(store::term::scored(benchmark));
    resolved.reports =
        keys({Xapian::Query::OP_AND, kind_query(store::Kind::model), any_term(terms)}, store::slot::head_key);
  }
  return *resolved.reports;
}

Library::Queries Library::range_queries(const Resolved& resolved) {
  const Condition& condition = resolved.condition;
  if (condition.field == field::score) return {{}, any_report({resolved.scored.begin(), resolved.scored.end()}), false};
  const bool date = condition.field == field::date;
  const Xapian::valueno low = date ? store::slot::date : store::slot::low(condition.field);
  const Xapian::valueno high = date ? store::slot::date : store::slot::high(condition.field);
  // Among several numbers there is one above a bound where the largest is, and one below where the smallest is.
  const Xapian::Query maybe(Xapian::Query::OP_AND, above(high, condition), below(low, condition));
  if (!date && (has_labels(condition.field) || !resolved.keys.empty())) return {{}, maybe, false};
  if (date || !condition.low || !condition.high) return {maybe, maybe, true};
  const Xapian::Query all_within(Xapian::Query::OP_AND, above(low, condition), below(high, condition));
  return {all_within, maybe, false};
}

Library::Queries Library::queries(const Resolved& resolved, store::Kind of) {
  const Condition& condition = resolved.condition;
  const auto exactly = [](const Xapian::Query& query) { return Queries{query, query, true}; };
  switch (condition.kind) {
    case CKind::everything:
      return exactly(Xapian::Query::MatchAll);
    case CKind::all:
    case CKind::any: {
      std::vector<Xapian::Query> sure, maybe;
      bool exact = true;
      for (const Resolved& part : resolved.parts) {
        const Queries one = queries(part, of);
        sure.push_back(one.sure);
        maybe.push_back(one.maybe);
        exact &= one.exact;
      }
      const auto join = condition.kind == CKind::all ? Xapian::Query::OP_AND : Xapian::Query::OP_OR;
      if (condition.kind == CKind::all && resolved.parts.empty()) return exactly(Xapian::Query::MatchAll);
      return {{join, sure.begin(), sure.end()}, {join, maybe.begin(), maybe.end()}, exact};
    }
    case CKind::no: {
      const Queries part = queries(resolved.parts.front(), of);
      const auto without = [](const Xapian::Query& query) {
        return query.empty() ? Xapian::Query(Xapian::Query::MatchAll)
                             : Xapian::Query(Xapian::Query::OP_AND_NOT, Xapian::Query::MatchAll, query);
      };
      return {without(part.maybe), without(part.sure), part.exact};
    }
    case CKind::disclosed:
      return exactly(Xapian::Query(resolved.of_model ? store::term::disclosed(condition.field)
                                                     : store::term::told(condition.field)));
    case CKind::text:
      return exactly(any_report({resolved.reports->begin(), resolved.reports->end()}));
    case CKind::value: {
      std::vector<std::string> terms = resolved.terms;
      if (of == store::Kind::report) {
        for (const std::string& key : resolved.keys) terms.push_back(store::term::stated(condition.field, key));
      }
      return exactly(any_term(terms));
    }
    case CKind::range:
      return range_queries(resolved);
  }
  return exactly({});
}

bool Library::holds(const Resolved& resolved, const ModelEntry& entry, Found* found_for, bool known) const {
  const Condition& condition = resolved.condition;
  const auto any_fact = [&](const auto& accept) {
    bool found = false;
    for (const schema::Fact& fact : entry.facts(condition.field)) {
      if (!accept(fact)) continue;
      found = true;
      if (found_for != nullptr) found_for->why.push_back(&fact);
    }
    return found;
  };
  switch (condition.kind) {
    case CKind::everything:
      return true;
    case CKind::all:
      return std::all_of(resolved.parts.begin(), resolved.parts.end(),
                         [&](const Resolved& part) { return holds(part, entry, found_for, known); });
    case CKind::any: {
      bool found = false;
      for (const Resolved& part : resolved.parts) found |= holds(part, entry, found_for, known);
      return found;
    }
    case CKind::no:
      return !holds(resolved.parts.front(), entry, nullptr, known);
    case CKind::disclosed:
      if (resolved.of_model) return any_fact([](const schema::Fact&) { return true; });
      any_fact([](const schema::Fact&) { return true; });
      return known || reports_with(resolved).count(entry.key) > 0;
    case CKind::text:
      return known || reports_with(resolved).count(entry.key) > 0;
    case CKind::range:
      if (condition.field == field::date) {
        const int date = store::date_number(schema::date_of(entry.record));
        any_fact([](const schema::Fact&) { return true; });
        return date > 0 && within(condition, date, date);
      }
      if (condition.field == field::score) {
        bool found = false;
        for (const ScoreEntry* score : resolved.scores) {
          if (!of_model(*score, entry)) continue;
          if (found_for != nullptr && !found) found_for->scores.push_back(score);
          found = true;
        }
        return found;
      }
      return any_fact([&](const schema::Fact& fact) {
        const auto* labelled = std::get_if<schema::Labelled>(&fact.value);
        const bool meant = resolved.keys.empty() || (labelled != nullptr && has_label(resolved.keys, labelled->label));
        return meant && fact_within(condition, fact);
      });
    case CKind::value:
      break;
  }
  const auto accepted = [&](const std::string& key) { return resolved.keys.count(key) > 0; };
  const auto named = [&](const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return accepted(term_key(name)); });
  };
  if (condition.field == field::model || condition.field == field::series) {
    const schema::Model* model = entry.model();
    return model != nullptr && (accepted(term_key(model->name)) || named(model->aliases));
  }
  if (condition.field == field::organization) return named(organizations_of(entry.record));
  if (condition.field == field::report) return accepted(entry.key);
  if (condition.field == field::language) return accepted(entry.record.language);
  const bool stated = any_fact([&](const schema::Fact& fact) {
    const auto* labelled = std::get_if<schema::Labelled>(&fact.value);
    return accepted(schema::value_key(fact.value)) || (labelled != nullptr && accepted(term_key(labelled->label)));
  });
  if (condition.field == field::family && entry.model() != nullptr) {
    return stated || (!entry.model()->family.empty() && accepted(term_key(entry.model()->family)));
  }
  if (condition.field != field::benchmark) return stated;
  return stated || known || reports_with(resolved).count(entry.key) > 0;
}

}  // namespace colophon::query

#include "query/library.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "query/organizations.h"
#include "query/settings.h"
#include "schema/value.h"
#include "store/search_index.h"
#include "store/text.h"

namespace colophon::query {
namespace {

using CKind = Condition::Kind;
using schema::term_key;

// Slots that are not set are empty, which Xapian takes for less than any number.
constexpr double lowest = -1e300;

Xapian::Query at_least(Xapian::valueno slot, double number) {
  return {Xapian::Query::OP_VALUE_GE, slot, Xapian::sortable_serialise(number)};
}

Xapian::Query between(Xapian::valueno low, Xapian::valueno high, std::optional<double> from, std::optional<double> to) {
  std::vector<Xapian::Query> parts{at_least(high, from.value_or(lowest))};
  if (to) parts.emplace_back(Xapian::Query::OP_VALUE_LE, low, Xapian::sortable_serialise(*to));
  return {Xapian::Query::OP_AND, parts.begin(), parts.end()};
}

bool within(const Condition& range, double low, double high) {
  // Decimal fractions that were written alike may differ in the last bit.
  const auto slack = [](double bound) { return std::abs(bound) * 1e-9; };
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

int date_of(const schema::Record& record) {
  return store::date_number(record.release_date.empty() ? record.date_hint : record.release_date);
}

std::vector<std::string> organizations_of(const schema::Record& record) {
  if (!record.organization.empty() || record.organization_hint.empty()) return record.organization;
  return {record.organization_hint};
}

Xapian::Query any_term(const std::vector<std::string>& terms) {
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

struct Valued {
  double number = 0;   // in the slot
  std::string report;  // the key
  Xapian::docid id = 0;
};

// The documents of a query by the number in `slot`. Sorted where the index is: a remote document's values cost a round
// trip each.
std::vector<Valued> by_value(const Xapian::Database& index, const Xapian::Query& query, Xapian::valueno slot,
                             bool highest) {
  Xapian::Enquire enquire(index);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_sort_by_value(slot, highest);
  // Collapses nothing: for the reports' keys.
  enquire.set_collapse_key(store::slot::report_key, std::numeric_limits<Xapian::doccount>::max());
  const Xapian::MSet found = enquire.get_mset(0, index.get_doccount());
  std::vector<Valued> valued;
  valued.reserve(found.size());
  for (auto at = found.begin(); at != found.end(); ++at) {
    valued.push_back({Xapian::sortable_unserialise(at.get_sort_key()), at.get_collapse_key(), *at});
  }
  return valued;
}

Xapian::Query kind(store::Kind of) { return Xapian::Query(store::term::kind(of)); }

}  // namespace

// A condition with what the index has for it.
struct Library::Resolved {
  Condition condition;
  std::vector<Resolved> parts;
  std::set<std::string> keys;             // value: the accepted keys (schema::value_key, or the label's term_key)
  std::vector<std::string> terms;         // ... and their terms
  std::vector<const ScoreEntry*> scores;  // range over scores: those within
  bool of_model = false;                  // `disclosed`: by the model's own facts, where a value of the field is denied
  std::set<std::string> reports;
};

Library::Library(Xapian::Database index, std::vector<MissingShard> missing)
    : index_(std::move(index)), missing_(std::move(missing)) {}
Library::~Library() = default;

std::vector<Xapian::docid> Library::documents(const Xapian::Query& query) const {
  Xapian::Enquire enquire(index_);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  const Xapian::MSet found = enquire.get_mset(0, index_.get_doccount());
  std::vector<Xapian::docid> ids;
  ids.reserve(found.size());
  for (auto at = found.begin(); at != found.end(); ++at) ids.push_back(*at);
  return ids;
}

std::set<std::string> Library::keys(const Xapian::Query& query) const {
  Xapian::Enquire enquire(index_);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_collapse_key(store::slot::report_key);
  const Xapian::MSet found = enquire.get_mset(0, index_.get_doccount());
  std::set<std::string> keys;
  for (auto at = found.begin(); at != found.end(); ++at) keys.insert(at.get_collapse_key());
  return keys;
}

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

namespace {

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

bool Library::denied(const Condition& all, const Resolved& disclosed) {
  return std::any_of(all.parts.begin(), all.parts.end(), [&](const Condition& part) {
    return part.kind == CKind::no && part.parts.front().kind == CKind::value &&
           part.parts.front().field == disclosed.condition.field;
  });
}

Library::Resolved Library::resolve(const Condition& condition) {
  Resolved out;
  out.condition = condition;
  for (const Condition& part : condition.parts) out.parts.push_back(resolve(part));
  switch (condition.kind) {
    case CKind::all:
      for (Resolved& part : out.parts)
        part.of_model = part.condition.kind == CKind::disclosed && denied(condition, part);
      break;
    case CKind::disclosed: {
      const Xapian::Query says =
          any_term({store::term::disclosed(condition.field), store::term::item(condition.field)});
      out.reports = keys({Xapian::Query::OP_AND, kind(store::Kind::report), says});
      break;
    }
    case CKind::text:
      out.reports = keys({Xapian::Query::OP_FILTER, store::text_query(condition.values.front(), store::Match::all),
                          kind(store::Kind::passage)});
      break;
    case CKind::value:
      for (const std::string& value : condition.values) resolve_value(value, out);
      break;
    case CKind::range:
      for (const std::string& label : condition.values) out.keys.insert(term_key(label));
      if (condition.field != field::score) break;
      for (const std::string& benchmark : condition.values) {
        const std::vector<const ScoreEntry*> all = scores(benchmark, true);
        std::set<std::pair<std::string, std::string>> whole;  // a part's score is none where there is one of the whole
        const auto of = [](const ScoreEntry* entry) { return std::pair(entry->key, term_key(entry->score().model)); };
        for (const ScoreEntry* entry : all) {
          if (!is_of_a_part(entry->score().setting)) whole.insert(of(entry));
        }
        for (const ScoreEntry* entry : all) {
          if (!within(condition, entry->score().value, entry->score().value)) continue;
          if (is_of_a_part(entry->score().setting) && whole.count(of(entry)) > 0) continue;
          out.scores.push_back(entry);
          out.reports.insert(entry->key);
        }
      }
      break;
    default:
      break;
  }
  return out;
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
  if (field == field::benchmark) {
    const Xapian::Query own(Xapian::Query::OP_AND, Xapian::Query(store::term::benchmark(value)),
                            Xapian::Query(store::term::owner(true)));
    const std::set<std::string> scored = keys({Xapian::Query::OP_AND, kind(store::Kind::score), own});
    out.reports.insert(scored.begin(), scored.end());
  }
}

Xapian::Query Library::candidates(const Resolved& resolved) const {
  const Condition& condition = resolved.condition;
  std::vector<Xapian::Query> parts;
  const auto of_reports = [&] {
    std::vector<std::string> terms;
    for (const std::string& key : resolved.reports) terms.push_back(store::term::report(key));
    return any_term(terms);
  };
  switch (condition.kind) {
    case CKind::everything:
      return Xapian::Query::MatchAll;
    case CKind::all:
    case CKind::any:
      for (const Resolved& part : resolved.parts) parts.push_back(candidates(part));
      return {condition.kind == CKind::all ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, parts.begin(), parts.end()};
    case CKind::no:
      return Xapian::Query::MatchAll;  // what may let too much through must not be taken away
    case CKind::disclosed:
    case CKind::text:
      return of_reports();
    case CKind::value:
      return {Xapian::Query::OP_OR, any_term(resolved.terms), of_reports()};
    case CKind::range:
      if (condition.field == field::score) return of_reports();
      if (condition.field == field::date)
        return between(store::slot::date, store::slot::date, condition.low, condition.high);
      if (condition.field == field::params_total) {
        return between(store::slot::params_total, store::slot::params_total, condition.low, condition.high);
      }
      if (condition.field == field::params_active) {
        return between(store::slot::params_active, store::slot::params_active, condition.low, condition.high);
      }
      return between(store::slot::low(condition.field), store::slot::high(condition.field), condition.low,
                     condition.high);
  }
  return Xapian::Query::MatchNothing;
}

bool Library::of_model(const ScoreEntry& score, const ModelEntry& entry) {
  const schema::Model* model = entry.model();
  if (model == nullptr || score.key != entry.key) return false;
  const std::string key = term_key(score.score().model);
  const auto names = [&](const std::string& name) {
    const std::string known = term_key(name);
    return key == known || (known.size() >= 4 && key.rfind(known, 0) == 0);
  };
  return names(model->name) || std::any_of(model->aliases.begin(), model->aliases.end(), names);
}

bool Library::holds(const Resolved& resolved, const ModelEntry& entry, Found* found_for) {
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
                         [&](const Resolved& part) { return holds(part, entry, found_for); });
    case CKind::any: {
      bool found = false;
      for (const Resolved& part : resolved.parts) found |= holds(part, entry, found_for);
      return found;
    }
    case CKind::no:
      return !holds(resolved.parts.front(), entry, nullptr);
    case CKind::disclosed:
      if (resolved.of_model) return any_fact([](const schema::Fact&) { return true; });
      any_fact([](const schema::Fact&) { return true; });
      return resolved.reports.count(entry.key) > 0;
    case CKind::text:
      return resolved.reports.count(entry.key) > 0;
    case CKind::range:
      if (condition.field == field::date) {
        const int date = date_of(entry.record);
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
  return stated || resolved.reports.count(entry.key) > 0;
}

std::vector<Library::Found> Library::models(const Condition& condition) {
  const Resolved resolved = resolve(condition);
  std::vector<Found> found;
  for (const Xapian::docid id : documents({Xapian::Query::OP_FILTER, candidates(resolved), kind(store::Kind::model)})) {
    Found model{model_entry(id), {}, {}};
    if (holds(resolved, *model.entry, &model)) found.push_back(std::move(model));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.entry->key < b.entry->key; });
  return found;
}

std::vector<const ModelEntry*> Library::models_of(const std::string& report) {
  std::vector<const ModelEntry*> models;
  const Xapian::Query of_report(store::term::report(report));
  for (const Xapian::docid id : documents({Xapian::Query::OP_AND, kind(store::Kind::model), of_report})) {
    models.push_back(model_entry(id));
  }
  return models;
}

void Library::each_model_by(const std::string& field, bool highest, const Condition& condition, const TakeModel& take) {
  const Resolved resolved = resolve(condition);
  const Xapian::valueno slot = highest ? store::slot::high(field) : store::slot::low(field);
  const Xapian::Query having(Xapian::Query::OP_VALUE_GE, slot, Xapian::sortable_serialise(lowest));
  const Xapian::Query query(Xapian::Query::OP_AND, candidates(resolved), having);
  const Xapian::Query models(Xapian::Query::OP_FILTER, query, kind(store::Kind::model));
  for (const Valued& bound : by_value(index_, models, slot, highest)) {
    const ModelEntry& entry = *model_entry(bound.id);
    if (holds(resolved, entry, nullptr) && !take(bound.number, entry)) return;
  }
}

std::vector<const ReportEntry*> Library::reports(const Condition& condition) {
  Xapian::Query query = kind(store::Kind::report);
  if (condition.kind != CKind::everything) {
    std::vector<std::string> wanted;
    for (const Found& found : models(condition)) {
      std::string term = store::term::report(found.entry->key);
      if (wanted.empty() || wanted.back() != term) wanted.push_back(std::move(term));  // models are sorted by key
    }
    query = {Xapian::Query::OP_AND, query, any_term(wanted)};
  }
  std::vector<const ReportEntry*> reports;
  for (const Xapian::docid id : documents(query)) reports.push_back(report_entry(id));
  std::stable_sort(reports.begin(), reports.end(),
                   [](const ReportEntry* a, const ReportEntry* b) { return a->key < b->key; });
  const auto same = [](const ReportEntry* a, const ReportEntry* b) { return a->key == b->key; };
  reports.erase(std::unique(reports.begin(), reports.end(), same), reports.end());
  return reports;
}

const ReportEntry* Library::report(const std::string& key) {
  const auto [place, unknown] = reports_by_key_.try_emplace(key, 0);
  if (unknown) {
    const auto ids =
        documents({Xapian::Query::OP_AND, kind(store::Kind::report), Xapian::Query(store::term::report(key))});
    if (!ids.empty()) place->second = ids.front();
  }
  return place->second == 0 ? nullptr : report_entry(place->second);
}

// Ids of the scores on a benchmark, without ablations, best first.
std::vector<Xapian::docid> Library::ranked_scores(const std::string& benchmark, bool own_only) const {
  Xapian::Query query(Xapian::Query::OP_AND, kind(store::Kind::score),
                      Xapian::Query(store::term::benchmark(benchmark)));
  query = {Xapian::Query::OP_AND, query, Xapian::Query(store::term::place(false))};
  std::vector<Valued> ranked = by_value(index_, query, store::slot::score, true);
  const auto percents = static_cast<size_t>(
      std::count_if(ranked.begin(), ranked.end(), [](const Valued& score) { return score.number <= 100; }));
  // Where nearly all scores are percentages, a number above 100 is something else: a misread cell, a rank, a length.
  const bool percentages = percents * 5 >= ranked.size() * 4;
  // Equal ones by their reports: ids depend on how reports are spread over databases.
  std::sort(ranked.begin(), ranked.end(), [](const Valued& a, const Valued& b) {
    return std::tie(b.number, a.report, a.id) < std::tie(a.number, b.report, b.id);
  });
  std::set<Xapian::docid> own;
  if (own_only) {
    const auto ids = documents({Xapian::Query::OP_AND, query, Xapian::Query(store::term::owner(true))});
    own.insert(ids.begin(), ids.end());
  }
  std::vector<Xapian::docid> ids;
  for (const auto& [score, report, id] : ranked) {
    if ((!percentages || score <= 100) && (!own_only || own.contains(id))) ids.push_back(id);
  }
  return ids;
}

std::vector<const ScoreEntry*> Library::scores(const std::string& benchmark, bool own_only) {
  std::vector<const ScoreEntry*> scores;
  for (const Xapian::docid id : ranked_scores(benchmark, own_only)) scores.push_back(score_entry(id));
  return scores;
}

void Library::each_score(const std::string& benchmark, bool own_only, bool highest,
                         const std::function<bool(const ScoreEntry&)>& take) {
  std::vector<Xapian::docid> ids = ranked_scores(benchmark, own_only);
  if (!highest) std::reverse(ids.begin(), ids.end());
  for (const Xapian::docid id : ids) {
    if (!take(*score_entry(id))) return;
  }
}

}  // namespace colophon::query

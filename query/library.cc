#include "query/library.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "query/library_resolved.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

using CKind = Condition::Kind;

Xapian::Enquire asking(const Xapian::Database& index, const Xapian::Query& query) {
  Xapian::Enquire enquire(index);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return enquire;
}

// The different values in `slot` of a query's documents: the first `most`, and how many there are.
Library::Keys different(const Xapian::Database& index, const Xapian::Query& query, Xapian::valueno slot, size_t most) {
  if (query.empty()) return {};
  Xapian::Enquire enquire = asking(index, query);
  enquire.set_collapse_key(slot);
  enquire.set_sort_by_value(slot, false);
  // Xapian only estimates how many are left by collapsing, unless it has them all.
  const Xapian::MSet found = enquire.get_mset(0, index.get_doccount());
  Library::Keys keys{{}, found.size()};
  for (auto at = found.begin(); at != found.end() && keys.first.size() < most; ++at) {
    keys.first.push_back(at.get_collapse_key());
  }
  return keys;
}

// The keys of the first `most` documents of reports that a query matches, and how many there are.
Library::Keys of_reports(const Xapian::Database& index, const Xapian::Query& query, size_t most) {
  if (query.empty()) return {};
  Xapian::Enquire enquire = asking(index, query);
  enquire.set_sort_by_value(store::slot::head_key, false);
  const Xapian::doccount count = index.get_doccount();
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(std::min<size_t>(most, count)), count);
  Library::Keys keys{{}, found.get_matches_estimated()};  // exact: all were looked at
  keys.first.reserve(found.size());
  for (auto at = found.begin(); at != found.end(); ++at) keys.first.push_back(at.get_sort_key());
  return keys;
}

// The items whose facts say why a condition is satisfied.
void add_items(const Condition& condition, std::vector<std::string>& items) {
  for (const Condition& part : condition.parts) {
    if (condition.kind != CKind::no) add_items(part, items);
  }
  const bool has_facts =
      condition.kind == CKind::value || condition.kind == CKind::range || condition.kind == CKind::disclosed;
  const schema::Item* item = has_facts ? schema::Checklist::standard().find(condition.field) : nullptr;
  if (item != nullptr && item->kind == schema::ItemKind::field) items.push_back(item->id);
}

std::set<std::string> reports_of(const std::vector<const ModelEntry*>& models) {
  std::set<std::string> keys;
  for (const ModelEntry* model : models) keys.insert(model->key);
  return keys;
}

Xapian::Query of_kind(const Xapian::Query& query, store::Kind kind) {
  if (query.empty()) return query;
  return {Xapian::Query::OP_FILTER, query, kind_query(kind)};
}

bool by_key(const ReportEntry* a, const ReportEntry* b) { return a->key < b->key; }

// What has a number in the slot.
Xapian::Query having(Xapian::valueno slot) {
  return {Xapian::Query::OP_VALUE_GE, slot, Xapian::sortable_serialise(-1e300)};
}

}  // namespace

std::vector<Valued> by_value(const Xapian::Database& index, const Xapian::Query& query, Xapian::valueno slot,
                             bool highest, Xapian::valueno key_slot, size_t most) {
  if (query.empty()) return {};
  Xapian::Enquire enquire = asking(index, query);
  enquire.set_sort_by_value(slot, highest);
  // Collapses nothing: for the keys.
  enquire.set_collapse_key(key_slot, std::numeric_limits<Xapian::doccount>::max());
  const auto wanted = static_cast<Xapian::doccount>(std::min<size_t>(most, index.get_doccount()));
  const Xapian::MSet found = enquire.get_mset(0, wanted);
  std::vector<Valued> valued;
  valued.reserve(found.size());
  for (auto at = found.begin(); at != found.end(); ++at) {
    valued.push_back({Xapian::sortable_unserialise(at.get_sort_key()), at.get_collapse_key(), *at});
  }
  // Ids depend on how reports are spread over databases.
  std::sort(valued.begin(), valued.end(), [highest](const Valued& a, const Valued& b) {
    const double x = highest ? -a.number : a.number, y = highest ? -b.number : b.number;
    return std::tie(x, a.key, a.id) < std::tie(y, b.key, b.id);
  });
  return valued;
}

Library::Library(Xapian::Database index, std::vector<MissingShard> missing)
    : index_(std::move(index)), missing_(std::move(missing)), items_(index_) {}
Library::~Library() = default;

template <typename Entry>
std::vector<const Entry*> Library::entries(const Xapian::Query& query, Make<Entry> make) {
  std::vector<const Entry*> entries;
  if (query.empty()) return entries;
  Xapian::Enquire enquire = asking(index_, query);
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  const Xapian::MSet found = enquire.get_mset(0, index_.get_doccount());
  found.fetch();
  entries.reserve(found.size());
  for (auto at = found.begin(); at != found.end(); ++at) entries.push_back((this->*make)(*at, at.get_document()));
  return entries;
}

template std::vector<const ScoreEntry*> Library::entries(const Xapian::Query& query, Make<ScoreEntry> make);

std::set<std::string> Library::keys(const Xapian::Query& query, Xapian::valueno slot) const {
  Keys found = different(index_, query, slot, all);
  return {std::make_move_iterator(found.first.begin()), std::make_move_iterator(found.first.end())};
}

const Library::Selection& Library::select(const Condition& condition) {
  if (selection_ != nullptr && selection_->condition == condition) return *selection_;
  auto made = std::make_unique<Selection>();
  made->condition = condition;
  made->resolved = resolve(condition);
  made->queries = queries(made->resolved, store::Kind::model);
  made->exact = made->queries.exact;
  if (!made->exact) {
    const Queries& both = made->queries;
    const Xapian::Query unsure = both.sure.empty() || both.maybe.empty()
                                     ? both.maybe
                                     : Xapian::Query(Xapian::Query::OP_AND_NOT, both.maybe, both.sure);
    const auto models = entries<ModelEntry>(of_kind(unsure, store::Kind::model), &Library::model_entry);
    made->exact = models.empty();
    std::vector<std::string> items;
    add_items(condition, items);
    read_items(items, reports_of(models));
    for (const ModelEntry* model : models) {
      if (holds(made->resolved, *model, nullptr, false)) made->checked.push_back(model);
    }
  }
  selection_ = std::move(made);
  return *selection_;
}

std::vector<Library::Found> Library::found_in(const Selection& selection, const Xapian::Query& query) {
  const auto models = entries<ModelEntry>(of_kind(query, store::Kind::model), &Library::model_entry);
  std::vector<std::string> items;
  add_items(selection.condition, items);
  read_items(items, reports_of(models));
  std::vector<Found> found;
  found.reserve(models.size());
  for (const ModelEntry* entry : models) {
    Found model{entry, {}, {}};
    const bool held = holds(selection.resolved, *entry, &model, selection.exact);
    if (held || selection.exact) found.push_back(std::move(model));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.entry->key < b.entry->key; });
  return found;
}

std::vector<Library::Found> Library::models(const Condition& condition) {
  const Selection& selection = select(condition);
  return found_in(selection, selection.queries.maybe);
}

std::vector<Library::Found> Library::models(const Condition& condition, const std::vector<std::string>& keys) {
  const Selection& selection = select(condition);
  if (selection.queries.maybe.empty()) return {};
  if (keys.size() <= most_named) {
    return found_in(selection, {Xapian::Query::OP_AND, selection.queries.maybe, any_report(keys)});
  }
  std::vector<Found> found = found_in(selection, selection.queries.maybe);
  const std::set<std::string> wanted(keys.begin(), keys.end());
  std::erase_if(found, [&](const Found& one) { return wanted.count(one.entry->key) == 0; });
  return found;
}

bool Library::any_model(const Condition& condition) {
  const Selection& selection = select(condition);
  if (!selection.checked.empty()) return true;
  const Xapian::Query sure = of_kind(selection.queries.sure, store::Kind::model);
  return !sure.empty() && !asking(index_, sure).get_mset(0, 1).empty();
}

size_t Library::count_models(const Condition& condition) {
  const Selection& selection = select(condition);
  const Xapian::Query sure = of_kind(selection.queries.sure, store::Kind::model);
  size_t count = different(index_, sure, store::slot::name, 1).count;
  std::set<std::string> names;
  for (const ModelEntry* model : selection.checked) {
    names.insert(model->model() == nullptr ? "\n" + model->key : schema::term_key(model->name()));
  }
  if (names.empty()) return count;
  std::set<std::string> known;
  if (!sure.empty()) known = keys(sure, store::slot::name);
  for (const std::string& name : names) count += known.count(name) == 0 ? 1 : 0;
  return count;
}

Library::Keys Library::report_keys(const Condition& condition, size_t most) {
  const Selection& selection = select(condition);
  if (about_reports(condition) || (selection.exact && by_reports(condition))) {
    const Xapian::Query sure = queries(selection.resolved, store::Kind::report).sure;
    return of_reports(index_, of_kind(sure, store::Kind::report), most);
  }
  const Xapian::Query sure = of_kind(selection.queries.sure, store::Kind::model);
  if (selection.checked.empty()) return different(index_, sure, store::slot::head_key, most);
  std::set<std::string> all_keys = keys(sure, store::slot::head_key);
  for (const ModelEntry* model : selection.checked) all_keys.insert(model->key);
  Keys found{{}, all_keys.size()};
  for (auto key = all_keys.begin(); key != all_keys.end() && found.first.size() < most; ++key) {
    found.first.push_back(*key);
  }
  return found;
}

std::vector<const ModelEntry*> Library::models_of(const std::string& report) {
  return entries<ModelEntry>({Xapian::Query::OP_AND, kind_query(store::Kind::model), any_report({report})},
                             &Library::model_entry);
}

void Library::each_model_by(const std::string& field, bool highest, const Condition& condition, const TakeModel& take) {
  const Selection& selection = select(condition);
  if (selection.queries.maybe.empty()) return;
  const Xapian::valueno slot = field == field::date ? store::slot::date
                               : highest            ? store::slot::high(field)
                                                    : store::slot::low(field);
  const Xapian::Query query =
      of_kind({Xapian::Query::OP_AND, selection.queries.maybe, having(slot)}, store::Kind::model);
  // Most often the first few are enough.
  size_t told = 0;
  for (size_t most = 64;; most *= 16) {
    const std::vector<Valued> bounds = by_value(index_, query, slot, highest, store::slot::head_key, most);
    // Those that share the last number may lack some of their like, unless these are all.
    const bool whole = bounds.size() < most;
    const double last = bounds.empty() ? 0 : bounds.back().number;
    for (; told < bounds.size() && (whole || bounds[told].number != last); ++told) {
      const Valued& bound = bounds[told];
      const ModelEntry& entry = *model_entry(bound.id, index_.get_document(bound.id));
      const bool held = selection.exact || holds(selection.resolved, entry, nullptr, false);
      if (held && !take(bound.number, entry)) return;
    }
    if (whole) return;
  }
}

std::map<std::pair<std::string, std::string>, double> Library::largest_numbers(const std::string& field,
                                                                               const Condition& condition) {
  std::map<std::pair<std::string, std::string>, double> largest;
  const auto add = [&](const std::string& key, const std::string& name, double number) {
    const auto [known, added] = largest.emplace(std::pair(key, name), number);
    if (!added) known->second = std::max(known->second, number);
  };
  const Selection& selection = select(condition);
  const Xapian::valueno slot = store::slot::high(field);
  if (!selection.queries.sure.empty()) {
    const Xapian::Query query =
        of_kind({Xapian::Query::OP_AND, selection.queries.sure, having(slot)}, store::Kind::model);
    // An answer of Xapian's has one slot's text beside the number.
    std::unordered_map<Xapian::docid, std::string> names;
    for (Valued& one : by_value(index_, query, slot, true, store::slot::name, all)) {
      names.emplace(one.id, std::move(one.key));
    }
    for (const Valued& one : by_value(index_, query, slot, true, store::slot::head_key, all)) {
      add(one.key, names.at(one.id), one.number);
    }
  }
  for (const ModelEntry* model : selection.checked) {
    const Xapian::Document document = index_.get_document(model->document);
    const std::string number = document.get_value(slot);
    if (number.empty()) continue;
    add(model->key, document.get_value(store::slot::name), Xapian::sortable_unserialise(number));
  }
  return largest;
}

std::vector<const ReportEntry*> Library::reports(const Condition& condition) {
  if (condition.kind != CKind::everything) return reports(report_keys(condition).first);
  std::vector<const ReportEntry*> reports =
      entries<ReportEntry>(kind_query(store::Kind::report), &Library::report_entry);
  std::stable_sort(reports.begin(), reports.end(), by_key);
  return reports;
}

std::vector<const ReportEntry*> Library::reports(const std::vector<std::string>& keys) {
  const Xapian::Query of_reports = kind_query(store::Kind::report);
  const bool named = keys.size() <= most_named;
  std::vector<const ReportEntry*> reports = entries<ReportEntry>(
      named ? Xapian::Query(Xapian::Query::OP_AND, of_reports, any_report(keys)) : of_reports, &Library::report_entry);
  if (!named) {
    const std::set<std::string> wanted(keys.begin(), keys.end());
    std::erase_if(reports, [&](const ReportEntry* one) { return wanted.count(one->key) == 0; });
  }
  std::stable_sort(reports.begin(), reports.end(), by_key);
  const auto same = [](const ReportEntry* a, const ReportEntry* b) { return a->key == b->key; };
  reports.erase(std::unique(reports.begin(), reports.end(), same), reports.end());
  return reports;
}

const ReportEntry* Library::report(const std::string& key) {
  const auto known = reports_by_key_.find(key);
  if (known != reports_by_key_.end()) return known->second == 0 ? nullptr : report_entries_.at(known->second).get();
  const std::vector<const ReportEntry*> found = reports(std::vector{key});
  if (found.empty()) reports_by_key_.emplace(key, 0);
  return found.empty() ? nullptr : found.front();
}

size_t Library::count_reports() const { return index_.get_termfreq(store::term::kind(store::Kind::report)); }

std::map<std::string, size_t> Library::reports_by_value(const std::string& field) const {
  const std::string prefix = store::term::stated(field, "");
  std::map<std::string, size_t> counts;
  for (auto term = index_.allterms_begin(prefix); term != index_.allterms_end(prefix); ++term) {
    counts.emplace((*term).substr(prefix.size()), term.get_termfreq());
  }
  return counts;
}

}  // namespace colophon::query

#include "query/names.h"

#include <algorithm>
#include <set>

#include "query/benchmark_names.h"
#include "query/organizations.h"
#include "query/words.h"
#include "schema/checklist.h"
#include "schema/value.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

std::string digits_of(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() < 5) return "";
  const size_t most = word.size() >= 8 ? 2 : 1;
  const std::string digits = digits_of(word);
  std::string best;
  size_t least = most + 1;
  bool tie = false;
  for (const std::string& candidate : known) {
    if (candidate.size() < 4 || candidate.front() != word.front()) continue;
    const size_t distance = edit_distance(word, candidate, most);
    if (distance > most || digits_of(candidate) != digits) continue;
    if (distance < least) {
      best = candidate;
      least = distance;
      tie = false;
    } else if (distance == least && candidate != best) {
      tie = true;
    }
  }
  return tie ? "" : best;
}

std::string nearest_beginning(std::string_view word, const std::vector<std::string>& known) {
  std::set<std::string> beginnings;
  for (const std::string& name : known) {
    for (size_t length = word.size() - 1; length <= word.size() + 1; ++length) {
      if (name.size() > length) beginnings.insert(name.substr(0, length));
    }
  }
  if (word.size() < 6) return "";
  const std::string digits = digits_of(word);
  std::string best;
  for (const std::string& beginning : beginnings) {
    const bool same_end = beginning.back() == word.back();  // not a name that is cut short
    if (!same_end || beginning.front() != word.front() || digits_of(beginning) != digits) continue;
    if (edit_distance(word, beginning, 1) > 1) continue;
    if (!best.empty() && best != beginning) return "";
    best = beginning;
  }
  return best;
}

bool IndexNames::begins(const std::string& prefix, bool longer) const {
  for (auto term = index_.allterms_begin(prefix); term != index_.allterms_end(prefix); ++term) {
    if (!longer || (*term).size() > prefix.size()) return true;
  }
  return false;
}

bool IndexNames::is_model(std::string_view name) const {
  const Xapian::Query own(Xapian::Query::OP_AND, Xapian::Query(store::term::model(name)),
                          Xapian::Query(store::term::kind(store::Kind::report)));
  if (!index_.term_exists(store::term::model(name))) return false;
  Xapian::Enquire enquire(index_);  // scores have baselines' names too: only reports' own models count
  enquire.set_query(own);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return !enquire.get_mset(0, 1).empty();
}

bool IndexNames::is_series(std::string_view beginning) const {
  const std::string prefix = store::term::model(beginning);
  for (auto term = index_.allterms_begin(prefix); term != index_.allterms_end(prefix); ++term) {
    if ((*term).size() <= prefix.size()) continue;
    Xapian::Enquire enquire(index_);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, Xapian::Query(*term),
                                    Xapian::Query(store::term::kind(store::Kind::report))));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    if (!enquire.get_mset(0, 1).empty()) return true;
  }
  return false;
}

bool IndexNames::is_organization(std::string_view name) const {
  const std::vector<std::string> keys = organization_keys(name);
  return std::any_of(keys.begin(), keys.end(),
                     [&](const std::string& key) { return begins(store::term::organization(key), false); });
}

bool IndexNames::is_benchmark(std::string_view name) const { return index_.term_exists(store::term::benchmark(name)); }

bool IndexNames::is_baseline(std::string_view name) const {
  return index_.term_exists(store::term::model(name)) && !is_model(name);
}

std::vector<std::string> IndexNames::fields_with(std::string_view value) const {
  std::vector<std::string> fields;
  const std::string key = schema::term_key(value);
  for (const schema::Item& item : schema::Checklist::standard().items()) {
    const bool named = item.type == schema::ValueType::term || item.type == schema::ValueType::parallelism ||
                       item.type == schema::ValueType::hardware;
    if (item.kind != schema::ItemKind::field || !named || item.id == "eval.benchmark") continue;
    if (index_.term_exists(store::term::value(item.id, key))) fields.push_back(item.id);
  }
  return fields;
}

std::vector<std::string> IndexNames::ends(const std::string& prefix) const {
  std::vector<std::string> known;
  for (auto term = index_.allterms_begin(prefix); term != index_.allterms_end(prefix); ++term) {
    known.push_back((*term).substr(prefix.size()));
  }
  return known;
}

std::string IndexNames::nearest_model(std::string_view name) const {
  std::string found = nearest(schema::term_key(name), ends(store::term::model("")));
  return !found.empty() && is_model(found) ? found : "";
}

std::string IndexNames::nearest_series(std::string_view beginning) const {
  const std::string key = schema::term_key(beginning);
  std::string found = key.empty() ? "" : nearest_beginning(key, ends(store::term::model("")));
  return !found.empty() && is_series(found) ? found : "";
}

std::string IndexNames::nearest_benchmark(std::string_view name) const {
  return benchmark_name(nearest(schema::term_key(name), ends(store::term::benchmark(""))));
}

}  // namespace colophon::query

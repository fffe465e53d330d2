// Scores, best first. Terms of the index put them in narrow bands by their number, so that the best are found without
// looking at the rest.
#include <algorithm>

#include "query/library_resolved.h"
#include "query/score_names.h"

namespace colophon::query {
namespace {

struct Bands {
  std::map<std::string, std::vector<std::string>> terms;  // by band, from the lowest on
};

// The bands of a benchmark's scores, without those of numbers that are no scores.
Bands bands_of(const Xapian::Database& index, const std::string& benchmark, bool own_only) {
  Bands bands;
  size_t percents = 0, all = 0;
  for (const bool own : {true, false}) {
    const std::string prefix = store::term::band_prefix(benchmark, own);
    for (auto term = index.allterms_begin(prefix); term != index.allterms_end(prefix); ++term) {
      const std::string band = (*term).substr(prefix.size());
      all += term.get_termfreq();
      if (!store::term::is_above_hundred(band)) percents += term.get_termfreq();
      if (own || !own_only) bands.terms[band].push_back(*term);
    }
  }
  // Where nearly all scores are percentages, a number above 100 is something else: a misread cell, a rank, a length.
  if (percents * 5 >= all * 4) {
    std::erase_if(bands.terms, [](const auto& band) { return store::term::is_above_hundred(band.first); });
  }
  return bands;
}

}  // namespace

bool Library::of_model(const ScoreEntry& score, const ModelEntry& entry) {
  const schema::Model* model = entry.model();
  if (model == nullptr || score.key != entry.key) return false;
  const std::string key = schema::term_key(score.score().model);
  const auto names = [&](const std::string& name) { return goes_by(key, schema::term_key(name)); };
  return names(model->name) || std::any_of(model->aliases.begin(), model->aliases.end(), names);
}

std::vector<const ScoreEntry*> Library::ranked(const Xapian::Query& query) {
  const std::vector<Valued> order = by_value(index_, query, store::slot::score, true, store::slot::report_key, all);
  entries<ScoreEntry>(query, &Library::score_entry);  // read together
  std::vector<const ScoreEntry*> scores;
  scores.reserve(order.size());
  for (const Valued& one : order) scores.push_back(score_entries_.at(one.id).get());
  return scores;
}

std::vector<const ScoreEntry*> Library::scores(const std::string& benchmark, bool own_only,
                                               const std::vector<std::string>* keys) {
  std::vector<std::string> terms;
  for (const auto& [band, of] : bands_of(index_, benchmark, own_only).terms)
    terms.insert(terms.end(), of.begin(), of.end());
  if (terms.empty()) return {};
  const Xapian::Query query = any_term(terms);
  return ranked(keys == nullptr ? query : Xapian::Query(Xapian::Query::OP_AND, query, any_report(*keys)));
}

void Library::each_score(const std::string& benchmark, bool own_only, bool highest,
                         const std::function<bool(const ScoreEntry&)>& take) {
  const Bands bands = bands_of(index_, benchmark, own_only);
  const auto taken = [&](const std::vector<std::string>& terms) {
    std::vector<const ScoreEntry*> scores = ranked(any_term(terms));
    if (!highest) std::reverse(scores.begin(), scores.end());
    return std::all_of(scores.begin(), scores.end(), [&](const ScoreEntry* score) { return take(*score); });
  };
  if (highest) {
    for (auto band = bands.terms.rbegin(); band != bands.terms.rend() && taken(band->second); ++band) {
    }
  } else {
    for (auto band = bands.terms.begin(); band != bands.terms.end() && taken(band->second); ++band) {
    }
  }
}

}  // namespace colophon::query

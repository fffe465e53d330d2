#include "indexer/extract/extract.h"

#include "indexer/extract/metadata.h"
#include "indexer/extract/models.h"
#include "indexer/extract/passages.h"
#include "indexer/extract/propose.h"
#include "indexer/extract/ranker.h"
#include "indexer/extract/resolver.h"
#include "indexer/extract/scores.h"

namespace colophon::extract {

schema::Record extract(const document::Document& document, const Settings& settings) {
  schema::Record record;
  record.report = document.report;
  const ModelNames models = find_models(document);
  read_metadata(document, models, settings.path_hint, record);
  record.models = models.own();
  record.scores = find_scores(document, models);
  record.passages = find_passages(document, models);

  std::vector<Candidate> candidates = propose(document, models);
  const auto decide = [&](const Ranker& ranker) {
    const std::vector<Proposal> proposals = ranker.rank(candidates);
    resolve(document, models, proposals, settings.threshold < 0 ? ranker.threshold() : settings.threshold, record);
    for (schema::Fact& fact : benchmark_facts(record.scores)) record.facts.push_back(std::move(fact));
    record.absent = silent_items(record);
  };
  if (settings.ranker.empty()) {
    decide(Ranker::standard());
  } else {
    decide(Ranker::parse(settings.ranker));
  }
  return record;
}

}  // namespace colophon::extract

#include "indexer/extract/resolver.h"

#include <algorithm>
#include <map>
#include <set>

#include "indexer/extract/consistency.h"
#include "schema/checklist.h"

namespace colophon::extract {
namespace {

using schema::Fact;

constexpr double share_of_best = 0.6;   // of the field's best probability that a second value needs
constexpr double worth_a_review = 0.2;  // less likely proposals are dropped
constexpr size_t evidence_kept = 3;

// The model that the report as a whole is about, "" where there are several: the only one, or the one the title names.
std::string principal(const document::Document& document, const ModelNames& models) {
  if (models.own().size() == 1) return models.own().front().name;
  std::set<int> named;
  for (const ModelMention& mention : models.mentions(document.title)) {
    if (mention.whose == Whose::own) named.insert(mention.model);
  }
  return named.size() == 1 && *named.begin() >= 0 ? models.own()[*named.begin()].name : "";
}

// The models a proposal holds for: those its likely mentions name; where they name none, the principal one.
std::vector<std::string> models_of(const Proposal& proposal, const std::string& principal) {
  std::vector<std::string> names;
  const double enough = share_of_best * proposal.mentions.front()->probability;
  for (const Candidate* mention : proposal.mentions) {
    if (mention->probability < enough) continue;
    for (const std::string& model : mention->models) {
      if (std::find(names.begin(), names.end(), model) == names.end()) names.push_back(model);
    }
  }
  if (names.empty()) names.push_back(principal);
  return names;
}

// The fact a proposal gives for one model; mentions of that model come first among its evidence.
Fact fact_of(const document::Document& document, const Proposal& proposal, const std::string& model) {
  Fact fact;
  fact.field = proposal.field;
  fact.value = proposal.value;
  fact.confidence = proposal.probability;
  fact.model = model;
  std::vector<const Candidate*> mentions = proposal.mentions;
  std::stable_partition(mentions.begin(), mentions.end(), [&](const Candidate* m) {
    return std::find(m->models.begin(), m->models.end(), model) != m->models.end();
  });
  fact.as_written = mentions.front()->as_written;
  std::set<std::pair<int, size_t>> places;
  for (const Candidate* mention : mentions) {
    if (fact.evidence.size() == evidence_kept) break;
    if (!places.insert({mention->place.block, mention->place.span.begin}).second) continue;
    fact.evidence.push_back(evidence_at(document, mention->place));
  }
  return fact;
}

// A statement that is as likely of a later stage is not one of pre-training: what was trained on first is not what
// training went on with.
bool of_a_later_stage(const Proposal& proposal, const std::vector<Proposal>& proposals) {
  constexpr std::string_view early = "pretrain.";
  constexpr std::string_view late = "mid.";
  if (!proposal.field.starts_with(early)) return false;
  const std::string_view quantity = std::string_view(proposal.field).substr(early.size());
  const Place& place = proposal.mentions.front()->place;
  return std::any_of(proposals.begin(), proposals.end(), [&](const Proposal& other) {
    const Place& there = other.mentions.front()->place;
    return other.field.starts_with(late) && std::string_view(other.field).substr(late.size()) == quantity &&
           other.probability >= proposal.probability && schema::same_key(other.value, proposal.value) &&
           there.block == place.block && there.span == place.span && there.column == place.column;
  });
}

}  // namespace

void resolve(const document::Document& document, const ModelNames& models, const std::vector<Proposal>& proposals,
             double threshold, schema::Record& record) {
  const std::string about = principal(document, models);
  std::vector<Fact> facts;
  std::vector<Fact> review;
  std::map<std::pair<std::string, std::vector<std::string>>, double>
      best;  // a field and its models: the likeliest value's probability
  std::set<const Proposal*> later;
  for (const Proposal& proposal : proposals) {
    if (of_a_later_stage(proposal, proposals)) {
      later.insert(&proposal);
      continue;
    }
    double& top = best[{proposal.field, proposal.mentions.front()->models}];
    top = std::max(top, proposal.probability);
  }
  for (const Proposal& proposal : proposals) {
    if (proposal.probability < std::min(worth_a_review, threshold)) continue;
    const double top = best[{proposal.field, proposal.mentions.front()->models}];
    const bool likely = later.count(&proposal) == 0 && proposal.probability >= threshold &&
                        (proposal.probability >= share_of_best * top || largest_counts(proposal.field));
    for (const std::string& model : models_of(proposal, about)) {
      (likely ? facts : review).push_back(fact_of(document, proposal, model));
      if (likely) continue;
      review.back().doubt = later.count(&proposal) != 0        ? "as likely of a later stage"
                            : proposal.probability < threshold ? "uncertain"
                                                               : "another value is likelier";
    }
  }
  for (Fact& fact : facts) {
    if (says_less(fact, facts)) continue;
    fact.doubt = contradiction(fact, facts);
    (fact.doubt.empty() ? record.facts : record.review).push_back(fact);
  }
  record.review.insert(record.review.end(), std::make_move_iterator(review.begin()),
                       std::make_move_iterator(review.end()));
}

std::vector<schema::Absence> silent_items(const schema::Record& record) {
  std::set<std::string> known;
  for (const Fact& fact : record.facts) known.insert(fact.field);
  for (const schema::Passage& passage : record.passages) known.insert(passage.item);
  std::set<std::string> named;
  for (const Fact& fact : record.review) named.insert(fact.field);
  std::vector<schema::Absence> absent;
  for (const schema::Item& item : schema::Checklist::standard().items()) {
    if (item.id.rfind("model.", 0) == 0 || item.id.rfind("report.", 0) == 0 || known.count(item.id) != 0) continue;
    absent.push_back(
        {item.id, named.count(item.id) != 0 ? schema::Silence::mentioned_not_read : schema::Silence::not_disclosed});
  }
  return absent;
}

}  // namespace colophon::extract

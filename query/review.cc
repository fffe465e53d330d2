#include "query/review.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "query/answer.h"
#include "schema/checklist.h"
#include "store/digest.h"

namespace colophon::query {
namespace {

using nlohmann::json;
using schema::Fact;
using schema::Item;
using store::Correction;

bool has_one_value(const Item& item) { return !item.many && !item.combines && !item.open; }

// What a person has said of a field and model.
class Decided {
 public:
  explicit Decided(const std::vector<Correction>& corrections) {
    for (const Correction& correction : corrections) places_[{correction.field, correction.model}] = &correction;
  }

  // Nothing of it is left to be decided.
  bool all(const std::string& field, const std::string& model) const {
    const auto found = places_.find({field, model});
    return found != places_.end() && found->second->whole;
  }

  bool value(const Fact& fact) const {
    const auto found = places_.find({fact.field, fact.model});
    if (found == places_.end()) return false;
    const Correction& correction = *found->second;
    return std::any_of(correction.values.begin(), correction.values.end(),
                       [&](const store::Stated& stated) { return schema::same_key(stated.value, fact.value); });
  }

 private:
  std::map<std::pair<std::string, std::string>, const Correction*> places_;
};

// The share of its confidence that is left of a value that is held back (review.h).
double held_back_share(const Fact& fact) { return fact.doubt == "as likely of a later stage" ? 1.0 / 3 : 0.5; }

double payoff_of(const ReviewItem& item) {
  double mistakes = 0, wrong = 0;
  size_t standing = 0;
  for (const Candidate& candidate : item.candidates) {
    if (!candidate.stands) {
      mistakes += candidate.fact.confidence * held_back_share(candidate.fact);
    } else {
      wrong += 1 - candidate.fact.confidence;
      ++standing;
    }
  }
  if (item.kind == ReviewKind::conflict) mistakes += std::max(wrong, static_cast<double>(standing) - 1);
  return mistakes / static_cast<double>(1 + item.candidates.size());
}

// The items of one report, in the order of its facts.
class ReportReview {
 public:
  ReportReview(const store::Entry& entry, const std::vector<Correction>& corrections, const ReviewFilter& filter)
      : entry_(entry), decided_(corrections), filter_(filter) {
    for (const Fact& fact : entry.record.facts) add(fact, true);
    for (const Fact& fact : entry.record.review) add(fact, false);
  }

  std::vector<ReviewItem> items() {
    std::vector<ReviewItem> out;
    for (ReviewItem& item : items_) {
      if (judge(item)) out.push_back(std::move(item));
    }
    return out;
  }

 private:
  void add(const Fact& fact, bool stands) {
    if (!filter_.field.empty() && fact.field != filter_.field) return;
    if (!filter_.model.empty() && fact.model != filter_.model) return;
    if (decided_.all(fact.field, fact.model) || (!stands && decided_.value(fact))) return;
    const auto [at, is_new] = places_.emplace(std::pair(fact.field, fact.model), items_.size());
    if (is_new) {
      ReviewItem& item = items_.emplace_back();
      item.key = entry_.key;
      item.title = entry_.record.title;
      item.field = fact.field;
      item.model = fact.model;
    }
    std::vector<Candidate>& candidates = items_[at->second].candidates;
    const std::string id = candidate_id(entry_.key, fact);
    const bool there =
        std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& one) { return one.id == id; });
    if (!there) candidates.push_back({id, fact, stands});
  }

  // Whether there is something to decide; completes the item.
  bool judge(ReviewItem& item) const {
    const Item* field = schema::Checklist::standard().find(item.field);
    const auto standing =
        std::count_if(item.candidates.begin(), item.candidates.end(), [](const Candidate& one) { return one.stands; });
    const bool conflict = standing > 1 && field != nullptr && has_one_value(*field);
    const bool doubtful = static_cast<size_t>(standing) < item.candidates.size();
    if (!conflict && !doubtful) return false;
    item.kind = conflict ? ReviewKind::conflict : ReviewKind::doubtful;
    if (filter_.kind && *filter_.kind != item.kind) return false;
    std::stable_sort(item.candidates.begin(), item.candidates.end(), [](const Candidate& a, const Candidate& b) {
      return std::pair(!a.stands, -a.fact.confidence) < std::pair(!b.stands, -b.fact.confidence);
    });
    item.payoff = payoff_of(item);
    return true;
  }

  const store::Entry& entry_;
  const Decided decided_;
  const ReviewFilter& filter_;
  std::vector<ReviewItem> items_;
  std::map<std::pair<std::string, std::string>, size_t> places_;
};

json candidate_json(const Candidate& candidate, const Item& item) {
  const Fact& fact = candidate.fact;
  json out = {{"id", candidate.id},
              {"value", schema::value_to_json(fact.value, item.type)},
              {"text", schema::value_to_text(fact.value, item.type, item.unit)},
              {"confidence", fact.confidence},
              {"stands", candidate.stands},
              {"evidence", evidence_to_json(fact.evidence)}};
  if (!fact.doubt.empty()) out["doubt"] = fact.doubt;
  if (!fact.as_written.empty()) out["as_written"] = fact.as_written;
  return out;
}

}  // namespace

std::string candidate_id(const std::string& key, const Fact& fact) {
  const std::string what = fact.field + '\0' + fact.model + '\0' + schema::value_key(fact.value);
  return store::digest_of(key).substr(0, 6) + store::digest_of(what).substr(0, 10);
}

std::vector<ReviewItem> review_queue(const store::KnowledgeBase& base, const ReviewFilter& filter) {
  std::vector<ReviewItem> queue;
  const auto add = [&](const store::Entry& entry) {
    for (ReviewItem& item : ReportReview(entry, base.corrections(entry.key), filter).items()) {
      queue.push_back(std::move(item));
    }
    return true;
  };
  if (filter.key.empty()) {
    base.for_each_record(add);
  } else if (const auto entry = base.entry(filter.key)) {
    add(*entry);
  }
  std::stable_sort(queue.begin(), queue.end(), [](const ReviewItem& a, const ReviewItem& b) {
    return std::tie(b.payoff, a.key, a.field, a.model) < std::tie(a.payoff, b.key, b.field, b.model);
  });
  return queue;
}

json review_to_json(const std::vector<ReviewItem>& queue, size_t offset, size_t limit) {
  json items = json::array();
  for (size_t i = offset; i < queue.size() && i - offset < limit; ++i) {
    const ReviewItem& one = queue[i];
    const Item* item = schema::Checklist::standard().find(one.field);
    if (item == nullptr) continue;
    json candidates = json::array();
    for (const Candidate& candidate : one.candidates) candidates.push_back(candidate_json(candidate, *item));
    items.push_back({{"report", one.key},
                     {"title", one.title},
                     {"field", one.field},
                     {"model", one.model.empty() ? json(nullptr) : json(one.model)},
                     {"kind", one.kind == ReviewKind::conflict ? "conflict" : "doubtful"},
                     {"payoff", one.payoff},
                     {"candidates", candidates}});
  }
  return {{"format", 1}, {"total", queue.size()}, {"items", items}};
}

}  // namespace colophon::query

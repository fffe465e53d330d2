// The queue of what a person should look at: facts that were extracted with too little confidence to answer questions,
// and conflicts, where a field that has one value was given several for one model. What a person has decided is not in
// it.
//
// The order is by what a look pays: the mistakes that it is expected to mend (values that wrongly answer, or are
// wrongly held back) for what is to be read, the item and each of its values. Of n conflicting facts at least n - 1 are
// wrong. What is held back lost to something, and is right half as often as its confidence says; what is as likely of
// a later stage, a third as often (measured on 43 curated reports: 93 of 650, and 5 of 42).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "schema/record.h"
#include "store/knowledge_base.h"

namespace colophon::query {

enum class ReviewKind { doubtful, conflict };

struct Candidate {
  std::string id;       // of this value of this field, model and report (candidate_id)
  schema::Fact fact;    // with its evidence and, in `doubt`, why it is held back, if something else than its confidence
  bool stands = false;  // it answers questions now
};

// One field of one model in one report.
struct ReviewItem {
  std::string key;  // of the report
  std::string title;
  std::string field;
  std::string model;  // "" for all the report's models
  ReviewKind kind = ReviewKind::doubtful;
  double payoff = 0;
  std::vector<Candidate> candidates;  // those that stand first, then by confidence; never empty
};

// Empty members let everything through.
struct ReviewFilter {
  std::string key;
  std::string field;  // an item's id
  std::string model;
  std::optional<ReviewKind> kind;
};

// What pays most first; ties by report, field and model. Reads all records, or one when the filter names its key.
std::vector<ReviewItem> review_queue(const store::KnowledgeBase& base, const ReviewFilter& filter = {});

// 16 hexadecimal digits, "3f2a1c9b0c4d2e11": the same as long as the report says the same, in every knowledge base.
std::string candidate_id(const std::string& key, const schema::Fact& fact);

// {"format", "total", "items": [{"report", "title", "field", "model", "kind", "payoff", "candidates": [{"id", "value",
// "text", "confidence", "stands", "doubt", "evidence"}]}]}: `limit` items from `offset` on.
nlohmann::json review_to_json(const std::vector<ReviewItem>& queue, size_t offset, size_t limit);

}  // namespace colophon::query

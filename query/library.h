// The search index as questions see it: models and reports that satisfy a condition, decoded once and kept. Everything
// comes from Xapian alone, so several databases, also remote ones, can be asked as one.
//
// A condition is first resolved against the index (the spellings that reports really have), then asked as a boolean
// query that may let too much through (ranges over several values), then checked on the decoded facts.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "query/plan.h"
#include "schema/record.h"

namespace colophon::query {

// A model document of the index.
struct ModelEntry {
  std::string key;                  // of the report
  schema::Record record;            // its head; `models` has this model, if it has a name
  std::vector<schema::Fact> facts;  // its own, its report's, and what follows from the head (sizes, organisation)
  const schema::Model* model() const { return record.models.empty() ? nullptr : &record.models.front(); }
  std::string name() const { return record.models.empty() ? "" : record.models.front().name; }
};

// A report document of the index.
struct ReportEntry {
  std::string key;
  schema::Record record;  // its head, models, passages, absences
  std::set<std::string> disclosed;
};

struct ScoreEntry {
  std::string key;
  schema::Record record;  // its head; `scores` has this one
  const schema::Score& score() const { return record.scores.front(); }
};

class Library {
 public:
  explicit Library(Xapian::Database index);
  ~Library();

  const Xapian::Database& index() const { return index_; }

  // The models that satisfy `condition`, in the order of reports and, within, of the index. `why` gives each the facts
  // that its positive parts rest on.
  struct Found {
    const ModelEntry* entry = nullptr;
    std::vector<const schema::Fact*> why;
    std::vector<const ScoreEntry*> scores;  // ... and the scores
  };
  std::vector<Found> models(const Condition& condition);

  // The reports that satisfy a condition; one about models holds for a report when it holds for one of its models.
  std::vector<const ReportEntry*> reports(const Condition& condition);
  const ReportEntry* report(const std::string& key);
  // Whether the condition is about reports alone (disclosed, organisation, date, text).
  static bool about_reports(const Condition& condition);

  // Scores on a benchmark, in any of its spellings, best first; without ablations.
  std::vector<const ScoreEntry*> scores(const std::string& benchmark, bool own_only);
  // Whether a score is of the model: under one of its names, or one that goes on from there ("V2 Chat (RL)" of "V2
  // Chat"). Own models only.
  static bool of_model(const ScoreEntry& score, const ModelEntry& entry);

  // Keys of the reports whose documents match a boolean query.
  std::set<std::string> keys(const Xapian::Query& query) const;

 private:
  struct Resolved;
  // Whether a value of the field is denied beside: "optimizer:* -optimizer:AdamW".
  static bool denied(const Condition& all, const Resolved& disclosed);
  Resolved resolve(const Condition& condition);
  void resolve_value(const std::string& value, Resolved& out) const;
  Xapian::Query candidates(const Resolved& condition) const;
  static bool holds(const Resolved& condition, const ModelEntry& entry, Found* found);
  std::vector<Xapian::docid> documents(const Xapian::Query& query) const;
  const ModelEntry* model_entry(Xapian::docid id);
  const ReportEntry* report_entry(Xapian::docid id);
  const ScoreEntry* score_entry(Xapian::docid id);

  Xapian::Database index_;
  std::unordered_map<Xapian::docid, std::unique_ptr<ModelEntry>> model_entries_;
  std::unordered_map<Xapian::docid, std::unique_ptr<ReportEntry>> report_entries_;
  std::unordered_map<Xapian::docid, std::unique_ptr<ScoreEntry>> score_entries_;
};

}  // namespace colophon::query

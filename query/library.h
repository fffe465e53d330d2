// The search index as questions see it: models and reports that satisfy a condition, decoded once and kept. Everything
// comes from Xapian alone, so several databases, also remote ones, can be asked as one.
//
// A condition is first resolved against the index (the spellings that reports really have), then asked as a boolean
// query that may let too much through (ranges over several values), then checked on the decoded facts.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <map>
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
  Xapian::docid document = 0;
  std::string key;        // of the report
  schema::Record record;  // its head; `models` has this model, if it has a name
  std::string data;       // as the index has it
  const schema::Model* model() const { return record.models.empty() ? nullptr : &record.models.front(); }
  std::string name() const { return record.models.empty() ? "" : record.models.front().name; }

  // The facts of a field: its own, its report's, and what follows from the head (sizes, organisation), without the
  // doubtful. Decoded when first asked for; they stay where they are as long as the entry does.
  const std::vector<schema::Fact>& facts(const std::string& field) const;

 private:
  mutable std::map<std::string, std::vector<schema::Fact>> decoded_;
};

// A report document of the index.
struct ReportEntry {
  Xapian::docid document = 0;
  std::string key;
  schema::Record record;  // its head, models, passages, absences
  std::set<std::string> disclosed;
};

struct ScoreEntry {
  Xapian::docid document = 0;
  std::string key;
  schema::Record record;  // its head; `scores` has this one
  const schema::Score& score() const { return record.scores.front(); }
};

// A part of the knowledge base that could not be opened.
struct MissingShard {
  std::string name, reason;
};

class Library {
 public:
  explicit Library(Xapian::Database index, std::vector<MissingShard> missing = {});
  ~Library();

  const Xapian::Database& index() const { return index_; }
  // The parts whose reports are not among these.
  const std::vector<MissingShard>& missing() const { return missing_; }

  // The models that satisfy `condition`, in the order of reports and, within, of the index. `why` gives each the facts
  // that its positive parts rest on.
  struct Found {
    const ModelEntry* entry = nullptr;
    std::vector<const schema::Fact*> why;
    std::vector<const ScoreEntry*> scores;  // ... and the scores
  };
  std::vector<Found> models(const Condition& condition);
  // All of one report, in the order of the index.
  std::vector<const ModelEntry*> models_of(const std::string& report);
  // The models that satisfy `condition` and have a number of `field`, from the highest or the lowest on, until `take`
  // is false. It is told the bound too: no number of this model, nor of any that follows, is beyond it.
  using TakeModel = std::function<bool(double bound, const ModelEntry& entry)>;
  void each_model_by(const std::string& field, bool highest, const Condition& condition, const TakeModel& take);

  // The reports that satisfy a condition; one about models holds for a report when it holds for one of its models.
  std::vector<const ReportEntry*> reports(const Condition& condition);
  const ReportEntry* report(const std::string& key);
  // Whether the condition is about reports alone (disclosed, organisation, date, text).
  static bool about_reports(const Condition& condition);

  // Scores on a benchmark, in any of its spellings, best first; without ablations.
  std::vector<const ScoreEntry*> scores(const std::string& benchmark, bool own_only);
  // The same one by one, from the highest or the lowest on, until `take` is false: the rest is not decoded.
  void each_score(const std::string& benchmark, bool own_only, bool highest,
                  const std::function<bool(const ScoreEntry&)>& take);
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
  std::vector<Xapian::docid> ranked_scores(const std::string& benchmark, bool own_only) const;
  const ModelEntry* model_entry(Xapian::docid id);
  const ReportEntry* report_entry(Xapian::docid id);
  const ScoreEntry* score_entry(Xapian::docid id);

  Xapian::Database index_;
  std::vector<MissingShard> missing_;
  std::unordered_map<std::string, Xapian::docid> reports_by_key_;  // 0 for none
  std::unordered_map<Xapian::docid, std::unique_ptr<ModelEntry>> model_entries_;
  std::unordered_map<Xapian::docid, std::unique_ptr<ReportEntry>> report_entries_;
  std::unordered_map<Xapian::docid, std::unique_ptr<ScoreEntry>> score_entries_;
};

}  // namespace colophon::query

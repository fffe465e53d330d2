// The search index as questions see it: models and reports that satisfy a condition, decoded once and kept. Everything
// comes from Xapian alone, so several databases, also remote ones, can be asked as one.
//
// A condition is first resolved against the index (the spellings that reports really have), then made two boolean
// queries: what surely satisfies it, and what may. They are the same but for numbers with labels, scores, and ranges
// with two ends over models with several values: there alone documents are read to know who satisfies it. So reports
// are counted, and a page of them is found, without reading the rest.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "query/item_texts.h"
#include "query/plan.h"
#include "schema/record.h"
#include "store/search_index.h"

namespace colophon::query {

// A model document of the index.
struct ModelEntry {
  Xapian::docid document = 0;
  std::string key;             // of the report
  size_t ordinal = 0;          // which of the report's models it is
  schema::Record record;       // its head; `models` has this model, if it has a name
  ItemTexts* items = nullptr;  // of the library
  const schema::Model* model() const { return record.models.empty() ? nullptr : &record.models.front(); }
  std::string name() const { return record.models.empty() ? "" : record.models.front().name; }

  // The facts of a field: its own, its report's, and what follows from the head (sizes, organisation), without the
  // doubtful. Read and decoded when first asked for; they stay where they are as long as the entry does.
  const std::vector<schema::Fact>& facts(const std::string& field) const;

 private:
  mutable std::map<std::string, std::vector<schema::Fact>> decoded_;
};

// A report document of the index.
struct ReportEntry {
  Xapian::docid document = 0;
  std::string key;
  schema::Record record;            // its head, models, absences
  std::set<std::string> disclosed;  // fields with facts
  std::set<std::string> told;       // and narrative items with passages
};

struct ScoreEntry {
  Xapian::docid document = 0;
  std::string key;
  schema::Record record;  // its file name; `scores` has this one
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
  // Of the reports with these keys alone.
  std::vector<Found> models(const Condition& condition, const std::vector<std::string>& keys);
  bool any_model(const Condition& condition);
  // How many there are, each name once however many reports are about it; those without a name each.
  size_t count_models(const Condition& condition);
  // All of one report, in the order of the index.
  std::vector<const ModelEntry*> models_of(const std::string& report);
  // The models that satisfy `condition` and have a number in the field's slots (or field::date), from the highest or
  // the lowest on, until `take` is false. It is told the bound too: no number of this model, nor of any that follows,
  // is beyond it.
  using TakeModel = std::function<bool(double bound, const ModelEntry& entry)>;
  void each_model_by(const std::string& field, bool highest, const Condition& condition, const TakeModel& take);
  // The largest number that each of the models satisfying `condition` has for a field of the checklist: by the report's
  // key and the model's name (store::slot::name). No document is read of those that the index is sure of.
  std::map<std::pair<std::string, std::string>, double> largest_numbers(const std::string& field,
                                                                        const Condition& condition);

  // The reports that satisfy a condition, in the order of their keys; one about models holds for a report when it holds
  // for one of its models.
  static constexpr size_t all = std::numeric_limits<size_t>::max();
  struct Keys {
    std::vector<std::string> first;  // at most so many as were asked for
    size_t count = 0;                // of all
  };
  Keys report_keys(const Condition& condition, size_t most = all);
  std::vector<const ReportEntry*> reports(const Condition& condition);
  std::vector<const ReportEntry*> reports(const std::vector<std::string>& keys);
  const ReportEntry* report(const std::string& key);
  size_t count_reports() const;
  // Whether the condition is about reports alone (disclosed, organisation, date, text).
  static bool about_reports(const Condition& condition);
  // What a report says of a narrative item.
  std::vector<schema::Passage> passages(const std::string& key, const std::string& item);
  // Reads what many reports say of some items at once.
  void read_items(const std::vector<std::string>& items, const std::set<std::string>& keys) {
    items_.read(items, keys);
  }
  // In how many reports some model has each value of a field (schema::value_key).
  std::map<std::string, size_t> reports_by_value(const std::string& field) const;

  // Scores on a benchmark, in any of its spellings, best first; without ablations. Of the reports with these `keys`
  // alone, where some are given.
  std::vector<const ScoreEntry*> scores(const std::string& benchmark, bool own_only,
                                        const std::vector<std::string>* keys = nullptr);
  // The same one by one, from the highest or the lowest on, until `take` is false: the rest is not decoded.
  void each_score(const std::string& benchmark, bool own_only, bool highest,
                  const std::function<bool(const ScoreEntry&)>& take);
  // Whether a score is of the model: under one of its names, or one that goes on from there ("V2 Chat (RL)" of "V2
  // Chat"). Own models only.
  static bool of_model(const ScoreEntry& score, const ModelEntry& entry);

 private:
  struct Resolved;
  struct Queries {
    Xapian::Query sure, maybe;
    bool exact = true;  // they are the same
  };
  struct Selection;  // a condition, made ready to be asked
  // Whether a value of the field is denied beside: "optimizer:* -optimizer:AdamW".
  static bool denied(const Condition& all, const Resolved& disclosed);
  Resolved resolve(const Condition& condition);
  void resolve_value(const std::string& value, Resolved& out) const;
  void resolve_scores(Resolved& out);
  // Over documents of models, or of reports for conditions about these.
  static Queries queries(const Resolved& condition, store::Kind of);
  static Queries range_queries(const Resolved& condition);
  const std::set<std::string>& reports_with(const Resolved& condition) const;
  // Whether the model satisfies a condition, and the facts it does so by. Where it is `known` that it does, what the
  // report as a whole says is not looked up.
  bool holds(const Resolved& condition, const ModelEntry& entry, Found* found, bool known) const;
  const Selection& select(const Condition& condition);
  // The models among those of a query.
  std::vector<Found> found_in(const Selection& selection, const Xapian::Query& query);

  // Keys of the reports whose documents (of any kind) match a boolean query.
  std::set<std::string> keys(const Xapian::Query& query, Xapian::valueno slot) const;
  std::vector<const ScoreEntry*> ranked(const Xapian::Query& query);
  // The entries of a query's documents, in the order of the index; what is not known is read together.
  template <typename Entry>
  using Make = const Entry* (Library::*)(Xapian::docid id, const Xapian::Document& document);
  template <typename Entry>
  std::vector<const Entry*> entries(const Xapian::Query& query, Make<Entry> make);
  const ModelEntry* model_entry(Xapian::docid id, const Xapian::Document& document);
  const ReportEntry* report_entry(Xapian::docid id, const Xapian::Document& document);
  const ScoreEntry* score_entry(Xapian::docid id, const Xapian::Document& document);

  Xapian::Database index_;
  std::vector<MissingShard> missing_;
  ItemTexts items_;
  std::unique_ptr<Selection> selection_;                           // the last one
  std::unordered_map<std::string, Xapian::docid> reports_by_key_;  // 0 for none
  std::unordered_map<Xapian::docid, std::unique_ptr<ModelEntry>> model_entries_;
  std::unordered_map<Xapian::docid, std::unique_ptr<ReportEntry>> report_entries_;
  std::unordered_map<Xapian::docid, std::unique_ptr<ScoreEntry>> score_entries_;
};

}  // namespace colophon::query

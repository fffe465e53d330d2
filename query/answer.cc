#include "query/answer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "query/amounts.h"
#include "query/directions.h"
#include "query/lexicon.h"
#include "query/measured.h"
#include "query/question.h"
#include "query/score_names.h"
#include "query/settings.h"
#include "query/superlative.h"
#include "schema/checklist.h"
#include "schema/release_date.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

using schema::term_key;

constexpr size_t passages_shown = 5;

bool is_narrative(const std::string& field) {
  const schema::Item* item = schema::Checklist::standard().find(field);
  return item != nullptr && item->kind == schema::ItemKind::narrative;
}

// The organisation or the date.
Statement statement_of_head(const std::string& field, const schema::Record& record) {
  Statement statement;
  statement.field = field;
  statement.text = field == field::date ? schema::date_of(record) : group_of(record, Group::organization);
  statement.value = statement.text;
  return statement;
}

void name_models(Answer& answer, const std::vector<schema::Model>& models) {
  for (const schema::Model& model : models) answer.models.push_back(model.name);
  if (!answer.models.empty()) answer.model = answer.models.front();
}

class Runner {
 public:
  Runner(const Plan& plan, Library& library, size_t most) : plan_(plan), library_(library), most_(most) {
    out_.plan = plan;
    if (plan.by != Group::none) most_ = Library::all;  // groups are made of the statements
  }

  Answers run() {
    if (!put_numbers(plan_, library_)) {  // then nothing can be said of the others
      out_.plan = plan_;
      return std::move(out_);
    }
    out_.plan = plan_;
    switch (plan_.target) {
      case Target::reports:
        reports();
        if (plan_.by != Group::none) out_.groups = count_by(out_.answers, plan_.by, library_);
        break;
      case Target::count:
        reports();
        count();
        break;
      case Target::values:
        for (const std::string& benchmark : plan_.benchmarks) scores_of_models(benchmark);
        values(plan_.where);
        if (plan_.by == Group::value) out_.groups = count_by(out_.answers, Group::value, library_);
        if (plan_.how_many_values) count_values();
        break;
      case Target::silence:
        silences();
        break;
      case Target::compare:
        compare();
        break;
      case Target::superlative:
        superlative();
        break;
      case Target::average:
        average();
        break;
      case Target::passages:
        passages(plan_.text);
        break;
    }
    if (out_.answers.empty() && out_.passages.empty() && !out_.count) passages(plan_.text);
    for (const MissingShard& shard : library_.missing()) out_.missing.push_back(shard.name);
    return std::move(out_);
  }

 private:
  // Of the answers about report `key` at the end of what there is, the one that is accepted; null where there is none.
  // Models come in the order of their reports, so that one's answers of a field stand together.
  Answer* find_last(const std::string& key, const auto& accept) {
    for (auto at = out_.answers.rbegin(); at != out_.answers.rend() && at->key == key; ++at) {
      if (accept(*at)) return &*at;
    }
    return nullptr;
  }

  // The reports whose statements are given, of those that satisfy a condition.
  std::vector<std::string> page_of(const Condition& where) {
    Library::Keys keys = library_.report_keys(where, most_);
    out_.more = keys.count - keys.first.size();
    found_ = keys.count;
    return std::move(keys.first);
  }

  // What answers about a condition on reports will show of the items it asks for.
  void read_items(const Condition& where, const std::vector<std::string>& keys) {
    if (where.kind == Condition::Kind::disclosed) library_.read_items({where.field}, {keys.begin(), keys.end()});
    for (const Condition& part : where.parts) read_items(part, keys);
  }

  // --- Reports

  // One answer a report and set of facts: models that have the same ones are named together.
  void reports() {
    const std::vector<std::string> keys = page_of(plan_.where);
    if (Library::about_reports(plan_.where)) {
      read_items(plan_.where, keys);
      for (const ReportEntry* report : library_.reports(keys)) out_.answers.push_back(about_report(*report));
      return;
    }
    for (const Library::Found& found : library_.models(plan_.where, keys)) {
      Answer answer = answer_for(found.entry->key, found.entry->record);
      for (const schema::Fact* fact : found.why) {
        if (answer.statement.field.empty()) {
          answer.statement = statement_of(*fact);
        } else {
          answer.also.push_back(statement_of(*fact));
        }
      }
      for (const ScoreEntry* score : found.scores) {
        (answer.statement.field.empty() ? answer.statement : answer.also.emplace_back()) = statement_of(score->score());
      }
      const std::string name = found.entry->name();
      Answer* same = find_last(answer.key, [&](const Answer& other) {
        return same_statement(other.statement, answer.statement) &&
               std::equal(other.also.begin(), other.also.end(), answer.also.begin(), answer.also.end(), same_statement);
      });
      if (same != nullptr) {
        if (!name.empty()) same->models.push_back(name);
        continue;
      }
      if (!name.empty()) answer.models = {name};
      answer.model = name;
      out_.answers.push_back(std::move(answer));
    }
  }

  Answer about_report(const ReportEntry& report) {
    Answer answer = answer_for(report.key, report.record);
    name_models(answer, report.record.models);
    explain(plan_.where, report, true, answer);
    return answer;
  }

  // Says for each part of a condition about reports what the report has for it.
  void explain(const Condition& condition, const ReportEntry& report, bool positive, Answer& answer) {
    for (const Condition& part : condition.parts) {
      explain(part, report, positive == (condition.kind != Condition::Kind::no), answer);
    }
    std::vector<Statement> found;
    if (condition.kind == Condition::Kind::disclosed && !positive) {
      found.push_back(silence(condition.field, report.record));
    } else if (condition.kind == Condition::Kind::disclosed) {
      found = statements(condition.field, report);
    } else if (condition.kind == Condition::Kind::text && positive) {
      for (const Passage& passage : search_passages(library_, condition.values.front(), {report.key}, 1)) {
        Statement statement;
        statement.field = "text";
        statement.text = passage.snippet;
        statement.evidence.push_back({passage.page, passage.section, passage.text, "", "", ""});
        found.push_back(std::move(statement));
      }
    } else if (condition.field == field::organization || condition.field == field::date) {
      found.push_back(statement_of_head(condition.field, report.record));
    }
    for (Statement& statement : found) {
      if (answer.statement.field.empty()) {
        answer.statement = std::move(statement);
      } else {
        answer.also.push_back(std::move(statement));
      }
    }
  }

  // What one report says of a field, over all its models.
  std::vector<Statement> statements(const std::string& field, const ReportEntry& report) {
    std::vector<Statement> found;
    if (is_narrative(field)) {
      for (const schema::Passage& passage : library_.passages(report.key, field)) {
        found.push_back(statement_of(passage));
      }
      return found;
    }
    for (const ModelEntry* model : library_.models_of(report.key)) {
      for (const schema::Fact& fact : model->facts(field)) {
        Statement statement = statement_of(fact);
        const bool known = std::any_of(found.begin(), found.end(),
                                       [&](const Statement& other) { return same_statement(other, statement); });
        if (!known) found.push_back(std::move(statement));
      }
    }
    return found;
  }

  // --- Counts and means

  void count() {
    if (plan_.counted == Counted::models) {
      out_.count = library_.count_models(plan_.where);
    } else {
      out_.count = found_;
      out_.of = library_.count_reports();
    }
    if (plan_.by != Group::none) out_.groups = count_by(out_.answers, plan_.by, library_, plan_.counted);
  }

  // "how many benchmarks does X report": the different ones.
  void count_values() {
    std::set<std::string> values;
    for (const Answer& answer : out_.answers) {
      if (answer.statement.value) values.insert(term_key(answer.statement.text));
    }
    out_.count = values.size();
  }

  void average() {
    // Of models asked for by name, values of their siblings may stand for theirs.
    const bool by_index = plan_.fields.size() == 1 && plan_.benchmarks.empty() && plan_.models.empty() &&
                          plan_.by == Group::none && !is_narrative(plan_.fields.front());
    if (!by_index) most_ = Library::all;  // made of the statements
    for (const std::string& benchmark : plan_.benchmarks) scores_of_models(benchmark);
    values(plan_.where);
    out_.groups =
        by_index ? mean_of(plan_.fields.front(), plan_.where, library_) : means_by(out_.answers, plan_.by, library_);
    out_.plan.remarks.emplace_back(plan_.benchmarks.empty() ? "each model counts once, with its largest value"
                                                            : "each model counts once, with its best score");
  }

  // --- Values

  void values(const Condition& where) {
    if (plan_.fields.empty()) return;
    const std::vector<Library::Found> models = library_.models(where, page_with_values(where));
    if (models.empty()) say_unknown();
    std::set<std::string> keys;
    for (const Library::Found& found : models) keys.insert(found.entry->key);
    library_.read_items(plan_.fields, keys);
    for (const std::string& field : plan_.fields) {
      const size_t before = out_.answers.size();
      if (is_narrative(field)) {
        passages_of(field, keys);
        continue;
      }
      for (const Library::Found& found : models) facts_of(*found.entry, field);
      if (out_.answers.size() == before && !plan_.models.empty()) values_of_siblings(field, models);
      if (out_.answers.size() == before && plan_.any_stage) values_of_stages(field, models);
      if (out_.answers.size() == before && !plan_.models.empty()) say_silence(field, models);
    }
  }

  // Where there are more reports than are shown, those that say something of the fields.
  std::vector<std::string> page_with_values(const Condition& where) {
    std::vector<std::string> keys = page_of(where);
    if (out_.more == 0) return keys;
    std::vector<Condition> said;
    for (const std::string& field : plan_.fields) said.push_back(Condition::discloses(field));
    return page_of(Condition::join(Condition::Kind::all, {where, Condition::join(Condition::Kind::any, said)}));
  }

  void facts_of(const ModelEntry& entry, const std::string& field) {
    for (const schema::Fact& fact : entry.facts(field)) {
      Answer answer = answer_for(entry.key, entry.record);
      answer.statement = statement_of(fact);
      const std::string name = entry.name();
      Answer* same =
          find_last(answer.key, [&](const Answer& other) { return same_statement(other.statement, answer.statement); });
      if (same != nullptr) {
        if (!name.empty() && std::find(same->models.begin(), same->models.end(), name) == same->models.end()) {
          same->models.push_back(name);
        }
        continue;
      }
      answer.model = name;
      if (!name.empty()) answer.models = {name};
      out_.answers.push_back(std::move(answer));
    }
  }

  // Where a report gives a field for another of its models only, that is shown, under that model's name.
  void values_of_siblings(const std::string& field, const std::vector<Library::Found>& models) {
    std::vector<std::string> keys;
    keys.reserve(models.size());
    for (const Library::Found& found : models) keys.push_back(found.entry->key);
    if (keys.empty()) return;
    const size_t before = out_.answers.size();
    for (const Library::Found& found : library_.models(Condition::has(field::report, keys)))
      facts_of(*found.entry, field);
    if (out_.answers.size() > before) {
      out_.plan.remarks.emplace_back("stated for other models of the same report only");
    }
  }

  // "The learning rate of X" where X was only fine-tuned.
  void values_of_stages(const std::string& field, const std::vector<Library::Found>& models) {
    if (plan_.models.empty()) return;
    for (const char* stage : {"mid", "sft", "rl"}) {
      const std::string other = Lexicon::standard().in_stage(field, stage);
      if (other == field) continue;
      const size_t before = out_.answers.size();
      for (const Library::Found& found : models) facts_of(*found.entry, other);
      if (out_.answers.size() > before) out_.plan.remarks.push_back(field + " not disclosed, " + other + " is");
    }
  }

  // Names that were asked for and no report is about.
  void say_unknown() {
    for (const std::string& name : plan_.models) {
      if (!library_.any_model(Condition::has(field::model, {name}))) {
        out_.plan.remarks.push_back("no report is about \"" + name + "\"");
      }
    }
  }

  void say_silence(const std::string& field, const std::vector<Library::Found>& models) {
    std::set<std::string> said;
    for (const Library::Found& found : models) {
      if (!said.insert(found.entry->key).second) continue;
      const ReportEntry* report = library_.report(found.entry->key);
      if (report == nullptr) continue;
      out_.plan.remarks.push_back(found.entry->record.report + ": " + field + " " +
                                  silence(field, report->record).text);
    }
  }

  void silences() {
    for (const ReportEntry* report : library_.reports(page_of(plan_.where))) {
      for (const schema::Item& item : schema::Checklist::standard().items()) {
        if (report->told.count(item.id) > 0 || item.section == "overview") continue;
        Answer answer = answer_for(report->key, report->record);
        name_models(answer, report->record.models);
        answer.statement = silence(item.id, report->record);
        out_.answers.push_back(std::move(answer));
      }
    }
  }

  void passages_of(const std::string& field, const std::set<std::string>& keys) {
    for (const ReportEntry* report : library_.reports({keys.begin(), keys.end()})) {
      for (const Statement& statement : statements(field, *report)) {
        Answer answer = answer_for(report->key, report->record);
        name_models(answer, report->record.models);
        answer.statement = statement;
        out_.answers.push_back(std::move(answer));
      }
    }
  }

  // --- Scores

  void add_score(const ScoreEntry& entry) {
    const ReportEntry* report = library_.report(entry.key);
    Answer answer = answer_for(entry.key, report != nullptr ? report->record : entry.record);
    answer.model = entry.score().model;
    answer.models = {answer.model};
    answer.statement = statement_of(entry.score());
    out_.answers.push_back(std::move(answer));
  }

  // Whether a score is under the very name of a model that was asked for.
  bool asked_for(const ScoreEntry& entry) const {
    return std::any_of(plan_.models.begin(), plan_.models.end(),
                       [&](const std::string& name) { return term_key(name) == term_key(entry.score().model); });
  }

  void scores_of_models(const std::string& benchmark) {
    const auto names = names_by_report(library_, plan_.where);
    std::vector<std::string> keys;  // those that names are known of, and of baselines all
    for (const auto& [key, _] : names) keys.push_back(key);
    const bool few = !plan_.baselines && keys.size() <= usual_reports;
    std::vector<const ScoreEntry*> found;
    for (const ScoreEntry* entry : library_.scores(benchmark, !plan_.baselines, few ? &keys : nullptr)) {
      if (is_of(*entry, names) || (plan_.baselines && asked_for(*entry))) found.push_back(entry);
    }
    // Where a report has scores under the very name that was asked for, those of its other names are not meant.
    std::set<std::string> exact;
    for (const ScoreEntry* entry : found) {
      if (asked_for(*entry)) exact.insert(entry->key);
    }
    for (const ScoreEntry* entry : found) {
      if (exact.count(entry->key) == 0 || asked_for(*entry)) add_score(*entry);
    }
  }

  void best_by_score() {
    const bool filtered = plan_.where.kind != Condition::Kind::everything;
    const auto names = filtered ? names_by_report(library_, plan_.where) : NamesByReport{};
    for (const std::string& benchmark : plan_.benchmarks) {
      std::set<std::pair<std::string, std::string>> seen;
      // False once there are enough.
      const auto take = [&](const ScoreEntry& entry) {
        if (filtered && !is_of(entry, names)) return true;
        if (!seen.insert({entry.key, term_key(entry.score().model)}).second) return true;
        add_score(entry);
        return seen.size() < std::max<size_t>(plan_.limit, 1);
      };
      // A part's score is no score of the benchmark, and stands for it only where there is no other.
      std::vector<const ScoreEntry*> parts;
      bool whole = false;
      library_.each_score(benchmark, !plan_.baselines, plan_.order == Order::highest, [&](const ScoreEntry& entry) {
        if (is_of_a_part(entry.score().setting)) {
          if (!whole) parts.push_back(&entry);
          return true;
        }
        whole = true;
        return take(entry);
      });
      for (auto part = parts.begin(); !whole && part != parts.end() && take(**part);) ++part;
    }
  }

  // --- Superlatives

  // The second is who has the second number: reports that agree on the first one share its place.
  void superlative() {
    constexpr size_t enough = 100;  // to get past those that share a place
    const size_t shown = plan_.limit;
    if (plan_.place > 1) plan_.limit = std::max(shown, enough);
    plan_.benchmarks.empty() ? best_by_field() : best_by_score();
    if (plan_.place == 1) return;
    keep_from_place(out_.answers, plan_.place, shown);
  }

  void best_by_field() {
    const std::string& field = plan_.fields.front();
    const bool highest = plan_.order == Order::highest;
    std::vector<RankedFact> ranked = first_by_fact(library_, field, highest, plan_.limit, plan_.where);
    const double sign = highest ? 1 : -1;
    std::stable_sort(ranked.begin(), ranked.end(),
                     [&](const RankedFact& a, const RankedFact& b) { return sign * a.number > sign * b.number; });
    std::set<std::string> seen;
    for (const RankedFact& one : ranked) {
      if (seen.size() >= plan_.limit) break;
      const std::string identity = one.entry->key + "\n" + (field == field::date ? "" : one.entry->name());
      if (!seen.insert(identity).second) continue;
      Answer answer = answer_for(one.entry->key, one.entry->record);
      answer.model = one.entry->name();
      if (!answer.model.empty()) answer.models = {answer.model};
      if (one.fact != nullptr) {
        answer.statement = statement_of(*one.fact);
      } else {
        answer.statement = statement_of_head(field, one.entry->record);
      }
      out_.answers.push_back(std::move(answer));
    }
  }

  // --- Comparison and passages

  void compare() {
    for (const std::string& name : plan_.models) {
      const Condition where = Condition::join(
          Condition::Kind::any, {Condition::has(field::model, {name}), Condition::has(field::series, {name})});
      Plan one = plan_;
      one.target = Target::values;
      one.models = {name};
      one.where =
          library_.any_model(Condition::has(field::model, {name})) ? Condition::has(field::model, {name}) : where;
      if (one.fields.empty() && one.benchmarks.empty()) {
        one.fields = {field::params_total,  field::params_active, "arch.family",         "arch.layers",
                      "arch.hidden_size",   "arch.attention",     "arch.context_length", "pretrain.tokens",
                      "pretrain.optimizer", "pretrain.lr_peak",   "rl.algorithm"};
      }
      Answers part = Runner(one, library_, most_).run();
      for (Answer& answer : part.answers) out_.answers.push_back(std::move(answer));
    }
    // Scores side by side, the best first.
    const auto rank = [](const Answer& answer) {
      const Statement& statement = answer.statement;
      if (statement.field != "score") return std::make_tuple(false, std::string(), true, 0.0);
      const Goodness good = goodness(*schema::value_number(*statement.value), statement.benchmark, statement.setting);
      return std::make_tuple(true, statement.benchmark, !good.usual, -good.number);
    };
    std::stable_sort(out_.answers.begin(), out_.answers.end(),
                     [&](const Answer& a, const Answer& b) { return rank(a) < rank(b); });
  }

  void passages(const std::string& text) {
    std::set<std::string> keys;
    if (plan_.where.kind != Condition::Kind::everything) {
      const Library::Keys found = library_.report_keys(plan_.where);
      keys = {found.first.begin(), found.first.end()};
    }
    out_.passages = passages_for_question(library_, text, keys, passages_shown);
  }

  Plan plan_;
  Library& library_;
  size_t most_;
  size_t found_ = 0;  // reports that satisfy the condition
  Answers out_;
};

}  // namespace

Answers run(const Plan& plan, Library& library, size_t most) { return Runner(plan, library, most).run(); }

Answers ask(std::string_view question, Library& library, size_t most) {
  const IndexNames names(library.index());
  return run(read_question(question, names), library, most);
}

}  // namespace colophon::query

// A plan: what a question asks, made exact. Both the question parser (question.h) and the query language (language.h)
// make plans; answer.h runs them. Every plan prints as one line, so that a wrong reading is seen.
//
// A condition is asked of one model of one report: its own facts and those its report states for all its models. Two
// kinds are asked of the whole report instead: `disclosed`, because a report that gives its optimizer once has
// disclosed it, and the report's own head (organisation, date, language).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace colophon::query {

// Fields that conditions know beside the items of the checklist.
namespace field {
inline constexpr const char* params_total = "model.params_total";    // billions
inline constexpr const char* params_active = "model.params_active";  // billions
inline constexpr const char* organization = "report.organization";
inline constexpr const char* date = "report.date";          // ranges only, as numbers: 20240507, 20240500, 20240000
inline constexpr const char* family = "arch.family";        // Model::family counts as well as the fact
inline constexpr const char* benchmark = "eval.benchmark";  // any score of an own model counts as well as the fact
inline constexpr const char* score = "score";               // ranges with a benchmark as label
inline constexpr const char* model = "model.name";          // a name or alias, whatever its spelling
inline constexpr const char* series = "model.series";       // names that begin so: "Qwen3" has "Qwen3-8B"
inline constexpr const char* report = "report.key";
inline constexpr const char* language = "report.language";
}  // namespace field

struct Condition {
  enum class Kind {
    everything,
    all,        // every one of `parts`; of none: everything
    any,        // at least one of `parts`
    no,         // not parts[0]
    value,      // `field` has one of `values` (schema::value_key)
    range,      // `field` has a number from `low` to `high`; a bound that is not set does not bind. Fields whose
                // numbers have labels ("TP 8", "code 17 %", a score on MMLU): with one of `values` as label, if any
    disclosed,  // the report has a fact of `field` (passages, for narrative items)
    text,       // a passage of the report has values[0], a text query (store::text_query, Match::all)
  };
  Kind kind = Kind::everything;
  std::vector<Condition> parts;
  std::string field;
  std::vector<std::string> values;  // as people write them
  std::optional<double> low, high;
  bool low_open = false, high_open = false;  // the bound itself is left out

  bool operator==(const Condition&) const = default;

  static Condition has(std::string field, std::vector<std::string> values);
  static Condition at_least(std::string field, double low);
  static Condition discloses(std::string field);
  static Condition negate(Condition condition);
  // Joins with `kind` all | any; flattens, and leaves a single part as it is.
  static Condition join(Kind kind, std::vector<Condition> parts);
};

enum class Target {
  reports,      // which reports (and which of their models)
  values,       // what the reports say in `fields`, or score on `benchmarks`
  count,        // how many reports or models (or, with `by`, how many a group)
  superlative,  // the first `limit` by fields[0] or benchmarks[0]
  average,      // the mean of fields[0], by `by`
  silence,      // the items of the checklist on which the reports say nothing
  compare,      // `fields` and `benchmarks` of `models` side by side
  passages,     // the best passages for `text`
};

enum class Order { highest, lowest };
enum class Group { none, organization, year, organization_year, value };
enum class Counted { reports, models };

// A bound that is another model's number: what it scores on a benchmark, or has as a field. The model itself is left
// out of what is found.
struct Reference {
  std::string model;
  std::string field;      // a numeric item, field::date, or field::score
  std::string benchmark;  // of field::score
  bool above = true;      // others are to have more than it; else less
};

struct Plan {
  Target target = Target::passages;
  Condition where;
  std::vector<std::string> fields;      // checklist ids, narrative items too
  std::vector<std::string> benchmarks;  // as people write them
  std::vector<std::string> models;      // named in the question; `where` asks for them as well (but for compare)
  std::vector<Reference> than;          // beside `where`; answer.h puts numbers in their place
  Counted counted = Counted::reports;
  bool how_many_values = false;  // of Target::values: how many different ones there are
  Order order = Order::highest;
  size_t limit = 1;
  size_t place = 1;  // of Target::superlative: the first that is shown, 2 for "the second largest"
  Group by = Group::none;
  bool any_stage = false;            // no stage of training was named: a field's kin in another stage may answer
  bool baselines = false;            // scores of others' models count too
  std::string text;                  // the question, for passages
  std::vector<std::string> remarks;  // "no model is called \"Qwne\"; taken for \"Qwen\""

  // "values of arch.layers where model.name:DeepSeek-V2": the condition in the query language (language.h).
  std::string line() const;
};

// The condition in the query language: `params:>=100B -pretrain.optimizer:AdamW`. "" for everything.
std::string to_query(const Condition& condition);

}  // namespace colophon::query

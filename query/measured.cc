#include "query/measured.h"

#include <algorithm>
#include <tuple>

#include "query/amounts.h"
#include "query/directions.h"
#include "query/settings.h"
#include "schema/release_date.h"
#include "schema/value.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

using schema::term_key;

Measured measured(const Reference& reference, double number, const std::string& report) {
  return {number, reference.model + " has " + amount_text(reference.field, number) + " (" + report + ")"};
}

std::optional<Measured> score_of(Library& library, const Reference& reference) {
  const std::vector<Library::Found> models = library.models(Condition::has(field::model, {reference.model}));
  const ScoreEntry* best = nullptr;
  const auto rank = [](const ScoreEntry& entry) {
    const schema::Score& score = entry.score();
    return std::make_tuple(score.own, !is_of_a_part(score.setting),
                           goodness(score.value, score.benchmark, score.setting));
  };
  for (const ScoreEntry* entry : library.scores(reference.benchmark, false)) {
    const bool named =
        term_key(entry->score().model) == term_key(reference.model) ||
        (entry->score().own && std::any_of(models.begin(), models.end(), [&](const Library::Found& found) {
           return Library::of_model(*entry, *found.entry);
         }));
    if (named && (best == nullptr || rank(*entry) > rank(*best))) best = entry;
  }
  if (best == nullptr) return std::nullopt;
  return measured(reference, best->score().value, best->record.report);
}

}  // namespace

std::optional<Measured> measure(Library& library, const Reference& reference) {
  if (reference.field == field::score) return score_of(library, reference);
  std::optional<Measured> most;
  for (const Library::Found& found : library.models(Condition::has(field::model, {reference.model}))) {
    const schema::Record& record = found.entry->record;
    if (reference.field == field::date) {
      const int date = store::date_number(schema::date_of(record));
      if (date > 0 && (!most || most->number < date)) most = measured(reference, date, record.report);
      continue;
    }
    for (const schema::Fact& fact : found.entry->facts(reference.field)) {
      const auto number = schema::value_number(fact.value);
      if (number && (!most || most->number < *number)) most = measured(reference, *number, record.report);
    }
  }
  return most;
}

bool put_numbers(Plan& plan, Library& library) {
  for (const Reference& bound : plan.than) {
    const std::optional<Measured> measured = measure(library, bound);
    if (!measured) {
      plan.remarks.push_back("no report gives what \"" + bound.model + "\" has there");
      return false;
    }
    plan.remarks.push_back(measured->remark);
    Condition beyond;
    beyond.kind = Condition::Kind::range;
    beyond.field = bound.field;
    if (!bound.benchmark.empty()) beyond.values = {bound.benchmark};
    (bound.above ? beyond.low : beyond.high) = measured->number;
    (bound.above ? beyond.low_open : beyond.high_open) = true;
    plan.where = Condition::join(
        Condition::Kind::all,
        {std::move(plan.where), std::move(beyond), Condition::negate(Condition::has(field::model, {bound.model}))});
  }
  plan.than.clear();
  return true;
}

}  // namespace colophon::query

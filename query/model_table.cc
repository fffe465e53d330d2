#include "query/model_table.h"

#include <algorithm>
#include <map>

#include "query/directions.h"
#include "query/lexicon.h"
#include "query/names.h"
#include "query/variants.h"
#include "query/words.h"
#include "schema/checklist.h"
#include "schema/error.h"
#include "schema/value.h"
#include "store/search_index.h"
#include "store/text.h"

namespace colophon::query {
namespace {

using schema::Item;
using schema::term_key;

constexpr const char* not_disclosed = "not disclosed";

std::string field_title(const std::string& field) {
  const Item* item = schema::Checklist::standard().find(field);
  return item == nullptr ? field : item->name.en;
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

Goodness goodness_of(const ScoreEntry& entry) {
  const schema::Score& score = entry.score();
  return goodness(score.value, score.benchmark, score.setting);
}

// The own scores of a side on a benchmark, best first.
std::vector<const ScoreEntry*> scores_of(Library& library, const Side& side, const std::string& benchmark) {
  std::vector<const ScoreEntry*> found;
  for (const ScoreEntry* entry : library.scores(benchmark, true)) {
    const std::string key = term_key(entry->score().model);
    const bool ours = std::any_of(side.models.begin(), side.models.end(), [&](const ModelEntry* model) {
      if (model->key != entry->key || model->model() == nullptr) return false;
      const schema::Model& named = *model->model();
      return term_key(named.name) == key ||
             std::any_of(named.aliases.begin(), named.aliases.end(),
                         [&](const std::string& alias) { return term_key(alias) == key; });
    });
    if (ours) found.push_back(entry);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const ScoreEntry* a, const ScoreEntry* b) { return goodness_of(*a) > goodness_of(*b); });
  return found;
}

// The scores of one kind of model, where there are any, else those under names that do not say their kind.
std::vector<const ScoreEntry*> of_kind(const std::vector<const ScoreEntry*>& scores, Variant variant) {
  std::vector<const ScoreEntry*> found, unsaid;
  bool said = false;
  for (const ScoreEntry* entry : scores) {
    const Variant own = variant_of(entry->score().model);
    said |= own != Variant::unsaid;
    if (own == variant) found.push_back(entry);
    if (own == Variant::unsaid) unsaid.push_back(entry);
  }
  return found.empty() && !said ? unsaid : found;
}

std::vector<Cell> score_row(const std::string& title, const std::vector<std::vector<const ScoreEntry*>>& of_sides) {
  std::vector<Cell> row{text_cell(title)};
  constexpr Goodness none{false, -1e300};
  Goodness best = none;
  std::vector<Goodness> of_cells{none};
  for (const std::vector<const ScoreEntry*>& scores : of_sides) {
    Cell cell;
    if (!scores.empty()) {
      const schema::Score& score = scores.front()->score();
      cell.number = score.value;
      cell.text = schema::value_to_text(score.value, schema::ValueType::number, "") +
                  (score.setting.empty() ? "" : " (" + score.setting + ")");
      cell.report = scores.front()->record.report;
      cell.evidence = {score.evidence};
      of_cells.push_back(goodness_of(*scores.front()));
      best = std::max(best, of_cells.back());
    } else {
      of_cells.push_back(none);
    }
    row.push_back(std::move(cell));
  }
  for (size_t i = 0; i < row.size(); ++i) row[i].marked = row[i].number && of_cells[i] == best;
  return row;
}

// One row; two where there are scores of base models and of models made from them, which are not compared with each
// other.
std::vector<std::vector<Cell>> score_rows(Library& library, const std::vector<Side>& sides,
                                          const std::string& benchmark) {
  std::vector<std::vector<const ScoreEntry*>> all, base, tuned;
  std::set<Variant> kinds;
  for (const Side& side : sides) {
    all.push_back(scores_of(library, side, benchmark));
    for (const ScoreEntry* entry : all.back()) kinds.insert(variant_of(entry->score().model));
    base.push_back(of_kind(all.back(), Variant::base));
    tuned.push_back(of_kind(all.back(), Variant::tuned));
  }
  if (kinds.count(Variant::base) == 0 || kinds.count(Variant::tuned) == 0) return {score_row(benchmark, all)};
  return {score_row(benchmark + " (base)", base), score_row(benchmark + " (instruct)", tuned)};
}

// Benchmarks on which at least two sides have scores of their own.
std::vector<std::string> shared_benchmarks(Library& library, const std::vector<Side>& sides) {
  std::map<std::string, std::set<size_t>> sides_of;
  std::map<std::string, std::string> printed;
  for (size_t i = 0; i < sides.size(); ++i) {
    for (const ModelEntry* model : sides[i].models) {
      for (const schema::Fact& fact : model->facts(field::benchmark)) {
        const auto* name = std::get_if<std::string>(&fact.value);
        if (name == nullptr) continue;
        const std::string key = store::canonical_benchmark(*name);
        sides_of[key].insert(i);
        printed.emplace(key, *name);
      }
    }
  }
  std::vector<std::string> shared;
  for (const auto& [key, of] : sides_of) {
    if (of.size() >= 2 && !scores_of(library, sides[*of.begin()], printed[key]).empty()) shared.push_back(printed[key]);
  }
  return shared;
}

}  // namespace

const std::vector<std::string>& usual_fields() {
  static const std::vector<std::string> fields = {
      field::organization,    field::date,           field::params_total,   field::params_active,
      "arch.family",          "arch.layers",         "arch.hidden_size",    "arch.heads",
      "arch.attention",       "arch.vocab_size",     "arch.context_length", "arch.experts_total",
      "arch.experts_active",  "pretrain.tokens",     "pretrain.optimizer",  "pretrain.lr_peak",
      "pretrain.lr_schedule", "pretrain.batch_size", "pretrain.precision",  "pretrain.hardware",
      "sft.examples",         "rl.paradigm",         "rl.algorithm"};
  return fields;
}

std::vector<std::string> fields_named(const std::vector<std::string>& names) {
  const Lexicon& lexicon = Lexicon::standard();
  std::vector<std::string> fields;
  for (const std::string& name : names) {
    const std::string folded = store::fold(name);
    if (const std::string field = lexicon.field_named(folded); !field.empty()) {
      fields.push_back(field);
      continue;
    }
    const size_t before = fields.size();
    for (const Item& item : schema::Checklist::standard().items()) {
      if (item.section == folded || item.id.rfind(folded + ".", 0) == 0) fields.push_back(item.id);
    }
    const Words words = split_words(name);
    if (const auto* senses = lexicon.find(words.stems(0, words.list.size()));
        fields.size() == before && senses != nullptr) {
      for (const Sense& sense : *senses) {
        if (sense.kind == Sense::Kind::field && fields.size() == before) fields.push_back(sense.id);
      }
    }
    if (fields.size() > before) continue;
    const std::string near = nearest(folded, lexicon.field_names());
    throw schema::Error(schema::Error::Kind::usage,
                        "there is no field or group \"" + name + "\"" +
                            (near.empty() ? "; data/checklist.json lists them" : "; did you mean \"" + near + "\"?"));
  }
  return fields;
}

Cell values_cell(const std::vector<const ModelEntry*>& models, const std::string& field) {
  const Item* item = schema::Checklist::standard().find(field);
  Cell cell;
  std::vector<std::string> texts;
  std::vector<double> numbers;
  for (const ModelEntry* model : models) {
    for (const schema::Fact& fact : model->facts(field)) {
      if (item == nullptr) continue;
      std::string text = schema::value_to_text(fact.value, item->type, item->unit);
      if (contains(texts, text)) continue;
      texts.push_back(std::move(text));
      if (const auto* number = std::get_if<double>(&fact.value)) numbers.push_back(*number);
      cell.report = model->record.report;
      cell.evidence.insert(cell.evidence.end(), fact.evidence.begin(), fact.evidence.end());
    }
  }
  for (const std::string& text : texts) cell.text += (cell.text.empty() ? "" : "; ") + text;
  if (numbers.size() == 1 && texts.size() == 1) cell.number = numbers.front();
  return cell;
}

Table models_table(Library& library, const Condition& where, const std::vector<std::string>& fields) {
  Table table;
  table.title = "Models";
  table.columns = {"report", "model"};
  table.headings = table.columns;
  for (const std::string& field : fields) {
    table.columns.push_back(field);
    table.headings.push_back(field_title(field));
  }
  for (const Library::Found& found : library.models(where)) {
    std::vector<Cell> row{text_cell(found.entry->key), text_cell(found.entry->name())};
    for (const std::string& field : fields) row.push_back(values_cell({found.entry}, field));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Side find_side(Library& library, const std::string& name) {
  Side side{name, {}};
  for (const char* field : {field::model, field::report, field::series}) {
    for (const Library::Found& found : library.models(Condition::has(field, {name})))
      side.models.push_back(found.entry);
    if (!side.models.empty()) return side;
  }
  const std::string near = IndexNames(library.index()).nearest_model(name);
  throw schema::Error(schema::Error::Kind::not_found, "no model or report is called \"" + name + "\"" +
                                                          (near.empty() ? "; `colophon export --format csv` lists them"
                                                                        : "; did you mean \"" + near + "\"?"));
}

Table comparison(Library& library, const std::vector<Side>& sides, const std::vector<std::string>& fields,
                 const std::vector<std::string>& benchmarks) {
  Table table;
  table.title = "Comparison";
  table.columns = {"item"};
  for (const Side& side : sides) table.columns.push_back(side.name);
  for (const Item& item : schema::Checklist::standard().items()) {
    if (item.kind != schema::ItemKind::field) continue;
    const bool asked = contains(fields, item.id);
    if (!fields.empty() && !asked) continue;
    if (fields.empty() && item.id == field::benchmark) continue;
    std::vector<Cell> row{text_cell(field_title(item.id))};
    std::set<std::string> different;
    bool any = false;
    for (const Side& side : sides) {
      Cell cell = values_cell(side.models, item.id);
      any |= !cell.text.empty();
      different.insert(cell.text);
      if (cell.text.empty()) cell.text = not_disclosed;
      row.push_back(std::move(cell));
    }
    if (!any && !asked) continue;
    for (size_t i = 1; i < row.size(); ++i) row[i].marked = different.size() > 1 && row[i].text != not_disclosed;
    table.rows.push_back(std::move(row));
  }
  const bool all = contains(benchmarks, "*");
  for (const std::string& benchmark : all ? shared_benchmarks(library, sides) : benchmarks) {
    for (std::vector<Cell>& row : score_rows(library, sides, benchmark)) table.rows.push_back(std::move(row));
  }
  return table;
}

Table comparison(Library& library, const std::vector<std::string>& names, const std::vector<std::string>& fields,
                 const std::vector<std::string>& benchmarks) {
  std::vector<Side> sides;
  sides.reserve(names.size());
  for (const std::string& name : names) sides.push_back(find_side(library, name));
  return comparison(library, sides, fields_named(fields), benchmarks);
}

Table differences(Table comparison) {
  std::erase_if(comparison.rows, [](const std::vector<Cell>& row) {
    return std::all_of(row.begin() + 1, row.end(), [&](const Cell& cell) { return cell.text == row[1].text; });
  });
  return comparison;
}

}  // namespace colophon::query

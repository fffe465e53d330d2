#include "query/note_tables.h"

#include <algorithm>

#include "query/table.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

constexpr size_t most_models = 6;  // side by side on a page

// What the report says of one item for one model.
std::string cell_of(const NoteText& text, const schema::Item& item, const schema::Model& model) {
  std::string cell;
  for (const schema::Fact& fact : text.record().facts) {
    if (fact.field != item.id || (!fact.model.empty() && fact.model != model.name)) continue;
    const std::string place =
        fact.evidence.empty() ? "" : " (" + text.place(fact.evidence.front().page, fact.evidence.front().section) + ")";
    cell += (cell.empty() ? "" : "; ") + text.value(fact.value, item) + place;
  }
  return cell;
}

}  // namespace

std::string note_models(const NoteText& text) {
  if (text.record().models.empty()) return "";
  const schema::Item* family = schema::Checklist::standard().find("arch.family");
  Table table;
  table.columns = {text.phrases().model, text.phrases().total, text.phrases().active, text.phrases().family};
  for (const schema::Model& model : text.record().models) {
    const auto size = [](const std::optional<double>& billions) {
      return text_cell(billions ? schema::value_to_text(*billions, schema::ValueType::number, "B") : "");
    };
    table.rows.push_back(
        {text_cell(model.name), size(model.params_total_b), size(model.params_active_b),
         text_cell(family == nullptr || model.family.empty() ? "" : text.value(model.family, *family))});
  }
  return render(table, "markdown") + "\n";
}

std::string note_configuration(const NoteText& text) {
  const std::vector<schema::Model>& models = text.record().models;
  if (models.size() < 2) return "";
  const size_t shown = std::min(models.size(), most_models);
  Table table;
  table.columns = {""};
  for (size_t i = 0; i < shown; ++i) table.columns.push_back(models[i].name);
  for (const schema::Item& item : schema::Checklist::standard().items()) {
    const bool list = item.open || item.type == schema::ValueType::share;
    if (item.section != "pretrain" || item.kind != schema::ItemKind::field || list) continue;
    const bool own = std::any_of(text.record().facts.begin(), text.record().facts.end(), [&](const schema::Fact& fact) {
      return fact.field == item.id && !fact.model.empty();
    });
    if (!own) continue;
    std::vector<Cell> row{text_cell(text.in_language(item.name))};
    for (size_t i = 0; i < shown; ++i) row.push_back(text_cell(cell_of(text, item, models[i])));
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return "";
  return std::string("### ") + text.phrases().configuration + "\n\n" + render(table, "markdown") + "\n";
}

std::string note_scores(const NoteText& text) {
  const std::vector<const schema::Score*> scores = text.own_scores();
  if (scores.empty()) return "";
  Table table;
  table.columns = {text.phrases().model, text.phrases().benchmark, text.phrases().setting, text.phrases().value,
                   text.phrases().page};
  for (const schema::Score* score : scores) {
    const std::string place =
        text.place(score->page, score->evidence.section) + (score->table.empty() ? "" : ", " + score->table);
    table.rows.push_back({text_cell(score->model), text_cell(score->benchmark), text_cell(score->setting),
                          text_cell(schema::value_to_text(score->value, schema::ValueType::number, "")),
                          text_cell(place)});
  }
  return std::string("### ") + text.phrases().scores + "\n\n" + render(table, "markdown") + "\n";
}

}  // namespace colophon::query

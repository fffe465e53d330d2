#include "query/epoch.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <variant>

#include "query/amounts.h"
#include "query/model_table.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

using Facts = std::vector<const schema::Fact*>;

// What a column is filled with: the amount in plain units, the text, or the number of chips.
enum class Content { number, text, count };

struct Column {
  const char* name;
  const char* notes;  // nullptr: none
  const char* field;
  Content content;
  double factor;  // from the field's unit to the column's
};

const std::vector<Column>& columns() {
  static const std::vector<Column> all = {
      {"Parameters", "Parameters notes", "model.params_total", Content::number, 1e9},
      {"Training dataset", "Training dataset notes", "pretrain.data_source", Content::text, 1},
      {"Training dataset size (total)", "Dataset size notes", "pretrain.tokens", Content::number, 1},
      {"Training compute (FLOP)", "Training compute notes", "pretrain.flops", Content::number, 1},
      {"Training time (hours)", "Training time notes", "pretrain.duration_days", Content::number, 24},
      {"Training hardware", "Training hardware notes", "pretrain.hardware", Content::text, 1},
      {"Hardware quantity", nullptr, "pretrain.hardware", Content::count, 1},
      {"Training chip-hours", "Training chip-hours notes", "pretrain.gpu_hours", Content::number, 1},
      {"Hardware utilization (MFU)", "Hardware utilization notes", "pretrain.mfu", Content::number, 0.01},
      {"Batch size", "Batch size notes", "pretrain.batch_size", Content::number, 1},
      {"Numerical format", "Numerical format notes", "pretrain.precision", Content::text, 1},
      {"Training compute cost (USD)", "Compute cost notes", "pretrain.cost_usd", Content::number, 1},
      {"Approach", "Approach notes", "rl.algorithm", Content::text, 1}};
  return all;
}

Facts facts_of(const ModelEntry& entry, const char* field) {
  Facts facts;
  for (const schema::Fact& fact : entry.facts(field)) facts.push_back(&fact);
  return facts;
}

// The text of a value without its amount: "H800" of "H800 × 2048".
std::string label_of(const schema::Value& value) {
  if (const auto* labelled = std::get_if<schema::Labelled>(&value)) return labelled->label;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "";
}

// Whole numbers without an exponent, as the data set has them: 34000000000; computations as 5.4e+25.
std::string whole_amount(double amount) {
  if (amount != std::floor(amount) || amount < 1e6 || amount > 1e16) return plain_amount(amount);
  return std::to_string(static_cast<int64_t>(amount));
}

Cell cell_of(const Column& column, const Facts& facts) {
  Cell cell;
  std::set<std::string> said;
  for (const schema::Fact* fact : facts) {
    std::string text;
    if (column.content == Content::text) {
      text = label_of(fact->value);
    } else if (const auto number = schema::value_number(fact->value)) {
      // Where a report gives several amounts, the data set has the largest.
      if (cell.number && *cell.number >= *number * column.factor) continue;
      cell.number = *number * column.factor;
      cell.text = whole_amount(*cell.number);
    }
    if (!text.empty() && said.insert(text).second) cell.text += (cell.text.empty() ? "" : ",") + text;
  }
  return cell;
}

std::string notes_of(const ModelEntry& entry, const Facts& facts) {
  std::string notes;
  for (const schema::Fact* fact : facts) {
    if (fact->evidence.empty()) continue;
    const schema::Evidence& evidence = fact->evidence.front();
    std::string note = entry.record.report;
    if (evidence.page > 0) note += ", p. " + std::to_string(evidence.page);
    if (!evidence.table.empty()) note += ", " + evidence.table;
    note += ": \"" + evidence.quote + "\"";
    if (notes.find(note) == std::string::npos) notes += (notes.empty() ? "" : "\n") + note;
  }
  return notes;
}

}  // namespace

Table epoch_table(Library& library, const Condition& where) {
  Table table;
  table.title = "Notable models";
  table.columns = {"Model", "Organization", "Publication date", "Reference", "Link"};
  for (const Column& column : columns()) {
    table.columns.emplace_back(column.name);
    if (column.notes != nullptr) table.columns.emplace_back(column.notes);
  }
  for (const Library::Found& found : library.models(where)) {
    const ModelEntry& entry = *found.entry;
    if (entry.name().empty()) continue;
    const schema::Record& record = entry.record;
    std::string organizations;
    for (const std::string& name : record.organization) organizations += (organizations.empty() ? "" : ",") + name;
    const std::string link = record.arxiv.empty() ? record.repository : "https://arxiv.org/abs/" + record.arxiv;
    std::vector<Cell> row{text_cell(entry.name()), text_cell(organizations), text_cell(record.release_date),
                          text_cell(record.title), text_cell(link)};
    for (const Column& column : columns()) {
      const Facts facts = facts_of(entry, column.field);
      row.push_back(cell_of(column, facts));
      row.back().report = record.report;
      for (const schema::Fact* fact : facts) {
        row.back().evidence.insert(row.back().evidence.end(), fact->evidence.begin(), fact->evidence.end());
      }
      if (column.notes != nullptr) row.push_back(text_cell(notes_of(entry, facts)));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace colophon::query

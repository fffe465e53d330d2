#include "query/coverage.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "schema/checklist.h"
#include "schema/release_date.h"
#include "schema/value.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

using schema::Checklist;
using schema::Item;

bool disclosed(const ReportEntry& report, const Item& item) {
  return (item.kind == schema::ItemKind::field ? report.disclosed : report.told).count(item.id) > 0;
}

struct Column {
  std::string title;
  std::vector<const Item*> items;
};

std::vector<Column> columns_of(const std::vector<std::string>& fields) {
  const Checklist& checklist = Checklist::standard();
  std::vector<Column> columns;
  for (const std::string& field : fields) {
    if (const Item* item = checklist.find(field)) columns.push_back({item->id, {item}});
  }
  if (!fields.empty()) return columns;
  for (const schema::ChecklistSection& section : checklist.sections()) {
    Column column{section.name.en, {}};
    for (const Item& item : checklist.items()) {
      if (item.section == section.id) column.items.push_back(&item);
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

Cell share_cell(size_t part, size_t whole) {
  Cell cell = text_cell(std::to_string(part) + "/" + std::to_string(whole));
  cell.marked = part == whole && whole > 0;
  return cell;
}

// "2024 Q3", "2024", or "not stated".
std::string period_of(const schema::Record& record) {
  const int date = store::date_number(schema::date_of(record));
  if (date == 0) return "not stated";
  const int month = date / 100 % 100;
  std::array<char, 32> text{};
  if (month == 0) {
    std::snprintf(text.data(), text.size(), "%d", date / 10000);
  } else {
    std::snprintf(text.data(), text.size(), "%d Q%d", date / 10000, (month + 2) / 3);
  }
  return text.data();
}

struct Period {
  std::set<std::string> reports;
  std::map<std::string, std::set<std::string>> words;  // value -> reports
  std::vector<std::pair<double, const schema::Fact*>> numbers;
};

std::string words_text(const Period& period) {
  std::vector<std::pair<size_t, std::string>> counts;
  for (const auto& [value, reports] : period.words) counts.emplace_back(reports.size(), value);
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [count, value] : counts) text += (text.empty() ? "" : ", ") + value + " " + std::to_string(count);
  return text;
}

// Without the columns that no row says anything in: terms have no least, numbers no words.
void leave_out_empty_columns(Table& table) {
  for (size_t c = table.columns.size(); c-- > 0;) {
    const auto empty = [&](const std::vector<Cell>& row) { return row[c].text.empty(); };
    if (!std::all_of(table.rows.begin(), table.rows.end(), empty)) continue;
    table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(c));
    for (std::vector<Cell>& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
  }
}

}  // namespace

Table coverage(Library& library, const Condition& where, const std::vector<std::string>& fields) {
  const std::vector<Column> columns = columns_of(fields);
  Table table;
  table.title = "Coverage";
  table.columns = {"report"};
  for (const Column& column : columns) table.columns.push_back(column.title);
  table.columns.emplace_back("total");
  std::vector<size_t> sums(columns.size());
  size_t reports = 0;
  size_t items = 0, all = 0;
  for (const Column& column : columns) items += column.items.size();
  for (const ReportEntry* report : library.reports(where)) {
    std::vector<Cell> row{text_cell(report->key)};
    size_t total = 0;
    for (size_t i = 0; i < columns.size(); ++i) {
      const auto said = static_cast<size_t>(std::count_if(columns[i].items.begin(), columns[i].items.end(),
                                                          [&](const Item* item) { return disclosed(*report, *item); }));
      row.push_back(fields.empty() ? share_cell(said, columns[i].items.size()) : text_cell(said > 0 ? "yes" : ""));
      sums[i] += said;
      total += said;
    }
    row.push_back(share_cell(total, items));
    all += total;
    ++reports;
    table.rows.push_back(std::move(row));
  }
  if (reports == 0) return table;
  std::vector<Cell> last{text_cell("all " + std::to_string(reports) + " reports")};
  for (size_t i = 0; i < columns.size(); ++i) last.push_back(share_cell(sums[i], reports * columns[i].items.size()));
  last.push_back(share_cell(all, reports * items));
  table.rows.push_back(std::move(last));
  return table;
}

Table timeline(Library& library, const Condition& where, const std::string& field) {
  const Item* item = Checklist::standard().find(field);
  std::map<std::string, Period> periods;
  const std::vector<Library::Found> models = item == nullptr ? std::vector<Library::Found>{} : library.models(where);
  for (const Library::Found& found : models) {
    for (const schema::Fact& fact : found.entry->facts(field)) {
      Period& period = periods[period_of(found.entry->record)];
      period.reports.insert(found.entry->key);
      const auto* number = std::get_if<double>(&fact.value);
      if (number != nullptr) {
        period.numbers.emplace_back(*number, &fact);
      } else {
        period.words[schema::value_to_text(fact.value, item->type, item->unit)].insert(found.entry->key);
      }
    }
  }
  Table table;
  table.title = item == nullptr ? field : item->name.en;
  table.columns = {"period", "reports", "values", "least", "middle", "greatest"};
  for (auto& [name, period] : periods) {
    Cell reports = text_cell(std::to_string(period.reports.size()));
    reports.number = static_cast<double>(period.reports.size());
    std::vector<Cell> row{text_cell(name), reports, text_cell(words_text(period))};
    std::stable_sort(period.numbers.begin(), period.numbers.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    const size_t count = period.numbers.size();
    for (const size_t at : {size_t{0}, count / 2, count - 1}) {
      Cell cell;
      if (count > 0) {
        cell.number = period.numbers[at].first;
        cell.text = schema::value_to_text(*cell.number, item->type, item->unit);
        cell.evidence = period.numbers[at].second->evidence;
      }
      row.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
  }
  if (!table.rows.empty()) leave_out_empty_columns(table);
  return table;
}

}  // namespace colophon::query

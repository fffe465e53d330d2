#include <algorithm>
#include <cmath>
#include <set>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

bool numeric(const Phrase& phrase) {
  return is_number(phrase.core()) || is_number(phrase.text()) || is_number_list(phrase.core());
}

// Leftmost phrase worded, over half of the others numbers (dashes ignored, sizes taken for words).
bool is_data(const Row& row) {
  if (row.phrases.size() < 2) return false;
  const size_t first = numeric(row.phrases[0]) ? 0 : 1;
  size_t numbers = 0, words = 0;
  for (size_t i = first; i < row.phrases.size(); ++i) {
    if (numeric(row.phrases[i]) && !is_size(row.phrases[i].text())) {
      ++numbers;
    } else if (!is_dash(row.phrases[i].text())) {
      ++words;
    }
  }
  return numbers > words && (first == 1 || numbers >= 2);
}

// Sizes and dashes under the columns' names, before any number: "# Params | 7B | 13B".
bool is_attribute(const Row& row) {
  const auto sized = std::count_if(row.phrases.begin() + 1, row.phrases.end(), [](const Phrase& phrase) {
    return is_size(phrase.text()) || is_dash(phrase.text());
  });
  return row.phrases.size() >= 3 && !numeric(row.phrases[0]) && static_cast<size_t>(sized) + 1 == row.phrases.size();
}

// Lines before the first data row; of what stands in that row's section only what lies above it, and no band.
size_t header_lines(const Region& region, const std::vector<Row>& rows) {
  const auto section = [&](size_t r) { return region.section_of(rows[r].baseline); };
  size_t data = 0;
  while (data < rows.size() && !is_data(rows[data])) ++data;
  if (data == rows.size()) {
    size_t head = 0;
    while (head < rows.size() && section(head) == section(0)) ++head;
    return head == rows.size() ? 1 : head;
  }
  size_t head = data;
  const auto numbers = [&](size_t r) { return std::count_if(rows[r].phrases.begin(), rows[r].phrases.end(), numeric); };
  if (section(data) > section(0)) {
    // A first data row with a group's name before its own holds as many numbers.
    while (head > 1 && section(head - 1) > section(0) && rows[head - 1].phrases.size() > 2 &&
           !numeric(rows[head - 1].phrases[0]) && numeric(rows[head - 1].phrases.back()) &&
           !is_size(rows[head - 1].phrases.back().text()) && numbers(head - 1) == numbers(data))
      --head;
    while (head > 0 && section(head - 1) == section(data)) --head;
    while (head < data && is_attribute(rows[head])) ++head;
  }
  while (head > 1 && rows[head - 1].phrases.size() == 1 && section(head - 1) > section(head - 2)) --head;
  return head;
}

bool rows_told_apart(const Table& table, size_t columns) {
  std::set<std::string> seen;
  for (size_t r = table.header_rows; r < table.rows.size(); ++r) {
    std::string key = table.groups[r];
    for (size_t c = 0; c < columns; ++c) key += '\n' + table.rows[r][c].text;
    if (!seen.insert(key).second) return false;
  }
  return true;
}

// The leading columns that name rows: those of words; of ranks before a name; of sizes where names repeat.
int header_columns(const Table& table, bool grouped) {
  struct Kinds {
    size_t words = 0, numbers = 0, sizes = 0;
  };
  const auto kinds = [&](size_t c) {
    Kinds kind;
    for (size_t r = table.header_rows; r < table.rows.size(); ++r) {
      const Cell& cell = table.rows[r][c];
      if (cell.text.empty() || is_dash(cell.text)) continue;
      if (is_size(cell.core)) {
        ++kind.sizes;
      } else if (is_number(cell.core) || is_number_list(cell.core)) {
        ++kind.numbers;
      } else {
        ++kind.words;
      }
    }
    return kind;
  };
  size_t cols = 0;
  const size_t last = table.columns() - 1;
  while (cols < last) {
    const Kinds kind = kinds(cols);
    const bool rank = cols == 0 && kind.words == 0 && last >= 2 && kind.numbers >= 3 &&
                      kinds(1).words > kinds(1).numbers + kinds(1).sizes && rows_told_apart(table, 2);
    const bool sizes = cols > 0 && kind.numbers == 0 && kind.words <= kind.sizes && !rows_told_apart(table, cols);
    const bool words = kind.words > kind.numbers + kind.sizes;
    const bool first = cols == 0 && kind.sizes + kind.words > kind.numbers;
    if (!rank && !sizes && !words && !first) break;
    ++cols;
  }
  // Without any column of numbers all but the first are content.
  if (cols == last && kinds(last).numbers == 0) cols = grouped ? 2 : 1;
  return static_cast<int>(std::clamp<size_t>(cols, 1, last));
}

Table grid_of(const Region& region, const Columns& columns, const std::vector<Row>& header,
              const std::vector<Row>& body) {
  Table table;
  table.box = region.box;
  for (auto* part : {&header, &body}) {
    if (part->empty()) continue;
    for (GridRow& row : part == &header ? read_header(region, columns, header) : read_body(region, columns, body)) {
      table.rows.push_back(std::move(row.cells));
      table.groups.push_back(std::move(row.group));
    }
    if (part == &header) table.header_rows = static_cast<int>(table.rows.size());
  }
  if (table.rows.size() <= static_cast<size_t>(table.header_rows)) return {};
  table.header_cols = header_columns(table, columns.grouped);
  split_lists(table);
  return table;
}

// A line of names in a section of its own over most columns, between rows of numbers: the header of further columns.
bool is_new_header(const Region& region, const std::vector<Row>& body, size_t at, const Columns& columns) {
  const Row& row = body[at];
  const int section = region.section_of(row.baseline);
  if (columns.count() < 4 || at == 0 || at + 1 >= body.size() || region.section_of(body[at - 1].baseline) == section)
    return false;
  if (region.section_of(body[at + 1].baseline) == section && is_data(body[at + 1])) return false;
  if (std::any_of(row.phrases.begin(), row.phrases.end(),
                  [](const Phrase& p) { return numeric(p) || is_dash(p.text()); }))
    return false;
  const std::vector<Cell> cells = cells_of(row, columns);
  size_t data = 0;
  for (size_t i = at + 1; i < body.size(); ++i) data += is_data(body[i]);
  return data >= 2 && 10 * filled(cells) >= 7 * columns.count() && is_data(body[at - 1]);
}

}  // namespace

std::vector<Table> read_grids(const Page& page, const Region& region) {
  std::vector<Row> rows = rows_in(page, region.box);
  if (rows.size() < 2) return {};
  const auto head = static_cast<std::ptrdiff_t>(header_lines(region, rows));
  std::vector<Row> header(rows.begin(), rows.begin() + head);
  const std::vector<Row> body(rows.begin() + head, rows.end());
  const Columns columns = find_columns(region, body);
  if (columns.bounds.empty()) return {};
  std::vector<Table> tables;
  size_t begin = 0;
  for (size_t i = 1; i <= body.size(); ++i) {
    if (i < body.size() && !is_new_header(region, body, i, columns)) continue;
    Table table = grid_of(region, columns, header, {body.begin() + begin, body.begin() + i});
    if (begin > 0) table.box.y0 = header[0].baseline - header[0].size;
    if (i < body.size()) table.box.y1 = body[i].baseline - body[i].size;
    if (!table.rows.empty()) split_categories(page, table);
    if (!table.rows.empty()) tables.push_back(std::move(table));
    if (i < body.size()) header = {body[i]};
    begin = i + 1;
  }
  return tables;
}

}  // namespace colophon::document::pdf

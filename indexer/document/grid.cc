#include "indexer/document/grid.h"

#include <algorithm>

namespace colophon::document {
namespace {

constexpr int max_columns = 1000;

}  // namespace

void GridBuilder::fill_spanned(bool to_end) {
  if (rows_.empty()) return;
  std::vector<Cell>& cells = rows_.back().cells;
  while (cells.size() < pending_.size()) {
    Pending& above = pending_[cells.size()];
    if (above.rows == 0) {
      if (!to_end) return;
      cells.emplace_back();
      continue;
    }
    if (above.rows > 0) --above.rows;
    cells.push_back(above.cell);
  }
}

void GridBuilder::begin_row(bool header) {
  fill_spanned(true);
  rows_.emplace_back().header = header;
}

void GridBuilder::cell(const Cell& cell, int colspan, int rowspan, bool header) {
  if (rows_.empty()) begin_row();
  fill_spanned(false);
  Row& row = rows_.back();
  row.all_headers = row.all_headers && header;
  ++row.own;
  const int width = std::clamp(colspan, 1, max_columns);
  for (int i = 0; i < width && row.cells.size() < static_cast<size_t>(max_columns); ++i) {
    const size_t column = row.cells.size();
    if (pending_.size() <= column) pending_.resize(column + 1);
    if (pending_[column].rows != 0) break;  // runs into a cell from above: that one wins
    Cell copy = cell;
    copy.copy = true;
    pending_[column] = {copy, rowspan <= 0 ? -1 : rowspan - 1};
    row.cells.push_back(i == 0 ? cell : copy);
  }
}

int GridBuilder::header_rows() const {
  size_t n = 0, rows = 0;
  bool leading = true;
  for (const Row& row : rows_) {
    if (row.cells.empty() && row.own == 0) continue;
    ++rows;
    leading = leading && (row.header || (row.own > 0 && row.all_headers));
    if (leading) ++n;
  }
  return n == rows ? 0 : static_cast<int>(n);
}

std::vector<std::vector<Cell>> GridBuilder::rows() const {
  GridBuilder whole = *this;
  whole.fill_spanned(true);
  std::vector<std::vector<Cell>> out;
  size_t columns = 0;
  for (Row& row : whole.rows_) {
    if (row.cells.empty()) continue;
    columns = std::max(columns, row.cells.size());
    out.push_back(std::move(row.cells));
  }
  for (auto& row : out) row.resize(columns);
  return out;
}

}  // namespace colophon::document

// A table's full grid out of cells with spans, the way HTML, LaTeX and DOCX give them.
#pragma once

#include <vector>

#include "indexer/document/document.h"

namespace colophon::document {

class GridBuilder {
 public:
  // Starts the next row. `header`: the markup says that the row is a header.
  void begin_row(bool header = false);
  // Adds a cell at the next free position of the row. A row span of 0 reaches to the last row; spans never add rows.
  // `header`: the markup says that the cell is a header; a row of nothing else is a header row.
  void cell(const Cell& cell, int colspan = 1, int rowspan = 1, bool header = false);

  bool empty() const { return rows_.empty(); }
  // Leading rows that are headers by the markup; 0 where it is silent (or calls every row a header).
  int header_rows() const;
  // The grid: rows of one length, spanned positions copies, rows without any cell left out.
  std::vector<std::vector<Cell>> rows() const;

 private:
  struct Row {
    std::vector<Cell> cells;
    bool header = false;      // said of the row
    bool all_headers = true;  // said of each of its own cells
    int own = 0;
  };
  struct Pending {  // a cell that reaches down into rows to come
    Cell cell;
    int rows = 0;  // left; negative: to the end
  };
  void fill_spanned(bool to_end);

  std::vector<Row> rows_;
  std::vector<Pending> pending_;  // a column
};

}  // namespace colophon::document

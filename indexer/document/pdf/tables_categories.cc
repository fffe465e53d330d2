#include <algorithm>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

// A label whose words open in plain type and go on in bold: "Science" over "GPQA diamond".
struct Split {
  Phrase category, name;
  bool whole() const { return !category.words.empty() && !name.words.empty(); }
};

Split split_label(const Page& page, const Cell& cell) {
  Split split;
  for (const Row& row : rows_in(page, cell.box)) {
    for (const Phrase& phrase : row.phrases) {
      for (const Word* word : phrase.words) {
        Phrase& part = split.name.words.empty() && !word->bold ? split.category : split.name;
        part.box = part.words.empty() ? word->box
                                      : Box{std::min(part.box.x0, word->box.x0), std::min(part.box.y0, word->box.y0),
                                            std::max(part.box.x1, word->box.x1), std::max(part.box.y1, word->box.y1)};
        part.words.push_back(word);
      }
    }
  }
  return split;
}

// The words of a cell are read from the page once more: they must be those of the cell and no others.
bool tells_same(const Split& split, const Cell& cell) {
  const auto bare = [](std::string text) {
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text;
  };
  return bare(split.category.text() + split.name.text()) == bare(cell.text);
}

Cell cell_of(const Phrase& phrase, bool copy) {
  Cell cell;
  if (!phrase.words.empty()) add_phrase(cell, phrase);
  cell.copy = copy;
  return cell;
}

}  // namespace

void split_categories(const Page& page, Table& table) {
  const auto head = static_cast<size_t>(table.header_rows);
  std::vector<Split> splits(table.rows.size());
  size_t labels = 0, whole = 0;
  for (size_t r = head; r < table.rows.size(); ++r) {
    const Cell& cell = table.rows[r][0];
    if (cell.text.empty()) return;
    splits[r] = split_label(page, cell);
    if (!tells_same(splits[r], cell)) return;
    labels += !cell.copy;
    whole += !cell.copy && splits[r].whole();
  }
  if (whole < 3 || 10 * whole < 8 * labels) return;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    std::vector<Cell>& row = table.rows[r];
    if (r < head) {
      // The header's lines name the two columns in the same types.
      row.insert(row.begin(), row[0]);
      row[row[0].bold ? 0 : 1] = {};
      continue;
    }
    const bool copy = row[0].copy;
    const Split& split = splits[r];
    // A label in one type throughout has no category.
    row[0] = split.whole() ? cell_of(split.name, copy) : row[0];
    row.insert(row.begin(), split.whole() ? cell_of(split.category, copy) : Cell{});
  }
  ++table.header_cols;
}

}  // namespace colophon::document::pdf

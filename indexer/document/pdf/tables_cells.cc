#include <re2/re2.h>

#include <algorithm>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

// Word by word, each into the column it stands in.
void add_words(std::vector<Cell>& cells, const Phrase& phrase, const Columns& columns) {
  for (size_t i = 0; i < phrase.words.size();) {
    const size_t c = columns.at(middle_x(phrase.words[i]->box));
    Phrase part{{phrase.words[i]}, phrase.words[i]->box};
    for (++i; i < phrase.words.size() && columns.at(middle_x(phrase.words[i]->box)) == c; ++i) {
      part.words.push_back(phrase.words[i]);
      part.box.x1 = phrase.words[i]->box.x1;
    }
    add_phrase(cells[c], part);
  }
}

}  // namespace

bool is_number(std::string_view text) {
  static const RE2 kNumber(
      R"(^[~≈<>≤≥+−–-]?\s*[$¥]?\d[\d,]*(\.\d+)?\s*(%|[KMBTkx×]|pp)?(\s*(±|\+/-)\s*\d+(\.\d+)?%?)?[*†‡↑↓]*$|^[+−-]?\.\d+$|^\d+(\.\d+)?\s*/\s*\d+(\.\d+)?$)");
  return RE2::FullMatch(text, kNumber);
}

bool is_number_list(std::string_view text) {
  static const RE2 kList(R"(\s*[+−-]?\d+(\.\d+)?\s*%?(\s*[|/]\s*([+−-]?\d+(\.\d+)?\s*%?|[-–—]))+[*†‡]*\s*)");
  return RE2::FullMatch(text, kList);
}

bool is_size(std::string_view text) {
  static const RE2 kSize(R"(\d+(\.\d+)?\s?[BMKT])");
  return RE2::FullMatch(text, kSize);
}

bool is_dash(std::string_view text) {
  static const RE2 kDash(R"([-–—−‐/]+|(?i:n/?a)|✗|×)");
  return RE2::FullMatch(text, kDash);
}

size_t Columns::at(float x) const { return std::upper_bound(bounds.begin(), bounds.end(), x) - bounds.begin(); }

void add_phrase(Cell& cell, const Phrase& phrase) {
  const bool first = cell.text.empty();
  cell.text += (first ? "" : " ") + phrase.text();
  cell.core += (cell.core.empty() ? "" : " ") + phrase.core();
  cell.bold = phrase.bold() && (first || cell.bold);
  cell.box = first ? phrase.box
                   : Box{std::min(cell.box.x0, phrase.box.x0), std::min(cell.box.y0, phrase.box.y0),
                         std::max(cell.box.x1, phrase.box.x1), std::max(cell.box.y1, phrase.box.y1)};
}

std::vector<Cell> cells_of(const Row& row, const Columns& columns) {
  std::vector<Cell> cells(columns.count());
  for (const Phrase& phrase : row.phrases) {
    if (columns.at(phrase.box.x0 + 1) == columns.at(phrase.box.x1 - 1)) {
      add_phrase(cells[columns.at(middle_x(phrase.box))], phrase);
    } else {
      add_words(cells, phrase, columns);
    }
  }
  return cells;
}

void append(std::vector<Cell>& onto, const std::vector<Cell>& from) {
  for (size_t c = 0; c < onto.size(); ++c) {
    if (from[c].text.empty()) continue;
    Cell& cell = onto[c];
    if (cell.text.empty()) {
      cell = from[c];
      continue;
    }
    // A line that ends in a hyphen goes on without a space: "LLaMA2-" over "7B-chat".
    const bool broken = cell.text.size() > 1 && cell.text.back() == '-' && cell.text[cell.text.size() - 2] != ' ';
    const char* space = broken ? "" : " ";
    cell.text += space + from[c].text;
    cell.core += (cell.core.empty() || from[c].core.empty() ? "" : space) + from[c].core;
    cell.bold = cell.bold && from[c].bold;
    cell.box = {std::min(cell.box.x0, from[c].box.x0), std::min(cell.box.y0, from[c].box.y0),
                std::max(cell.box.x1, from[c].box.x1), std::max(cell.box.y1, from[c].box.y1)};
  }
}

size_t filled(const std::vector<Cell>& cells) {
  return std::count_if(cells.begin(), cells.end(), [](const Cell& cell) { return !cell.text.empty(); });
}

}  // namespace colophon::document::pdf

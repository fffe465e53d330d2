// What the steps from page to table hand on to each other. em = the size of the text at hand.
#pragma once

#include <string>
#include <vector>

#include "indexer/document/pdf/page.h"

namespace colophon::document::pdf {

// Words of one baseline nearer than 0.45 em to each other.
struct Phrase {
  std::vector<const Word*> words;
  Box box;
  std::string text() const;
  std::string core() const;
  bool bold() const;
};

// All phrases on one baseline inside a region, left to right.
struct Row {
  float baseline = 0;
  float size = 0;
  std::vector<Phrase> phrases;
};

// An area bounded by rules of equal extent, top and bottom among `rules`.
struct Region {
  Box box;
  std::vector<float> rules;    // y of the rules across the whole width, top to bottom
  std::vector<Rule> partials;  // horizontal rules across a part of it
  std::vector<Rule> uprights;  // vertical rules inside it

  // Which stripe between `rules` holds y; text of one stripe belongs together.
  int section_of(float y) const;
  // Whether a rule parts two baselines from the column that starts at x on: across the whole, or from there to the end.
  bool parted(float above, float below, float x) const;
};

struct Caption {
  std::string id;  // "Table 3", "表 3"
  std::string text;
  Box box;
  std::vector<int> lines;
};

// The columns of a grid.
struct Columns {
  std::vector<float> bounds;  // x between neighbours
  std::vector<Box> extents;   // of the body's text in each
  bool grouped = false;       // the first one names groups of rows
  size_t count() const { return bounds.size() + 1; }
  size_t at(float x) const;
};

// A row of a grid as far as it is known.
struct GridRow {
  std::vector<Cell> cells;
  std::string group;
  float baseline = 0;
};

// A number as result tables print it: "91.8", "-0.3", "1,024", "78.5%", "12.3±0.4", with or without marks.
bool is_number(std::string_view text);

// Numbers set apart by "|" or "/": "1.74 | 4.04".
bool is_number_list(std::string_view text);

// "7B", "1.8B", "128K", "15T": what tells models and settings apart names a row as often as it fills a cell.
bool is_size(std::string_view text);

// Nothing printed where a number could be: "-", "–", "N/A".
bool is_dash(std::string_view text);

// tables_regions.cc: the regions of a page that rules bound, outermost only, top to bottom.
std::vector<Region> find_regions(const Page& page, const std::vector<Caption>& captions);
std::vector<Row> rows_in(const Page& page, const Box& box);

// tables_unruled.cc: adds what stands like a table under a caption that no ruled region is near to: names in a row, and
// below each of them numbers only.
void add_unruled(const Page& page, const std::vector<Caption>& captions, std::vector<Region>& regions);

// tables_columns.cc: where the body's columns part; no bounds where it has only one.
Columns find_columns(const Region& region, const std::vector<Row>& body);

// tables_cells.cc: one line's text in its columns; a phrase over several is taken apart word by word.
std::vector<Cell> cells_of(const Row& row, const Columns& columns);
void add_phrase(Cell& cell, const Phrase& phrase);
// Appends what `from` holds to `onto`, cell by cell.
void append(std::vector<Cell>& onto, const std::vector<Cell>& from);
size_t filled(const std::vector<Cell>& cells);

// tables_header.cc: the header's lines, each phrase copied over the columns it spans.
std::vector<GridRow> read_header(const Region& region, const Columns& columns, const std::vector<Row>& header);

// tables_body.cc: the body's lines as rows: wrapped cells joined, bands taken out, group names spread.
std::vector<GridRow> read_body(const Region& region, const Columns& columns, const std::vector<Row>& body);

// tables_lists.cc: a row of lists under a label that is a list ("test-clean | test-other", "1.74 | 4.04") becomes one
// row an element.
void split_lists(Table& table);

// tables_categories.cc: a first column whose labels open with a category in plain type and go on with a name in bold
// becomes two columns.
void split_categories(const Page& page, Table& table);

// tables_grid.cc: the region's text as a grid; several where the header is printed anew for further columns; none where
// the text is no table.
std::vector<Table> read_grids(const Page& page, const Region& region);

// tables_captions.cc: captions of tables by their first word and number.
std::vector<Caption> find_captions(const Page& page);

}  // namespace colophon::document::pdf

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
};

struct Caption {
  std::string id;  // "Table 3", "表 3"
  std::string text;
  Box box;
  std::vector<int> lines;
};

// A number as result tables print it: "91.8", "-0.3", "1,024", "78.5%", "12.3±0.4", with or without marks.
bool is_number(std::string_view text);

// Nothing printed where a number could be: "-", "–", "N/A".
bool is_dash(std::string_view text);

// tables_regions.cc: the regions of a page that rules bound, outermost only, top to bottom.
std::vector<Region> find_regions(const Page& page, const std::vector<Caption>& captions);
std::vector<Row> rows_in(const Page& page, const Box& box);

// tables_grid.cc: the region's text as a grid; no rows where it is none.
Table read_grid(const Page& page, const Region& region);

// tables_captions.cc: captions of tables by their first word and number.
std::vector<Caption> find_captions(const Page& page);

}  // namespace colophon::document::pdf

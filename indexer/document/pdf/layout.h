// The parts of layout, in the order of their work on a document:
//   style.cc          which size and leading the body text has
//   furniture.cc      running heads and feet, page numbers, the arXiv stamp
//   figures.cc        which lines stand inside or beside a drawing
//   reading_order.cc  columns
//   headings.cc       which lines are headings, of which level; run-in headings
//   line_joiner.cc    lines to running text: hyphens, Chinese
//   layout.cc         puts blocks and sections together
// All take and give the structures below; nothing here looks at MuPDF.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/document/pdf/page.h"

namespace colophon::document::pdf {

struct Style {
  float size = 10;     // em of most of the text
  float leading = 12;  // points between baselines of body lines
};
Style body_style(const Pages& pages);

// One thing on a page that reading order is about: a line of text, or a table.
struct Item {
  int page = 0;    // index into Pages::pages
  int line = -1;   // index into Page::lines
  int table = -1;  // index into the page's tables
  Box box;
  float column_left = 0, column_right = 0;  // of the column it stands in
  bool figure = false;
};

// For each page, which lines are furniture.
std::vector<std::vector<bool>> find_furniture(const Pages& pages);

struct Stamp {
  std::string arxiv;  // "2405.04434"
  std::string date;   // "2024-06-19"
};
Stamp find_stamp(const Page& first);

// For each line of the page, whether it is text of a figure. `taken` lines (tables, furniture) are not looked at.
std::vector<bool> figure_lines(const Page& page, const std::vector<bool>& taken, const Style& style);

// Items in reading order, each with its column's edges.
std::vector<Item> reading_order(const Page& page, std::vector<Item> items);

struct Heading {
  std::string number;  // "3.2", "A", ""
  std::string title;
  int depth = 0;  // of the number; 0 for unnumbered ones, whose level is their style's
  float size = 0;
  bool bold = false;
};

// A name that heads a section in any report and titles none: "Abstract", "References", "附录".
bool is_section_name(std::string_view text);

// What the line heads, if it looks like a heading: by number, weight, size or a name that only headings have.
std::optional<Heading> heading_of(const Page& page, const Line& line, const Style& style);

// The same without regard to its number, "3. Unambiguity": for lines whose number is no section's.
std::optional<Heading> unnumbered_heading_of(const Line& line, const Style& style);

// Tells a section's number from any other that opens a bold line (a list's, "2.5 Pro"): sections count upwards, though
// one may have been missed, and all chapters are set alike.
class Numbering {
 public:
  bool follows(const Heading& heading) const;
  void take(const Heading& heading);

 private:
  int chapter_ = 0;         // the last number of one level
  float chapter_size_ = 0;  // and its type's size
  char letter_ = 0;         // the last appendix
};

// The bold words that open a paragraph ("Data cleaning. We ..."), without the stop; "" when there are none.
std::string run_in_heading(const Line& line);

// Joins lines to running text. Knows the words of the document, to tell a hyphen from a break.
class LineJoiner {
 public:
  explicit LineJoiner(const Pages& pages);
  // Appends `line` to `text`.
  void append(std::string& text, std::string_view line) const;

 private:
  std::unordered_map<std::string, int> words_;  // lower case, as they stand inside lines
};

// True when a sentence ends at the end of `text`.
bool ends_sentence(std::string_view text);

// "Figure 3: ...", "Table 2 | ...", "图 1 ...", "表2：...": the start of a caption.
bool starts_caption(std::string_view text);

// A bullet or number that starts a list item: "• ", "- ", "(1) ", "1. ", "①".
bool starts_list_item(std::string_view text);

// A formula set off from the text: mostly symbols, no words to speak of.
bool is_formula(std::string_view text);

}  // namespace colophon::document::pdf

// What a PDF page holds before anyone guesses at its meaning: glyphs, words and lines with font and place, and the
// drawn rules. pages.cc gets them from MuPDF's device calls; layout (blocks, headings) and tables read nothing else.
// Units are points, origin at the page's top left, after rotation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"

namespace colophon::document::pdf {

inline float middle_x(const Box& box) { return (box.x0 + box.x1) / 2; }
inline float middle_y(const Box& box) { return (box.y0 + box.y1) / 2; }

struct Font {
  std::string name;  // without the subset prefix "ABCDEF+"
  bool bold = false;
  bool italic = false;
  bool mono = false;
};

// A run of glyphs without a visible gap. Super- and subscripts that touch it are part of it.
struct Word {
  std::string text;  // as printed; a superscript exponent as "10^-4", ligatures and compatibility forms resolved
  std::string core;  // without raised or lowered marks: "91.8" of "91.8†"
  Box box;
  float baseline = 0;
  float size = 0;  // em of the base glyphs
  int font = 0;    // index into Page::fonts
  bool bold = false;
  bool italic = false;
  bool vertical = false;     // not horizontal: a stamp in the margin, a rotated axis label
  bool space_before = true;  // false where it touches the word before it (Chinese, punctuation set apart by the font)
};

// Words on one baseline without a column gap, left to right.
struct Line {
  std::vector<Word> words;
  Box box;
  float baseline = 0;
  float size = 0;            // the median of its words
  std::string text() const;  // words joined, with a space where `space_before`
};

// A straight horizontal or vertical stroke or thin fill.
struct Rule {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // x0 <= x1, y0 <= y1
  float thickness = 0;
  bool horizontal() const { return x1 - x0 >= y1 - y0; }
};

struct Page {
  int number = 0;  // 1-based
  float width = 0, height = 0;
  std::vector<Font> fonts;
  std::vector<Word> words;  // in stream order
  std::vector<Line> lines;  // top to bottom, then left to right
  std::vector<Rule> rules;  // collinear pieces joined
  std::vector<Box> images;
  std::vector<Box> drawings;  // areas of curves and fills that are no rules: charts, diagrams
};

struct Pages {
  std::vector<Page> pages;
  std::string title, author, created;  // the information dictionary, "" where absent
};

// Throws schema::Error(input): not a PDF, truncated beyond repair, needs a password, no pages. A page that cannot be
// read is left empty and does not spoil the others.
Pages load_pages(std::string_view bytes);

// A table found on a page, and the lines of the page that belong to it (so that layout leaves them out).
struct FoundTable {
  Table table;             // page, box, grid, headers, groups; id and caption where one was paired; no rows where it
                           // goes on with a table of the page before, which then holds them
  std::vector<int> lines;  // indexes into Page::lines: the grid's and its caption's
  Box caption_box;         // all zero without a caption
};

// All tables of a document, page by page (tables.cc). Captions are paired by a document-wide vote on above or below.
std::vector<std::vector<FoundTable>> find_tables(const Pages& pages);

// Everything else (layout.cc): reading order, running heads, headings, paragraphs, footnotes, captions, stamps.
Document lay_out(const Pages& pages, std::vector<std::vector<FoundTable>> tables, const std::string& name);

}  // namespace colophon::document::pdf

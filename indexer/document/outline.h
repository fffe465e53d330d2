// Builds a Document in reading order: readers of formats with explicit structure say "heading", "paragraph", "table";
// the section tree, captions and bold-line headings are settled here, once for all of them.
#pragma once

#include <string>
#include <string_view>

#include "indexer/document/document.h"
#include "indexer/document/rich_text.h"

namespace colophon::document {

// A caption's table id, "Table 3" of "Table 3: Results" and "表 2" of "表2：结果"; "" where `text` is no table caption
// ("Table 3 shows that ..." is prose).
std::string table_caption_id(std::string_view text);

// True for "Figure 2: ..." and "图 2：...".
bool is_figure_caption(std::string_view text);

// A line that, set in bold on its own, heads what follows: short, not a sentence, not who speaks next in a printed
// conversation ("User:").
bool is_heading_line(std::string_view text);

class Outline {
 public:
  Outline(const std::string& report, const std::string& format);

  void set_title(std::string title) { document_.title = std::move(title); }
  void set_stamp(std::string date) { document_.stamp = std::move(date); }
  void set_meta(const std::string& key, std::string value) { document_.meta[key] = std::move(value); }
  const std::string& title() const { return document_.title; }

  // Starts a section. The number is split off the title unless given; emoji are dropped. An empty title starts nothing.
  void heading(int level, std::string_view title, std::string_view number = "", bool appendix = false);
  // A heading without a level of its own (a bold line, a summary): one below the last that has one.
  void subheading(std::string_view title);
  // Adds a block of text; empty text adds nothing. A paragraph that is a caption becomes one and goes with the table
  // right after it, or right before it where that has none.
  void add(BlockKind kind, std::string text);
  // Adds a paragraph that may turn out to be a heading: a bold line.
  void paragraph(const RichText& text);
  // Adds a table with filled `rows`; settles its shape. Without a caption of its own or beside it, it takes the line
  // that introduces it ("The results are as follows:"), else the heading. A table without rows adds nothing.
  void table(Table table, int declared_header_rows);

  // The current section, and the way back to it after an aside (<details>).
  int section() const { return section_; }
  void return_to(int section) { section_ = section; }

  Document finish();

 private:
  bool in_references() const;

  Document document_;
  int section_ = -1;
  int heading_level_ = 0;  // of the last heading with a level of its own
};

}  // namespace colophon::document

// Document: the parsed form of one report, the hinge between readers and extractors. Readers differ wildly; what comes
// out is always this. Text is UTF-8. Every text that evidence may quote stands in some Block's `text`.
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace colophon::document {

// What a section is about, decided from its own heading and its ancestors' (roles.h; data/lexicons/section_roles.json).
enum class Role {
  front,  // title, authors: before the first heading
  abstract,
  contents,
  introduction,
  related_work,
  architecture,
  pretrain_data,
  pretrain,
  midtrain,
  posttrain,
  sft,
  preference_data,
  reward_model,
  rl,
  evaluation,
  ablation,
  infrastructure,
  scaling,
  safety,
  limitations,
  conclusion,
  usage,  // quick start, deployment, inference and fine-tuning examples for users
  contributions,
  references,
  other,
};

std::string_view role_name(Role role);  // "pretrain_data"

// Points, origin at the page's top left. All zero where the format has no geometry.
struct Box {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool operator==(const Box&) const = default;
};

struct Section {
  int parent = -1;     // index into Document::sections, -1 for a top section
  int level = 1;       // 1 = top
  std::string number;  // "3.2", "A.1", "" where unnumbered
  std::string title;   // without the number
  Role role = Role::other;
  bool appendix = false;
  int page = 0;
};

enum class BlockKind {
  heading,
  paragraph,
  list_item,
  caption,
  footnote,
  formula,
  code,
  reference,
  table,   // `table` says which; text = Table::text()
  figure,  // text inside a figure: kept, never read as prose
};

std::string_view block_kind_name(BlockKind kind);

struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::string text;   // one line: line breaks are one space, hyphenation repaired, exponents as "10^-4"
  int page = 0;       // 1-based, 0 where the format has no pages
  int section = -1;   // index into Document::sections, -1 before the first heading
  int table = -1;     // index into Document::tables for kind table (and its caption), else -1
  size_t offset = 0;  // byte offset of `text` in Document::text(); set by finish()
  Box box;
};

struct Cell {
  std::string text;  // as printed, marks and all
  std::string core;  // without footnote marks, superscripts and emphasis: "91.8" of "91.8*"
  bool bold = false;
  bool underline = false;
  bool copy = false;  // a position covered by the span of the cell above or to the left; holds that cell's text
  Box box;
  bool operator==(const Cell&) const = default;
};

// A table as a full grid: every row has the same number of cells, spanned positions are copies.
struct Table {
  std::string id;       // "Table 3", "表 2", "" where it has none
  std::string caption;  // whole, with its id
  int page = 0;
  int section = -1;
  int header_rows = 0;  // the first rows that are headers
  int header_cols = 1;  // the first columns that are headers (benchmark, then shots or metric)
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> groups;  // a row: the band above it ("Math & STEM Tasks"), "" where none; size = rows.size()
  std::vector<size_t> page_starts;  // the rows that open its second, third, ... page; none on one page
  Box box;

  size_t columns() const { return rows.empty() ? 0 : rows.front().size(); }
  // The page on which row `r` is printed; 0 where the format has no pages.
  int page_of(size_t r) const;
  // The header cells above column `c` from top to bottom, copies and repeats left out, joined with " ".
  std::string column_header(size_t c) const;
  // The header cells left of row `r`, joined with " ".
  std::string row_header(size_t r) const;
  // Row `r` as one line: cells joined with " | ", copies left out. This is what evidence quotes.
  std::string row_text(size_t r) const;
  // All rows, a line each.
  std::string text() const;
};

struct PageSize {
  float width = 0, height = 0;
};

struct Document {
  std::string report;                       // file name
  std::string format;                       // "pdf", "markdown", "html", "latex", "config", "text", "docx"
  std::string title;                        // "" where it cannot be told
  std::string language;                     // "en" | "zh": that of most of its letters; set by finish()
  std::string stamp;                        // the arXiv stamp or date line's date, "2024-05-07" or "2024-05", else ""
  std::map<std::string, std::string> meta;  // front matter, PDF information: "license", "arxiv", "Author" ...
  std::vector<Section> sections;
  std::vector<Block> blocks;  // in reading order
  std::vector<Table> tables;
  std::vector<PageSize> pages;

  // Fills what follows from the rest: offsets, table blocks' text, language, sections' roles. Readers call it last.
  void finish();
  // The blocks' texts, a line each.
  std::string text() const;
  // The titles of `section` and its ancestors, outermost first, joined with " > ".
  std::string heading_path(int section) const;
  // The role that decides for `section`: its own, or the nearest ancestor's that is not `other`; front for -1.
  Role role_of(int section) const;
};

nlohmann::json document_to_json(const Document& document);
// Throws schema::Error(input).
Document document_from_json(const nlohmann::json& json);

}  // namespace colophon::document

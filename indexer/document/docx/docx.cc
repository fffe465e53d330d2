// Word documents: headings by style, paragraphs, lists, tables with spans, footnotes, formulas.
#include <re2/re2.h>

#include <map>
#include <pugixml.hpp>

#include "indexer/document/docx/package.h"
#include "indexer/document/grid.h"
#include "indexer/document/outline.h"
#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

constexpr int max_depth = 100;

std::string_view name_of(const pugi::xml_node& node) { return node.name(); }

std::string_view value_of(const pugi::xml_node& node) { return node.attribute("w:val").value(); }

// <w:b/>, <w:b w:val="1"/>, not <w:b w:val="false"/>.
bool is_on(const pugi::xml_node& property) {
  if (!property) return false;
  const std::string_view value = value_of(property);
  return value != "0" && value != "false" && value != "none" && value != "off";
}

enum class Kind { text, title, heading, caption, contents };

struct ParagraphStyle {
  Kind kind = Kind::text;
  int level = 0;
  bool list = false;
};

// What the style sheet calls a style by its id; names are Word's own in every language, "heading 2".
std::map<std::string, ParagraphStyle> read_styles(const std::string& xml) {
  static const RE2 heading(R"((?i)(?:heading|标题)\s*([1-9]))"),
      contents(R"((?i)(?:toc|目录)\s*\d.*|toc heading|table of figures)"), title("(?i)title|标题"),
      caption("(?i)caption|题注"), list("(?i)^list (?:bullet|number)");
  std::map<std::string, ParagraphStyle> styles;
  pugi::xml_document sheet;
  if (!sheet.load_buffer(xml.data(), xml.size())) return styles;
  for (const pugi::xml_node& node : sheet.child("w:styles").children("w:style")) {
    ParagraphStyle style;
    const std::string name(value_of(node.child("w:name")));
    const pugi::xml_node outline = node.child("w:pPr").child("w:outlineLvl");
    if (RE2::FullMatch(name, heading, &style.level)) {
      style.kind = Kind::heading;
    } else if (RE2::FullMatch(name, contents)) {
      style.kind = Kind::contents;
    } else if (RE2::FullMatch(name, title)) {
      style.kind = Kind::title;
    } else if (RE2::FullMatch(name, caption)) {
      style.kind = Kind::caption;
    } else if (outline && outline.attribute("w:val").as_int(9) < 9) {
      style.kind = Kind::heading;
      style.level = outline.attribute("w:val").as_int() + 1;
    }
    style.list = RE2::PartialMatch(name, list);
    styles[node.attribute("w:styleId").value()] = style;
  }
  return styles;
}

void add_math(const pugi::xml_node& node, std::string& out, int depth) {
  if (depth > max_depth) return;
  const std::string_view name = name_of(node);
  if (name == "m:t") {
    out += node.child_value();
    return;
  }
  const std::string_view joint = name == "m:sSup" ? "^" : name == "m:sSub" ? "_" : name == "m:f" ? "/" : "";
  bool first = true;
  for (const pugi::xml_node& child : node.children()) {
    if (name_of(child).ends_with("Pr")) continue;
    if (!first) out += joint;
    first = false;
    add_math(child, out, depth + 1);
  }
}

class DocxReader {
 public:
  DocxReader(const std::map<std::string, std::string>& parts, Outline& outline) : outline_(outline) {
    if (const auto styles = parts.find("word/styles.xml"); styles != parts.end()) styles_ = read_styles(styles->second);
    for (const char* path : {"word/footnotes.xml", "word/endnotes.xml"}) {
      if (const auto notes = parts.find(path); notes != parts.end()) read_notes(notes->second, path);
    }
  }

  void blocks(const pugi::xml_node& parent, int depth) {
    if (depth > max_depth) return;
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = name_of(node);
      if (name == "w:p") {
        paragraph(node);
      } else if (name == "w:tbl") {
        table(node);
      } else if (name == "w:sdt") {
        blocks(node.child("w:sdtContent"), depth + 1);
      } else if (name == "w:ins" || name == "w:smartTag" || name == "w:customXml") {
        blocks(node, depth + 1);
      }
    }
  }

 private:
  void read_notes(const std::string& xml, std::string_view path) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size())) return;
    const std::string kind = path == "word/footnotes.xml" ? "footnote" : "endnote";
    for (const pugi::xml_node& note : document.document_element().children()) {
      RichText text;
      for (const pugi::xml_node& paragraph : note.children("w:p")) runs(paragraph, text, 0);
      notes_[kind + note.attribute("w:id").value()] = text.text();
    }
  }

  void runs(const pugi::xml_node& parent, RichText& text, int depth) {
    if (depth > max_depth) return;
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = name_of(node);
      if (name == "w:r") {
        run(node, text);
      } else if (name == "m:oMath" || name == "m:oMathPara") {
        std::string math;
        add_math(node, math, 0);
        text.append(math);
      } else if (name == "w:hyperlink" || name == "w:ins" || name == "w:smartTag" || name == "w:sdt" ||
                 name == "w:sdtContent" || name == "w:fldSimple") {
        runs(node, text, depth + 1);
      }
    }
  }

  void run(const pugi::xml_node& node, RichText& text) {
    const pugi::xml_node properties = node.child("w:rPr");
    if (is_on(properties.child("w:strike")) || is_on(properties.child("w:vanish"))) return;
    const RichText::Style style{is_on(properties.child("w:b")), is_on(properties.child("w:u"))};
    const bool raised = value_of(properties.child("w:vertAlign")) == "superscript";
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = name_of(child);
      if (name == "w:t") {
        if (raised) {
          text.superscript(child.child_value(), style);
        } else {
          text.append(child.child_value(), style);
        }
      } else if (name == "w:tab" || name == "w:br" || name == "w:cr") {
        text.append(" ", style);
      } else if (name == "w:noBreakHyphen") {
        text.append("-", style);
      } else if (name == "w:footnoteReference" || name == "w:endnoteReference") {
        const std::string kind = name == "w:footnoteReference" ? "footnote" : "endnote";
        if (const auto note = notes_.find(kind + child.attribute("w:id").value()); note != notes_.end())
          met_.push_back(note->second);
      }
    }
  }

  void paragraph(const pugi::xml_node& node) {
    const pugi::xml_node properties = node.child("w:pPr");
    ParagraphStyle style;
    if (const auto found = styles_.find(std::string(value_of(properties.child("w:pStyle")))); found != styles_.end())
      style = found->second;
    if (const pugi::xml_node level = properties.child("w:outlineLvl");
        level && level.attribute("w:val").as_int(9) < 9) {
      style.kind = Kind::heading;
      style.level = level.attribute("w:val").as_int() + 1;
    }
    RichText text;
    runs(node, text, 0);
    switch (style.kind) {
      case Kind::title:
        outline_.set_title(text.text());
        outline_.add(BlockKind::heading, text.text());
        break;
      case Kind::heading:
        outline_.heading(style.level, text.text());
        break;
      case Kind::caption:
        outline_.add(BlockKind::caption, text.text());
        break;
      case Kind::contents:
        break;
      case Kind::text:
        if (style.list || properties.child("w:numPr")) {
          outline_.add(BlockKind::list_item, text.text());
        } else {
          outline_.paragraph(text);
        }
    }
    for (std::string& note : met_) outline_.add(BlockKind::footnote, std::move(note));
    met_.clear();
  }

  void cell_text(const pugi::xml_node& parent, RichText& text, int depth) {
    if (depth > max_depth) return;
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = name_of(node);
      if (name == "w:p") {
        text.append(" ");
        runs(node, text, 0);
      } else if (name == "w:tbl" || name == "w:tr" || name == "w:tc" || name == "w:sdt" || name == "w:sdtContent") {
        cell_text(node, text, depth + 1);
      }
    }
  }

  // A cell that goes on from the one above keeps its place in the row, empty.
  void table(const pugi::xml_node& node) {
    GridBuilder grid;
    std::vector<std::pair<size_t, size_t>> continued;
    size_t r = 0;
    for (const pugi::xml_node& row : node.children("w:tr")) {
      grid.begin_row(is_on(row.child("w:trPr").child("w:tblHeader")));
      size_t c = 0;
      for (const pugi::xml_node& cell : row.children("w:tc")) {
        const pugi::xml_node properties = cell.child("w:tcPr");
        const int width = std::max(1, properties.child("w:gridSpan").attribute("w:val").as_int(1));
        const pugi::xml_node merge = properties.child("w:vMerge");
        RichText text;
        cell_text(cell, text, 0);
        grid.cell(text.cell(), width);
        if (merge && value_of(merge) != "restart") {
          for (int i = 0; i < width; ++i) continued.emplace_back(r, c + static_cast<size_t>(i));
        }
        c += static_cast<size_t>(width);
      }
      if (c > 0) ++r;
    }
    Table table;
    table.rows = grid.rows();
    for (const auto& [row, column] : continued) {
      if (row == 0 || row >= table.rows.size() || column >= table.columns()) continue;
      table.rows[row][column] = table.rows[row - 1][column];
      table.rows[row][column].copy = true;
    }
    if (table.columns() < 2) {  // a frame around text
      for (const auto& row : table.rows) {
        for (const Cell& cell : row) outline_.add(BlockKind::paragraph, cell.text);
      }
      return;
    }
    outline_.table(std::move(table), grid.header_rows());
  }

  Outline& outline_;
  std::map<std::string, ParagraphStyle> styles_;
  std::map<std::string, std::string> notes_;
  std::vector<std::string> met_;  // footnotes of the paragraph at hand
};

void read_properties(const std::string& xml, Outline& outline) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return;
  const pugi::xml_node properties = document.document_element();
  outline.set_title(squeeze(properties.child("dc:title").child_value()));
  const std::string author = squeeze(properties.child("dc:creator").child_value());
  if (!author.empty()) outline.set_meta("Author", author);
}

}  // namespace

Document read_docx(std::string_view bytes, const std::string& name) {
  const std::map<std::string, std::string> parts = read_docx_package(bytes, name);
  const std::string& xml = parts.at("word/document.xml");
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) {
    throw schema::Error(schema::Error::Kind::input, name + ": the document's XML is damaged; save it again from Word");
  }
  Outline outline(name, "docx");
  if (const auto properties = parts.find("docProps/core.xml"); properties != parts.end())
    read_properties(properties->second, outline);
  DocxReader(parts, outline).blocks(document.child("w:document").child("w:body"), 0);
  Document out = outline.finish();
  if (out.blocks.empty())
    throw schema::Error(schema::Error::Kind::input, name + ": the document holds no text; check that it is the report");
  return out;
}

}  // namespace colophon::document

#include "indexer/document/html/table.h"

#include <algorithm>
#include <charconv>

#include "indexer/document/grid.h"
#include "indexer/document/html/dom.h"
#include "indexer/document/latex/math_text.h"

namespace colophon::document {
namespace {

template <size_t N>
bool any_of(std::string_view name, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

int number_of(std::string_view text, int fallback) {
  int value = fallback;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// LaTeXML may write tables as <span>s with classes.
enum class Part { none, row, cell, header_cell, head, body, caption };

Part part_of(const GumboNode* node) {
  const std::string tag = tag_name(node);
  if (tag == "tr" || has_class(node, "ltx_tr")) return Part::row;
  if (tag == "th") return Part::header_cell;
  if (tag == "td" || has_class(node, "ltx_td")) return has_class(node, "ltx_th") ? Part::header_cell : Part::cell;
  if (tag == "thead" || has_class(node, "ltx_thead")) return Part::head;
  if (tag == "tbody" || tag == "tfoot" || has_class(node, "ltx_tbody")) return Part::body;
  if (tag == "caption") return Part::caption;
  return Part::none;
}

int span_of(const GumboNode* node, const char* name) {
  const std::string prefix = std::string("ltx_") + name + "_";
  const std::string by_class = class_with_prefix(node, prefix);
  if (!by_class.empty()) return number_of(std::string_view(by_class).substr(prefix.size()), 1);
  return number_of(attribute(node, name), 1);
}

bool holds_blocks(const GumboNode* cell) {
  return find_node(cell, [](const GumboNode* node) {
           static constexpr std::string_view blocks[] = {"table", "pre", "h1", "h2", "h3", "h4", "blockquote"};
           return any_of(tag_name(node), blocks);
         }) != nullptr;
}

struct Reading {
  GridBuilder grid;
  HtmlTable& out;
};

void read_row(const GumboNode* row, bool header, Reading& reading) {
  reading.grid.begin_row(header);
  each_child(row, [&](const GumboNode* child) {
    const Part part = part_of(child);
    if (part != Part::cell && part != Part::header_cell) return;
    if (holds_blocks(child)) reading.out.layout = true;
    RichText text;
    collect_inline(child, text, {});
    reading.grid.cell(text.cell(), span_of(child, "colspan"), span_of(child, "rowspan"), part == Part::header_cell);
  });
}

void read_parts(const GumboNode* node, bool header, Reading& reading) {
  each_child(node, [&](const GumboNode* child) {
    switch (part_of(child)) {
      case Part::row:
        read_row(child, header, reading);
        break;
      case Part::head:
        read_parts(child, true, reading);
        break;
      case Part::body:
        read_parts(child, false, reading);
        break;
      case Part::caption: {
        RichText text;
        collect_inline(child, text, {});
        reading.out.table.caption = text.text();
        break;
      }
      default:
        break;
    }
  });
}

std::string math_of(const GumboNode* node) {
  std::string tex(attribute(node, "alttext"));
  if (tex.empty()) {
    const GumboNode* annotation = find_node(node, [](const GumboNode* inner) {
      return tag_name(inner) == "annotation" && attribute(inner, "encoding").find("tex") != std::string_view::npos;
    });
    if (annotation != nullptr) tex = text_content(annotation);
  }
  if (!tex.empty()) return math_text(tex);
  // MathML alone: scripts are told by their elements, the rest is text.
  std::string out;
  const auto walk = [&out](const auto& self, const GumboNode* inner) -> void {
    if (is_text(inner)) {
      out += inner->v.text.text;
      return;
    }
    const std::string tag = tag_name(inner);
    if (tag == "annotation" || tag == "annotation-xml") return;
    const std::string_view joint = tag == "msup" ? "^" : tag == "msub" ? "_" : tag == "mfrac" ? "/" : "";
    bool first = true;
    each_child(inner, [&](const GumboNode* child) {
      if (!is_element(child) && joint.empty() == false) return;
      if (!first) out += joint;
      first = false;
      self(self, child);
    });
  };
  walk(walk, node);
  for (size_t at = 0; (at = out.find("^−", at)) != std::string::npos;)
    out.replace(at, std::string_view("^−").size(), "^-");
  return squeeze(out);
}

bool is_bold(const GumboNode* node, const std::string& tag) {
  if (tag == "b" || tag == "strong" || has_class(node, "ltx_font_bold")) return true;
  const std::string_view css = attribute(node, "style");
  return css.find("font-weight:bold") != std::string_view::npos ||
         css.find("font-weight: bold") != std::string_view::npos;
}

}  // namespace

bool is_hidden(const GumboNode* node) {
  static constexpr std::string_view tags[] = {"script", "style",    "nav",      "footer", "noscript", "svg",
                                              "button", "form",     "template", "iframe", "img",      "picture",
                                              "video",  "audio",    "canvas",   "head",   "select",   "object",
                                              "input",  "textarea", "dialog",   "del",    "s",        "strike"};
  static constexpr std::string_view classes[] = {"ltx_page_navbar", "ltx_TOC",       "ltx_page_footer",
                                                 "navbar",          "sidebar",       "ltx_ERROR",
                                                 "headerlink",      "anchorjs-link", "breadcrumb"};
  static constexpr std::string_view roles[] = {"navigation", "search", "banner", "contentinfo"};
  if (any_of(tag_name(node), tags) || any_of(attribute(node, "role"), roles)) return true;
  if (is_element(node) && gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr) return true;
  const std::string_view css = attribute(node, "style");
  if (css.find("display:none") != std::string_view::npos || css.find("display: none") != std::string_view::npos)
    return true;
  return std::any_of(std::begin(classes), std::end(classes),
                     [node](std::string_view name) { return has_class(node, name); });
}

void collect_inline(const GumboNode* node, RichText& text, RichText::Style style, std::vector<std::string>* notes) {
  if (is_text(node)) {
    text.append(node->v.text.text, style);
    return;
  }
  if (!is_element(node) || is_hidden(node)) return;
  const std::string tag = tag_name(node);
  if (tag == "br" || tag == "hr") {
    text.append(" ", style);
    return;
  }
  if (tag == "math") {
    text.append(math_of(node), style);
    return;
  }
  if (has_class(node, "footnote-ref") || has_class(node, "footnote-backref")) return;
  if (has_class(node, "ltx_note")) {
    const GumboNode* content =
        find_node(node, [](const GumboNode* inner) { return has_class(inner, "ltx_note_content"); });
    if (content == nullptr) return;
    RichText note;
    each_child(content, [&note](const GumboNode* child) {
      if (!has_class(child, "ltx_note_mark") && !has_class(child, "ltx_tag")) collect_inline(child, note, {});
    });
    if (notes != nullptr && !note.empty()) notes->push_back(note.text());
    return;
  }
  if (tag == "sup") {
    RichText raised;
    each_child(node, [&](const GumboNode* child) { collect_inline(child, raised, {}, notes); });
    text.superscript(raised.text(), style);
    return;
  }
  style.bold = style.bold || is_bold(node, tag);
  style.underline = style.underline || tag == "u" || tag == "ins" || has_class(node, "ltx_framed_underline");
  static constexpr std::string_view blocks[] = {"p",   "div", "li", "ul", "ol", "td", "tr",
                                                "pre", "h1",  "h2", "h3", "h4", "h5", "h6"};
  const bool block = any_of(tag, blocks);
  if (block) text.append(" ", {});
  each_child(node, [&](const GumboNode* child) { collect_inline(child, text, style, notes); });
  if (block || has_class(node, "ltx_tag")) text.append(" ", {});
}

HtmlTable read_html_table(const GumboNode* node) {
  HtmlTable out;
  Reading reading{{}, out};
  read_parts(node, false, reading);
  out.table.rows = reading.grid.rows();
  out.header_rows = reading.grid.header_rows();
  size_t texts = 0;
  for (const auto& row : out.table.rows) {
    for (const Cell& cell : row) texts += !cell.copy && !cell.text.empty() ? 1 : 0;
  }
  if (out.table.columns() < 2 || texts < 2) out.layout = true;
  return out;
}

}  // namespace colophon::document

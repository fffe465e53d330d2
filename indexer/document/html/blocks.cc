#include "indexer/document/html/blocks.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "indexer/document/html/dom.h"
#include "indexer/document/html/table.h"

namespace colophon::document {
namespace {

bool is_block(const std::string& tag) {
  static constexpr std::string_view names[] = {
      "address", "article",  "aside",      "blockquote", "body", "center", "dd", "details", "div", "dl",
      "dt",      "fieldset", "figcaption", "figure",     "h1",   "h2",     "h3", "h4",      "h5",  "h6",
      "header",  "hgroup",   "hr",         "html",       "li",   "main",   "ol", "p",       "pre", "section",
      "summary", "table",    "tbody",      "td",         "th",   "thead",  "tr", "ul"};
  return std::find(std::begin(names), std::end(names), tag) != std::end(names);
}

int heading_level(const std::string& tag) {
  return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' ? tag[1] - '0' : 0;
}

class Walker {
 public:
  explicit Walker(Outline& outline) : outline_(outline) {}

  void walk(const GumboNode* node, RichText::Style style) {
    if (!is_element(node)) {
      collect_inline(node, pending_, style);
      return;
    }
    if (is_hidden(node)) return;
    const std::string tag = tag_name(node);
    if (!is_block(tag) && !has_class(node, "ltx_tabular")) {
      inline_element(node, tag, style);
      return;
    }
    flush();
    block(node, tag, style);
    flush();
  }

  // Ends the block that is being gathered.
  void flush() {
    RichText text;
    std::swap(text, pending_);
    if (text.text().empty()) return;
    if (item_) {
      outline_.add(BlockKind::list_item, text.text());
    } else if (kind_ == BlockKind::paragraph) {
      outline_.paragraph(text);
    } else {
      outline_.add(kind_, text.text());
    }
    item_ = false;
    for (std::string& note : notes_) outline_.add(BlockKind::footnote, std::move(note));
    notes_.clear();
  }

 private:
  void children(const GumboNode* node, RichText::Style style) {
    each_child(node, [&](const GumboNode* child) { walk(child, style); });
  }

  void children_as(BlockKind kind, const GumboNode* node, RichText::Style style) {
    const BlockKind outer = kind_;
    kind_ = kind;
    children(node, style);
    flush();
    kind_ = outer;
  }

  // An inline element may hold blocks (<a><div>, <center>, <font>): then its children are walked.
  void inline_element(const GumboNode* node, const std::string& tag, RichText::Style style) {
    const bool holds_blocks = tag != "math" && !has_class(node, "ltx_note") &&
                              find_node(node, [](const GumboNode* inner) {
                                return is_block(tag_name(inner)) || has_class(inner, "ltx_tabular");
                              }) != nullptr;
    if (!holds_blocks) {
      collect_inline(node, pending_, style, &notes_);
      return;
    }
    style.bold = style.bold || tag == "b" || tag == "strong";
    children(node, style);
  }

  void block(const GumboNode* node, const std::string& tag, RichText::Style style) {
    if (const int level = heading_level(tag); level > 0) {
      heading(node, level);
    } else if (tag == "table" || has_class(node, "ltx_tabular")) {
      table(node, style);
    } else if (tag == "pre" || has_class(node, "ltx_listing")) {
      outline_.add(is_math_code(node) ? BlockKind::formula : BlockKind::code, squeeze(text_content(node)));
    } else if (tag == "li") {
      item(node, style);
    } else if (tag == "dt") {
      flush_term();
      term_ = inline_text(node);
    } else if (tag == "dd") {
      description(node, style);
    } else if (tag == "dl") {
      children(node, style);
      flush_term();
    } else if (tag == "details") {
      details(node, style);
    } else if (tag == "figcaption") {
      caption_ = inline_text(node);
    } else if (tag == "figure") {
      figure(node, style);
    } else if (has_class(node, "footnotes")) {
      children_as(BlockKind::footnote, node, style);
    } else if (has_class(node, "ltx_bibliography") || has_class(node, "references")) {
      children_as(BlockKind::reference, node, style);
    } else {
      children(node, style);
    }
  }

  // A description goes on with its term, unless there is more in it than text.
  void description(const GumboNode* node, RichText::Style style) {
    const bool plain = find_node(node, [](const GumboNode* inner) {
                         const std::string tag = tag_name(inner);
                         return tag == "ul" || tag == "ol" || tag == "dl" || tag == "table" || tag == "pre";
                       }) == nullptr;
    if (plain && !term_.empty()) {
      outline_.add(BlockKind::list_item, std::exchange(term_, "") + ": " + inline_text(node));
      return;
    }
    flush_term();
    item(node, style);
  }

  // A term without a description of one line.
  void flush_term() { outline_.add(BlockKind::list_item, std::exchange(term_, "")); }

  void item(const GumboNode* node, RichText::Style style) {
    const bool outer = item_;
    item_ = kind_ == BlockKind::paragraph;
    children(node, style);
    flush();
    item_ = outer && item_;
  }

  static bool is_math_code(const GumboNode* node) {
    return find_node(node, [](const GumboNode* inner) {
             return has_class(inner, "language-math") || attribute(inner, "lang") == "math";
           }) != nullptr;
  }

  static std::string inline_text(const GumboNode* node) {
    RichText text;
    each_child(node, [&text](const GumboNode* child) { collect_inline(child, text, {}); });
    return text.text();
  }

  void heading(const GumboNode* node, int level) {
    RichText text;
    each_child(node, [&](const GumboNode* child) { collect_inline(child, text, {}, &notes_); });
    if (has_class(node, "ltx_title_document")) {
      outline_.set_title(text.text());
      outline_.add(BlockKind::heading, text.text());
    } else {
      // LaTeXML sets the abstract's title small; it stands beside the sections.
      outline_.heading(has_class(node, "ltx_title_abstract") ? 2 : level, text.text());
    }
  }

  void table(const GumboNode* node, RichText::Style style) {
    if (has_class(node, "ltx_equation") || has_class(node, "ltx_equationgroup")) {
      outline_.add(BlockKind::formula, inline_text(node));
      return;
    }
    HtmlTable found = read_html_table(node);
    if (found.layout) {
      children(node, style);
      return;
    }
    if (found.table.caption.empty()) found.table.caption = caption_;
    if (!found.table.caption.empty() && found.table.caption != caption_)
      outline_.add(BlockKind::caption, found.table.caption);
    outline_.table(std::move(found.table), found.header_rows);
  }

  // The caption may stand below what it names.
  void figure(const GumboNode* node, RichText::Style style) {
    const std::string outer = caption_;
    const GumboNode* found = find_node(node, [](const GumboNode* inner) { return tag_name(inner) == "figcaption"; });
    if (found != nullptr) {
      caption_ = inline_text(found);
      outline_.add(BlockKind::caption, caption_);
    }
    children(node, style);
    flush();
    caption_ = outer;
  }

  // Read as content under its summary; what follows is back in the section around it.
  void details(const GumboNode* node, RichText::Style style) {
    const int around = outline_.section();
    each_child(node, [&](const GumboNode* child) {
      if (tag_name(child) == "summary") {
        flush();
        outline_.subheading(inline_text(child));
      } else {
        walk(child, style);
      }
    });
    flush();
    outline_.return_to(around);
  }

  Outline& outline_;
  RichText pending_;
  std::vector<std::string> notes_;
  BlockKind kind_ = BlockKind::paragraph;
  bool item_ = false;    // the next text is a list item's first
  std::string term_;     // of a description list, until its description comes
  std::string caption_;  // of the figure around
};

}  // namespace

void add_html_blocks(const GumboNode* root, Outline& outline) {
  Walker walker(outline);
  walker.walk(root, {});
  walker.flush();
}

}  // namespace colophon::document

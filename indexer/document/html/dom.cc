#include "indexer/document/html/dom.h"

#include <algorithm>
#include <cctype>

#include "schema/ascii.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

constexpr int max_depth = 1500;

// An upper bound of the tree's depth: gumbo and its clean-up recurse, so a hostile page must not reach them. Tags that
// close themselves (<p>, <li>, cells) do not nest by being left open.
void check_depth(std::string_view html) {
  static constexpr std::string_view flat[] = {"p",      "li",    "td",  "th",  "tr",    "tbody", "thead",
                                              "option", "dt",    "dd",  "br",  "hr",    "img",   "meta",
                                              "link",   "input", "col", "wbr", "source"};
  int depth = 0;
  for (size_t i = 0; i + 1 < html.size(); ++i) {
    if (html[i] != '<') continue;
    const bool closing = html[i + 1] == '/';
    size_t start = i + (closing ? 2 : 1), end = start;
    while (end < html.size() && std::isalnum(static_cast<unsigned char>(html[end])) != 0) ++end;
    if (end == start) continue;
    const std::string name = schema::lowered(html.substr(start, end - start));
    if (std::find(std::begin(flat), std::end(flat), name) != std::end(flat)) continue;
    const size_t close = html.find('>', end);
    if (close != std::string_view::npos && close > 0 && html[close - 1] == '/') continue;
    depth = closing ? std::max(0, depth - 1) : depth + 1;
    if (depth > max_depth) {
      throw schema::Error(schema::Error::Kind::input, "the HTML is nested more than " + std::to_string(max_depth) +
                                                          " levels deep: it is no report");
    }
  }
}

}  // namespace

HtmlTree::HtmlTree(std::string_view html) {
  check_depth(html);
  output_.reset(gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()));
}

bool is_element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE; }

bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}

std::string tag_name(const GumboNode* node) {
  if (!is_element(node)) return "";
  const GumboElement& element = node->v.element;
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return piece.data == nullptr ? "" : schema::lowered({piece.data, piece.length});
}

std::string_view attribute(const GumboNode* node, const char* name) {
  if (!is_element(node)) return "";
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

std::string class_with_prefix(const GumboNode* node, std::string_view prefix) {
  std::string_view classes = attribute(node, "class");
  while (!classes.empty()) {
    const size_t end = std::min(classes.find_first_of(" \t\n"), classes.size());
    const std::string_view one = classes.substr(0, end);
    if (!one.empty() && one.starts_with(prefix)) return std::string(one);
    classes.remove_prefix(std::min(end + 1, classes.size()));
  }
  return "";
}

bool has_class(const GumboNode* node, std::string_view name) {
  std::string_view classes = attribute(node, "class");
  while (!classes.empty()) {
    const size_t end = std::min(classes.find_first_of(" \t\n"), classes.size());
    if (classes.substr(0, end) == name) return true;
    classes.remove_prefix(std::min(end + 1, classes.size()));
  }
  return false;
}

std::string text_content(const GumboNode* node) {
  if (is_text(node)) return node->v.text.text;
  std::string text;
  each_child(node, [&](const GumboNode* child) { text += text_content(child); });
  return text;
}

}  // namespace colophon::document

// HTML reports: arXiv's LaTeXML pages and ordinary pages.
#include <algorithm>

#include "indexer/document/dates.h"
#include "indexer/document/html/blocks.h"
#include "indexer/document/html/dom.h"
#include "indexer/document/html/links.h"
#include "indexer/document/outline.h"
#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

// The element that holds the report: the page around it is furniture.
const GumboNode* main_element(const GumboNode* root) {
  const auto find_main = [root](auto test) -> const GumboNode* {
    const GumboNode* found = find_node(root, test);
    return found != nullptr && text_content(found).size() * 2 > text_content(root).size() / 2 ? found : nullptr;
  };
  if (const GumboNode* page = find_node(root, [](const GumboNode* node) { return has_class(node, "ltx_document"); }))
    return page;
  if (const GumboNode* page = find_main([](const GumboNode* node) { return tag_name(node) == "article"; })) return page;
  if (const GumboNode* page = find_main([](const GumboNode* node) { return tag_name(node) == "main"; })) return page;
  if (const GumboNode* page = find_node(root, [](const GumboNode* node) { return tag_name(node) == "body"; }))
    return page;
  return root;
}

std::string_view meta_content(const GumboNode* root, std::string_view name) {
  const GumboNode* found = find_node(root, [name](const GumboNode* node) {
    return tag_name(node) == "meta" && (attribute(node, "name") == name || attribute(node, "property") == name);
  });
  return found == nullptr ? std::string_view() : attribute(found, "content");
}

std::string date_of(const GumboNode* root) {
  for (const char* name :
       {"citation_date", "citation_publication_date", "article:published_time", "dc.date", "DC.date", "date"}) {
    std::string date = find_date(meta_content(root, name));
    if (!date.empty()) return date;
  }
  // LaTeXML's date line and arXiv's stamp in the margin.
  for (const char* by_class : {"ltx_dates", "watermark", "dateline", "submission-history"}) {
    const GumboNode* found = find_node(root, [by_class](const GumboNode* node) {
      return has_class(node, by_class) || attribute(node, "id").starts_with(by_class);
    });
    if (found == nullptr) continue;
    std::string date = find_date(squeeze(text_content(found)));
    if (!date.empty()) return date;
  }
  const GumboNode* time = find_node(root, [](const GumboNode* node) { return tag_name(node) == "time"; });
  if (time == nullptr) return "";
  const std::string date = find_date(attribute(time, "datetime"));
  return date.empty() ? find_date(text_content(time)) : date;
}

std::string title_of(const GumboNode* root) {
  std::string cited = squeeze(meta_content(root, "citation_title"));
  if (!cited.empty()) return cited;
  const GumboNode* heading = find_node(root, [](const GumboNode* node) { return tag_name(node) == "h1"; });
  const GumboNode* found =
      heading != nullptr ? heading : find_node(root, [](const GumboNode* node) { return tag_name(node) == "title"; });
  return found == nullptr ? "" : without_emoji(text_content(found));
}

}  // namespace

Document read_html(std::string_view utf8, const std::string& name) {
  const HtmlTree tree(utf8);
  Outline outline(name, "html");
  outline.set_title(title_of(tree.root()));
  outline.set_stamp(date_of(tree.root()));
  std::string id(meta_content(tree.root(), "citation_arxiv_id"));
  if (id.empty()) id = own_arxiv_id(tree.root());
  if (!id.empty()) outline.set_meta("arxiv", id);
  add_html_blocks(main_element(tree.root()), outline);
  Document document = outline.finish();
  if (document.blocks.empty()) {
    throw schema::Error(
        schema::Error::Kind::input,
        name + ": the page holds no text; if a script fills it in, save it from the browser or give the PDF");
  }
  return document;
}

}  // namespace colophon::document

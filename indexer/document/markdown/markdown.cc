// Markdown: GitHub's dialect through cmark-gfm, rendered to HTML and read by the HTML walker.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <re2/re2.h>

#include <memory>
#include <mutex>

#include "indexer/document/config/config.h"
#include "indexer/document/html/blocks.h"
#include "indexer/document/html/dom.h"
#include "indexer/document/html/links.h"
#include "indexer/document/markdown/front_matter.h"
#include "indexer/document/markdown/math.h"
#include "indexer/document/outline.h"
#include "indexer/document/reader.h"

namespace colophon::document {
namespace {

constexpr int options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES;  // unsafe: raw HTML is kept, it is read and never shown

std::string render_html(std::string_view markdown) {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(cmark_parser_new(options),
                                                                           cmark_parser_free);
  for (const char* name : {"table", "strikethrough", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> root(cmark_parser_finish(parser.get()),
                                                                     cmark_node_free);
  char* html = cmark_render_html(root.get(), options, cmark_parser_get_syntax_extensions(parser.get()));
  std::string out(html);
  cmark_get_default_mem_allocator()->free(html);
  return out;
}

// GitHub's alert marks ("> [!NOTE]") are no text.
std::string without_alert_marks(std::string_view markdown) {
  static const RE2 mark(R"((?mi)^([ \t]*>[ \t]*)\[!(?:note|tip|important|warning|caution)\][ \t]*$)");
  std::string out(markdown);
  RE2::GlobalReplace(&out, mark, R"(\1)");
  return out;
}

}  // namespace

Document read_markdown(std::string_view utf8, const std::string& name, std::string_view config) {
  FrontMatter front = split_front_matter(utf8);
  Outline outline(name, "markdown");
  for (const auto& [key, value] : front.meta) outline.set_meta(key, value);
  const std::string html = render_html(with_readable_math(without_alert_marks(front.rest)));
  const HtmlTree tree(html);
  if (const std::string id = own_arxiv_id(tree.root()); !id.empty() && !front.meta.contains("arxiv"))
    outline.set_meta("arxiv", id);
  add_html_blocks(tree.root(), outline);
  if (!front.results.empty()) outline.heading(1, "Evaluation results (model-index)");
  for (Table& results : front.results) outline.table(std::move(results), 1);
  if (is_model_config(config)) add_config(config, "config.json", outline);
  return outline.finish();
}

}  // namespace colophon::document

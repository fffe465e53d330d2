#include "query/note_html.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>

#include "query/table.h"

namespace colophon::query {
namespace {

std::string without_front_matter(const std::string& markdown) {
  if (markdown.rfind("---\n", 0) != 0) return markdown;
  const size_t end = markdown.find("\n---\n", 4);
  return end == std::string::npos ? markdown : markdown.substr(end + 5);
}

std::string body_of(const std::string& markdown) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, void (*)(cmark_parser*)> parser(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8),
                                                                      cmark_parser_free);
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, void (*)(cmark_node*)> document(cmark_parser_finish(parser.get()), cmark_node_free);
  char* html =
      cmark_render_html(document.get(), CMARK_OPT_VALIDATE_UTF8, cmark_parser_get_syntax_extensions(parser.get()));
  std::string body = html;
  std::free(html);
  return body;
}

// <pre><code class="language-mermaid">...</code></pre>, as Mermaid's script looks for it.
void mark_diagrams(std::string& body) {
  const std::string open = "<pre><code class=\"language-mermaid\">", close = "</code></pre>";
  for (size_t at = body.find(open); at != std::string::npos; at = body.find(open, at)) {
    const size_t end = body.find(close, at);
    if (end == std::string::npos) return;
    body.replace(end, close.size(), "</pre>");
    body.replace(at, open.size(), "<pre class=\"mermaid\">");
  }
}

}  // namespace

std::string note_html(const std::string& markdown, const std::string& title, const std::string& language) {
  std::string body = body_of(without_front_matter(markdown));
  mark_diagrams(body);
  return "<!DOCTYPE html>\n<html lang=\"" + escape_html(language) + "\"><head><meta charset=\"utf-8\"><title>" +
         escape_html(title) +
         "</title>\n<style>body{max-width:60em;margin:2em auto;padding:0 1em;font-family:sans-serif;line-height:1.5}"
         "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.2em .5em}</style></head><body>\n" +
         body + "</body></html>\n";
}

std::string note_html(const schema::Record& record, Language language) {
  return note_html(reading_note(record, language), record.title.empty() ? record.report : record.title,
                   std::string(language_code(language)));
}

}  // namespace colophon::query

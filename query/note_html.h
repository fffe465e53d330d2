// The reading note as a page: the Markdown through cmark-gfm, with a title and a style of its own. Pipelines stay as
// Mermaid's source in a <pre class="mermaid">, which its script draws where it is loaded.
#pragma once

#include <string>

#include "query/note.h"
#include "schema/record.h"

namespace colophon::query {

// `markdown` as reading_note writes it: its front matter gives the title, and is left out.
std::string note_html(const std::string& markdown, const std::string& title, const std::string& language);
std::string note_html(const schema::Record& record, Language language);

}  // namespace colophon::query

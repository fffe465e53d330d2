// The blocks of an HTML tree, appended to an Outline. Markdown is read through here too: it is rendered to HTML first,
// so that tables, lists and headings written in either notation, or in both at once, come out the same.
#pragma once

#include <string_view>

#include "indexer/document/outline.h"

namespace colophon::document {

// Throws schema::Error(input) where the nesting is deeper than any real page's.
void add_html_blocks(std::string_view html, Outline& outline);

}  // namespace colophon::document

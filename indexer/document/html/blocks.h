// The blocks of an HTML tree, appended to an Outline. Markdown is read through here too: it is rendered to HTML first,
// so that tables, lists and headings written in either notation, or in both at once, come out the same.
#pragma once

#include <gumbo.h>

#include "indexer/document/outline.h"

namespace colophon::document {

// `root`: of a HtmlTree, or an element in it.
void add_html_blocks(const GumboNode* root, Outline& outline);

}  // namespace colophon::document

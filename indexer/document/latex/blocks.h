// The blocks of a LaTeX document's source, appended to an Outline: sections with the numbers LaTeX gives them,
// paragraphs, lists, tables and figures with running captions ("Table 3: ..."), formulas, footnotes, references.
#pragma once

#include <string_view>

#include "indexer/document/outline.h"

namespace colophon::document {

// `tex`: the whole source, inputs in and macros expanded (source.h).
void add_tex_blocks(std::string_view tex, Outline& outline);

}  // namespace colophon::document

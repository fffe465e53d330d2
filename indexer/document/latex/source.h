// From the files of a LaTeX report to one text: comments out, inputs in, the authors' own macros expanded.
#pragma once

#include <string>
#include <string_view>

#include "indexer/document/reader.h"

namespace colophon::document {

// A path is what stands after \input, with or without its extension.

// Without comments.
std::string without_comments(std::string_view tex);

// `tex` with every \input, \include, \subfile, \import and \bibliography (its .bbl; `jobname`.bbl where that is
// missing) replaced by its file's text; missing files, and those that take themselves in, by nothing. Bounded in depth
// and size.
std::string with_inputs(const std::string& tex, const TexFiles& files, const std::string& jobname);

// Expands \newcommand, \renewcommand, \providecommand, \def, \let, \DeclareMathOperator and \NewDocumentCommand with
// their arguments, also those of the bundle's own packages. Structural commands (\section, \textbf ...) keep their
// meaning. A macro without end is expanded a bounded number of times.
std::string with_macros(const std::string& tex, const TexFiles& files);

}  // namespace colophon::document

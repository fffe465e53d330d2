// A Document for people: as plain text, its tables alone, and drawn as a page.
#pragma once

#include <string>

#include "indexer/document/document.h"

namespace colophon::tools {

// Blocks in reading order, a blank line between them; headings as "## 2.1 Data", items as "- ...", tables as grids.
std::string document_text(const document::Document& document);

// Each table: its caption, where it stands, and the grid with columns aligned, a rule under the header rows, header
// columns before a bar, copies of spanned cells in brackets.
std::string tables_text(const document::Document& document);

// A standalone HTML page: every block with its kind, tables as grids with headers shaded and bands marked. Where the
// format has geometry, each page is drawn to scale with the blocks and cells in their boxes.
std::string document_html(const document::Document& document);

}  // namespace colophon::tools

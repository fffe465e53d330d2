// An HTML table as a grid.
#pragma once

#include <gumbo.h>

#include "indexer/document/document.h"
#include "indexer/document/rich_text.h"

namespace colophon::document {

// The inline text below `node`: links as their text, images and hidden elements dropped, <br> and blocks as spaces,
// math readable, <sup> as exponent or mark. Footnotes set inside the text (LaTeXML's notes) are appended to `notes`.
void collect_inline(const GumboNode* node, RichText& text, RichText::Style style,
                    std::vector<std::string>* notes = nullptr);

// Elements that never hold a report's text: scripts, navigation, page furniture, images.
bool is_hidden(const GumboNode* node);

struct HtmlTable {
  Table table;          // rows and caption filled
  int header_rows = 0;  // declared by <thead> and <th>
  bool layout = false;  // no data: a table used to place blocks, or a single column
};

// `node`: a <table>, or an element that LaTeXML gives the class "ltx_tabular".
HtmlTable read_html_table(const GumboNode* node);

}  // namespace colophon::document

// A tabular's source as a grid.
#pragma once

#include <string_view>

#include "indexer/document/document.h"

namespace colophon::document {

struct TexTable {
  Table table;          // rows filled
  int header_rows = 0;  // the rows above the first rule that crosses the table; 0 without one
};

// `body`: what stands between \begin{tabular}{...} and \end{tabular}. Rows end at "\\", cells at "&"; \multicolumn and
// \multirow span; rules, colours and spacing vanish; a long table's repeated heads and feet count once.
TexTable read_tex_table(std::string_view body);

// True for the environments that read_tex_table reads; `arguments` is set to how many precede the body.
bool is_tabular(std::string_view environment, int& arguments);

}  // namespace colophon::document

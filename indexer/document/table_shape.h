// What a grid's own contents say about its headers. Markup and rules are hints; what decides is where the numbers are:
// a table is names around values. Shared by the readers of every format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"

namespace colophon::document {

using Grid = std::vector<std::vector<Cell>>;

// A value: a number with sign, unit, power, deviation or a second number in brackets: "91.8", "39.8%", "671B",
// "12,288", "71.0±0.6", "2.2×10^-4", "27.2 (report)", "16 / 32". Names with digits ("5-shot", "GPT-4") are not.
bool is_number(std::string_view core);

// Empty, a dash, "N/A", "n.a.", "/", "\" or the like.
bool is_blank(std::string_view core);

// A cell that says how something was measured: "5-shot", "zero-shot", "EM", "Acc.", "Pass@1", "0-shot CoT".
bool is_setting(std::string_view core);

// A row with one distinct text and no value: it spans the columns, or only its first cell is filled. Needs three
// columns.
bool is_band(const std::vector<Cell>& row);

// The header rows, given how many the markup declares (0: it is silent). Rows below them that name no row and hold no
// value ("| | 5-shot | 3-shot |") are headers too.
int count_header_rows(const Grid& rows, int declared);

// The leading columns that name a row: as many as it takes to tell the rows apart, and columns of settings after them;
// 0 where even the first column holds values.
int count_header_cols(const Grid& rows, int header_rows);

// Settles a table whose `rows` are filled: drops empty rows and columns, sets header_rows, header_cols and groups, and
// fills a group label's empty cells below it with copies.
void shape_table(Table& table, int declared_header_rows);

}  // namespace colophon::document

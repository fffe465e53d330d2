// One table, many formats: whatever is compared, listed or exported is first a Table, and is written by what follows.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/record.h"

namespace colophon::query {

struct Cell {
  std::string text;
  std::optional<double> number;  // what spreadsheets calculate with; `text` is what people read
  std::string report;            // whose evidence it is
  std::vector<schema::Evidence> evidence;
  bool marked = false;  // stands out: a difference, the best of its row
};

struct Table {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  // each as long as `columns`
  std::vector<std::string> headings;    // for people, where columns are ids: as long as `columns`, or empty
};

Cell text_cell(std::string text);

// "markdown", "csv", "tsv", "latex", "html", "json". Throws schema::Error(usage) for another.
std::string render(const Table& table, std::string_view format);
nlohmann::json table_to_json(const Table& table);

// One sheet a table with a frozen header and number formats, and a sheet of evidence, linked both ways. Throws
// schema::Error(input) when the file cannot be written.
void write_xlsx(const std::vector<Table>& tables, const std::filesystem::path& file);

// Text as a format needs it.
std::string escape_markdown(std::string_view text);
std::string escape_html(std::string_view text);
std::string escape_latex(std::string_view text);
// Spreadsheets run what begins with = + - @ as a formula: such text gets an apostrophe, unless it is a number.
std::string guard_formula(std::string_view text);

}  // namespace colophon::query

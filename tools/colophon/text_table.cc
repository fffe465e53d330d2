#include "tools/colophon/text_table.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace colophon::tools {
namespace {

constexpr size_t widest_cell = 60;

struct Cell {
  std::string text;
  size_t width = 0;
};

size_t width_of(UChar32 c) {
  if (c < 0 || u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_ENCLOSING_MARK) return c < 0 ? 1 : 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

Cell fit(const std::string& text) {
  Cell whole, shortened;  // what fits, and what fits with "…" after it
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    const int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    if (whole.width < widest_cell) shortened = whole;
    whole.width += width_of(c);
    if (whole.width > widest_cell) return {shortened.text + "…", shortened.width + 1};
    whole.text += c >= 0 && c < ' ' ? " " : text.substr(static_cast<size_t>(start), static_cast<size_t>(at - start));
  }
  return whole;
}

// The statements of a cell ("88.5 [a.pdf]; 87.1 [b.md]") on as many lines as they need; one alone is cut.
std::vector<Cell> lines_of(const std::string& text) {
  std::vector<Cell> lines;
  std::string line;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find("; ", at);
    end = end == std::string::npos ? text.size() : end + 2;
    const std::string piece = text.substr(at, end - at);
    if (!line.empty() && fit(line).width + fit(piece).width > widest_cell) {
      lines.push_back(fit(line.substr(0, line.size() - 1)));
      line.clear();
    }
    line += piece;
    at = end;
  }
  lines.push_back(fit(line));
  return lines;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::string text_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<Cell>> lines;
  const auto add = [&lines](const std::vector<std::string>& row) {
    const size_t first = lines.size();
    for (size_t column = 0; column < row.size(); ++column) {
      std::vector<Cell> cell = lines_of(row[column]);
      if (lines.size() < first + cell.size()) lines.resize(first + cell.size(), std::vector<Cell>(row.size()));
      for (size_t line = 0; line < cell.size(); ++line) lines[first + line][column] = std::move(cell[line]);
    }
  };
  add(header);
  const size_t header_lines = lines.size();
  for (const auto& row : rows) add(row);
  std::vector<size_t> widths(header.size());
  for (const auto& line : lines) {
    for (size_t column = 0; column < widths.size(); ++column)
      widths[column] = std::max(widths[column], line[column].width);
  }
  std::string out;
  for (size_t number = 0; number < lines.size(); ++number) {
    std::string text;
    for (size_t column = 0; column < widths.size(); ++column) {
      const Cell& cell = lines[number][column];
      text += cell.text + std::string(widths[column] - cell.width + 2, ' ');
    }
    out += text.erase(text.find_last_not_of(' ') + 1) + "\n";
    if (number + 1 != header_lines) continue;
    for (const size_t width : widths) out += std::string(width, '-') + "  ";
    out.erase(out.find_last_not_of(' ') + 1);
    out += "\n";
  }
  return out;
}

std::string csv_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  const auto add = [&out](const std::vector<std::string>& row) {
    for (size_t column = 0; column < row.size(); ++column) out += (column > 0 ? "," : "") + quoted(row[column]);
    out += "\n";
  };
  add(header);
  for (const auto& row : rows) add(row);
  return out;
}

}  // namespace colophon::tools

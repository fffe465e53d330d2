#include "query/table.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "query/answer.h"
#include "schema/error.h"
#include "schema/json.h"

namespace colophon::query {
namespace {

using nlohmann::json;

std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return out;
}

std::string join(const std::vector<std::string>& cells, std::string_view between) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) out += (i > 0 ? std::string(between) : "") + cells[i];
  return out;
}

// Every row's cells written by `write`.
template <typename Write>
std::vector<std::vector<std::string>> written(const Table& table, Write write) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table.rows) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (const Cell& cell : row) cells.push_back(write(cell));
  }
  return rows;
}

// What stands over the columns where people read.
const std::vector<std::string>& headings(const Table& table) {
  return table.headings.empty() ? table.columns : table.headings;
}

std::string markdown(const Table& table) {
  std::vector<std::string> header, rule;
  for (const std::string& column : headings(table)) {
    header.push_back(escape_markdown(column));
    rule.emplace_back("---");
  }
  std::string out = "| " + join(header, " | ") + " |\n| " + join(rule, " | ") + " |\n";
  const auto cell = [](const Cell& one) {
    const std::string text = escape_markdown(one.text);
    return one.marked && !text.empty() ? "**" + text + "**" : text;
  };
  for (const auto& row : written(table, cell)) out += "| " + join(row, " | ") + " |\n";
  return out;
}

std::string csv_cell(std::string_view text) {
  std::string guarded = guard_formula(text);
  if (guarded.find_first_of(",\"\r\n") == std::string::npos) return guarded;
  std::string out = "\"";
  for (const char c : guarded) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

// For programs: 2048 where people read "2,048". Amounts with a unit ("7B", "128K") stay as they are.
std::string plain_text(const Cell& cell) {
  if (!cell.number || cell.text.find_first_not_of("0123456789,") != std::string::npos) return cell.text;
  std::string digits = cell.text;
  std::erase(digits, ',');
  return digits;
}

std::string csv(const Table& table) {
  std::vector<std::string> header;
  for (const std::string& column : table.columns) header.push_back(csv_cell(column));
  std::string out = join(header, ",") + "\r\n";
  for (const auto& row : written(table, [](const Cell& cell) { return csv_cell(plain_text(cell)); })) {
    out += join(row, ",") + "\r\n";
  }
  return out;
}

std::string tsv(const Table& table) {
  std::vector<std::string> header;
  for (const std::string& column : table.columns) header.push_back(one_line(column));
  std::string out = join(header, "\t") + "\n";
  for (const auto& row : written(table, [](const Cell& cell) { return one_line(guard_formula(plain_text(cell))); })) {
    out += join(row, "\t") + "\n";
  }
  return out;
}

// Whether every cell of the column that says something is a number.
bool is_numeric(const Table& table, size_t column) {
  bool any = false;
  for (const auto& row : table.rows) {
    if (row[column].text.empty()) continue;
    if (!row[column].number) return false;
    any = true;
  }
  return any;
}

bool has_chinese(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xe3; });
}

// Wide tables are scaled to the line.
std::string latex(const Table& table) {
  constexpr size_t wide = 8;
  std::vector<std::string> header;
  for (const std::string& column : headings(table)) header.push_back(escape_latex(column));
  std::string alignment;
  for (size_t i = 0; i < table.columns.size(); ++i) alignment += is_numeric(table, i) ? 'r' : 'l';
  const auto cell = [](const Cell& one) {
    const std::string text = escape_latex(one.text);
    return one.marked && !text.empty() ? "\\textbf{" + text + "}" : text;
  };
  std::string body = "\\begin{tabular}{" + alignment + "}\n\\toprule\n" + join(header, " & ") + " \\\\\n\\midrule\n";
  for (const auto& row : written(table, cell)) body += join(row, " & ") + " \\\\\n";
  body += "\\bottomrule\n\\end{tabular}";
  const bool scaled = table.columns.size() > wide;
  std::string out = std::string("% needs \\usepackage{booktabs") + (scaled ? ",graphicx" : "") + "}";
  if (has_chinese(body)) out += ", and \\usepackage{ctex} for Chinese (xelatex or lualatex)";
  out += "\n";
  return out + (scaled ? "\\resizebox{\\linewidth}{!}{%\n" + body + "}\n" : body + "\n");
}

std::string html(const Table& table) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
                    escape_html(table.title) +
                    "</title>\n<style>table{border-collapse:collapse}th,td{border:1px solid #999;padding:.2em .5em;"
                    "text-align:left;vertical-align:top}</style></head><body>\n<table>\n";
  if (!table.title.empty()) out += "<caption>" + escape_html(table.title) + "</caption>\n";
  out += "<thead><tr>";
  for (const std::string& column : headings(table)) out += "<th>" + escape_html(column) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (const Cell& cell : row) {
      out += "<td";
      if (!cell.evidence.empty()) {
        const schema::Evidence& evidence = cell.evidence.front();
        const std::string page = evidence.page > 0 ? ", p. " + std::to_string(evidence.page) : "";
        out += " title=\"" + escape_html(cell.report + page + ": " + evidence.quote) + "\"";
      }
      const std::string text = escape_html(cell.text);
      out += ">" + (cell.marked ? "<b>" + text + "</b>" : text) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n</body></html>\n";
}

}  // namespace

Cell text_cell(std::string text) {
  Cell cell;
  cell.text = std::move(text);
  return cell;
}

std::string escape_markdown(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (c == '|' || c == '\\' || c == '*' || c == '_' || c == '`' || c == '<' || c == '[') out += '\\';
    out += c;
  }
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string escape_latex(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  }
  return out;
}

std::string guard_formula(std::string_view text) {
  if (text.empty()) return "";
  const char first = text.front();
  if (first != '=' && first != '+' && first != '-' && first != '@' && first != '\t' && first != '\r')
    return std::string(text);
  double number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec == std::errc() && result.ptr == text.data() + text.size()) return std::string(text);
  return "'" + std::string(text);
}

json table_to_json(const Table& table) {
  json rows = json::array();
  for (const auto& row : table.rows) {
    json cells = json::object();
    for (size_t i = 0; i < row.size() && i < table.columns.size(); ++i) {
      const Cell& cell = row[i];
      json one = {{"text", cell.text}};
      if (cell.number) one["number"] = schema::number_to_json(*cell.number);
      if (cell.marked) one["marked"] = true;
      if (!cell.report.empty()) one["report"] = cell.report;
      if (!cell.evidence.empty()) one["evidence"] = evidence_to_json(cell.evidence);
      cells[table.columns[i]] = std::move(one);
    }
    rows.push_back(std::move(cells));
  }
  return {{"format", 1}, {"title", table.title}, {"columns", table.columns}, {"rows", rows}};
}

std::string render(const Table& table, std::string_view format) {
  if (format == "markdown") return markdown(table);
  if (format == "csv") return csv(table);
  if (format == "tsv") return tsv(table);
  if (format == "latex") return latex(table);
  if (format == "html") return html(table);
  if (format == "json") return schema::json_text(table_to_json(table), 2) + "\n";
  throw schema::Error(schema::Error::Kind::usage, "no table format \"" + std::string(format) +
                                                      "\"; there are markdown, csv, tsv, latex, html, json and xlsx");
}

}  // namespace colophon::query

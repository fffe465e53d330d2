#include "tools/colophon/print.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/json.h"
#include "tools/colophon/text_table.h"

namespace colophon::tools {

void print_json(const nlohmann::json& json) { print_text(schema::json_text(json, 2) + "\n"); }

void print_text(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::string emphasis(const std::string& text) {
  static const bool terminal = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  return terminal ? "\x1b[1m" + text + "\x1b[0m" : text;
}

std::string evidence_text(const std::vector<schema::Evidence>& evidence, size_t most) {
  std::string out;
  for (size_t i = 0; i < evidence.size() && i < most; ++i) {
    const schema::Evidence& one = evidence[i];
    std::string place;
    const auto add = [&](const std::string& part) {
      if (!part.empty()) place += (place.empty() ? "" : ", ") + part;
    };
    if (one.page > 0) add("p. " + std::to_string(one.page));
    add(one.table);
    add(one.section);
    std::string quote = one.quote;
    std::replace(quote.begin(), quote.end(), '\n', ' ');
    if (place.empty() && quote.empty()) continue;
    out += "      " + place + (quote.empty() ? "" : (place.empty() ? "“" : ": “") + quote + "”") + "\n";
  }
  return out;
}

void add_reports_option(CLI::App* command, size_t& limit) {
  command->add_option("--limit", limit,
                      "Reports whose statements are printed, 0 for all (default: " + std::to_string(limit) + ")");
}

size_t reports_wanted(size_t limit) { return limit == 0 ? query::Library::all : limit; }

std::string more_text(const query::Answers& answers, const std::string& advice) {
  if (answers.more == 0) return "";
  return "... and " + std::to_string(answers.more) + " more report" + (answers.more == 1 ? "" : "s") + "; " + advice +
         "\n";
}

const std::vector<std::string>& table_formats() {
  static const std::vector<std::string> formats = {"text", "markdown", "csv", "tsv", "latex", "html", "json", "xlsx"};
  return formats;
}

void print_table(const query::Table& table, const std::string& format, const std::string& output) {
  if (format == "xlsx") {
    if (output.empty()) throw schema::Error(schema::Error::Kind::usage, "xlsx goes to a file; add --output FILE.xlsx");
    query::write_xlsx({table}, output);
    return;
  }
  if (format != "text") {
    write_output(query::render(table, format), output);
    return;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table.rows) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (const query::Cell& cell : row) cells.push_back(cell.marked ? "*" + cell.text : cell.text);
  }
  write_output(text_table(table.columns, rows), output);
}

void write_output(const std::string& text, const std::string& output) {
  if (output.empty()) {
    print_text(text);
    return;
  }
  std::ofstream file(output, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw schema::Error(schema::Error::Kind::input, "cannot write " + output + "; choose another --output");
}

void add_format_option(CLI::App* command, std::string& format, const std::vector<std::string>& formats) {
  format = formats.front();
  command->add_option("--format", format, "How to print (default: " + formats.front() + ")")
      ->check(CLI::IsMember(formats));
}

}  // namespace colophon::tools

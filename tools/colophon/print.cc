#include "tools/colophon/print.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "schema/error.h"
#include "store/knowledge_base.h"
#include "store/search_index.h"
#include "tools/colophon/text_table.h"

namespace colophon::tools {

namespace {

// "HOST:PORT", unless there is a directory of that name.
std::optional<std::pair<std::string, unsigned>> address_of(const std::string& kb) {
  const size_t colon = kb.rfind(':');
  if (colon == std::string::npos || colon == 0 || std::filesystem::exists(kb)) return {};
  unsigned port = 0;
  const char* end = kb.data() + kb.size();
  const auto [last, error] = std::from_chars(kb.data() + colon + 1, end, port);
  if (error != std::errc() || last != end || port == 0 || port > 65535) return {};
  return std::make_pair(kb.substr(0, colon), port);
}

Xapian::Database open_index(const std::string& kb) {
  if (const auto address = address_of(kb)) return store::open_remote_index(address->first, address->second);
  try {
    return store::open_search_index(kb);
  } catch (const schema::Error&) {
    // Opening the knowledge base mends a missing index, and says what is wrong where it cannot.
    store::KnowledgeBase::open(kb, store::Access::read);
    return store::open_search_index(kb);
  }
}

}  // namespace

query::Library open_library(const std::string& kb) { return query::Library(open_index(kb)); }

query::Library open_library(const std::vector<std::string>& kbs) {
  Xapian::Database all;
  for (const std::string& kb : kbs) all.add_database(open_index(kb));
  return query::Library(std::move(all));
}

void print_json(const nlohmann::json& json) {
  print_text(json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

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

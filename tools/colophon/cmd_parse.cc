#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "indexer/document/reader.h"
#include "schema/error.h"
#include "schema/json.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/document_text.h"
#include "tools/colophon/exit_codes.h"

namespace colophon::tools {
namespace {

using document::Document;
using schema::Error;

struct ParseOptions {
  std::string file;
  std::string format = "json";
  int page = 0;
  std::string render;
};

// The blocks and tables of one page; sections stay whole, so that headings above the page are known.
Document one_page(const Document& document, int page) {
  int last = static_cast<int>(document.pages.size());
  for (const auto& block : document.blocks) last = std::max(last, block.page);
  if (last == 0) throw Error(Error::Kind::usage, document.report + ": has no pages; leave out --page");
  if (page > last) {
    throw Error(Error::Kind::usage,
                document.report + ": has no page " + std::to_string(page) + "; its last is " + std::to_string(last));
  }
  Document out = document;
  out.blocks.clear();
  out.tables.clear();
  std::vector<int> moved(document.tables.size(), -1);
  for (size_t i = 0; i < document.tables.size(); ++i) {
    if (document.tables[i].page != page) continue;
    moved[i] = static_cast<int>(out.tables.size());
    out.tables.push_back(document.tables[i]);
  }
  for (document::Block block : document.blocks) {
    if (block.page != page) continue;
    if (block.table >= 0) block.table = moved[static_cast<size_t>(block.table)];
    if (block.kind != document::BlockKind::table || block.table >= 0) out.blocks.push_back(std::move(block));
  }
  return out;
}

void render(const Document& document, const std::string& path) {
  std::ofstream stream(path, std::ios::binary);
  stream << document_html(document);
  stream.close();
  if (!stream) throw Error(Error::Kind::storage, path + ": cannot be written; check the folder and the disk");
}

int parse(const ParseOptions& options) {
  Document document = document::read(options.file);
  if (options.page > 0) document = one_page(document, options.page);
  if (!options.render.empty()) {
    render(document, options.render);
    return exit_done;
  }
  std::string out;
  if (options.format == "text") {
    out = document_text(document);
  } else if (options.format == "tables") {
    out = tables_text(document);
  } else {
    out = schema::json_text(document::document_to_json(document), 1) + '\n';
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return options.format == "tables" && document.tables.empty() ? exit_nothing : exit_done;
}

}  // namespace

void add_parse(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("parse", "Print a report's Document: sections, blocks, tables");
  command->footer(
      "Examples:\n  colophon parse report.pdf > report.json\n  colophon parse report.pdf --format tables --page 12\n"
      "  colophon parse report.pdf --page 12 --render page.html");
  auto options = std::make_shared<ParseOptions>();
  command->add_option("FILE", options->file, "The report")->required();
  command->add_option("--format", options->format, "json, text, or tables (default: json)")
      ->check(CLI::IsMember({"json", "text", "tables"}));
  command->add_option("--page", options->page, "Only this page, counted from 1")->check(CLI::PositiveNumber);
  command->add_option("--render", options->render,
                      "Draw the blocks and table grids into this HTML file instead of printing");
  command->callback([options, &context] { context.exit_code = parse(*options); });
}

}  // namespace colophon::tools

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "indexer/document/reader.h"
#include "tools/colophon/commands.h"

namespace colophon::tools {

void add_parse(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("parse", "Print a report's Document: sections, blocks, tables");
  command->footer("Example:\n  colophon parse report.pdf > report.json");
  auto file = std::make_shared<std::string>();
  command->add_option("FILE", *file, "The report")->required();
  command->callback([file] {
    const document::Document parsed = document::read(*file);
    std::printf("%s\n", document::document_to_json(parsed).dump(1).c_str());
  });
}

}  // namespace colophon::tools

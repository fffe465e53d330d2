#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

#include "schema/error.h"
#include "store/import.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"

namespace colophon::tools {

void add_import(CLI::App& app, Context&) {
  auto* command =
      app.add_subcommand("import", "Take in records that `export --format jsonl` wrote, also another version's");
  command->footer(
      "Example:\n  colophon export --format jsonl --kb old.kb > records.jsonl\n  colophon import records.jsonl --kb "
      "new.kb\n"
      "A record is kept under its file name, without the report's text but for what it quotes, until that file is "
      "indexed.\n"
      "What is there already under that name is left as it is.");
  struct Options {
    std::string kb, file;
  };
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "Records, one JSON object a line; - for standard input")->required();
  add_kb_option(command, options->kb);
  command->callback([options] {
    std::ifstream file;
    if (options->file != "-") {
      file.open(options->file, std::ios::binary);
      if (!file) {
        throw schema::Error(schema::Error::Kind::input, "cannot read " + options->file + "; export writes such a file");
      }
    }
    const std::vector<store::Import> imports =
        store::parse_records(options->file == "-" ? std::cin : file, options->file);
    store::KnowledgeBase base = store::KnowledgeBase::open(options->kb, store::Access::write);
    const store::ImportCounts counts = store::import_records(base, imports);
    base.catch_up();
    std::printf("%zu records imported, %zu were there\n", counts.imported, counts.were_there);
    if (counts.dropped > 0)
      std::printf("%zu facts left out, of fields that this version does not have\n", counts.dropped);
  });
}

}  // namespace colophon::tools

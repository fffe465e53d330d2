#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/comma_list.h"
#include "query/curated.h"
#include "query/epoch.h"
#include "query/language.h"
#include "query/model_table.h"
#include "query/records_export.h"
#include "query/template.h"
#include "schema/error.h"
#include "schema/json.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/print.h"

namespace colophon::tools {
namespace {

struct Options {
  std::string kb;
  std::string format;
  std::string output;
  std::string where;
  std::string columns;  // a template's file
  std::vector<std::string> fields;
};

size_t export_records(const Options& options) {
  query::Library library = open_library(options.kb);
  const store::KnowledgeBase base = store::KnowledgeBase::open(options.kb, store::Access::read);
  const auto records = query::records_where(base, library, query::parse_condition(options.where));
  write_output(query::render_records(records, options.format), options.output);
  return records.size();
}

// One file a report, as `colophon eval` reads them.
size_t export_curated(const Options& options) {
  if (options.output.empty()) {
    throw schema::Error(schema::Error::Kind::usage, "curated records go to a folder; add --output FOLDER");
  }
  const std::filesystem::path folder = options.output;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const auto records = query::curated_records(store::KnowledgeBase::open(options.kb, store::Access::read));
  for (const store::Entry& entry : records) {
    std::string name = entry.key + ".json";
    std::replace(name.begin(), name.end(), '/', '_');
    write_output(schema::json_text(query::curated_to_json(entry.record), 1) + "\n", (folder / name).string());
  }
  return records.size();
}

query::Template read_template(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) throw schema::Error(schema::Error::Kind::input, "cannot read " + name + "; --template names a JSON file");
  return query::parse_template(std::string(std::istreambuf_iterator<char>(file), {}));
}

size_t export_table(const Options& options) {
  query::Library library = open_library(options.kb);
  const query::Condition where = query::parse_condition(options.where);
  if (options.format == "epoch" || !options.columns.empty()) {
    const query::Table table = options.format == "epoch"
                                   ? query::epoch_table(library, where)
                                   : query::template_table(library, where, read_template(options.columns));
    print_table(table, options.format == "epoch" ? "csv" : options.format, options.output);
    return table.rows.size();
  }
  const std::vector<std::string> fields =
      options.fields.empty() ? query::usual_fields() : query::fields_named(query::split_commas(options.fields));
  const query::Table table = query::models_table(library, where, fields);
  print_table(table, options.format, options.output);
  return table.rows.size();
}

}  // namespace

void add_export(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("export", "Write all records, or a table of all models");
  command->footer(
      "jsonl and json hold whole records, with evidence; bibtex cites the reports; the other formats are a table with "
      "a\n"
      "row a model (xlsx with a sheet of evidence; epoch is CSV with the columns of Epoch AI's notable "
      "models); gold is a folder of what persons decided, for `colophon eval` "
      "(docs/review.md).\nExamples:\n  colophon export --format jsonl > records.jsonl\n"
      "  colophon export --format csv --fields params,arch,rl.algorithm --where 'family:moe'\n"
      "  colophon export --format epoch -o notable.csv\n  colophon export --template columns.json -o mine.csv\n"
      "  colophon export --format gold -o gold");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kb);
  std::vector<std::string> formats = {"jsonl", "json", "bibtex"};
  for (const std::string& format : table_formats()) {
    if (format != "json") formats.push_back(format);
  }
  formats.emplace_back("epoch");
  formats.emplace_back("gold");
  add_format_option(command, options->format, formats);
  command->add_option("--output,-o", options->output, "The file to write (default: standard output)");
  command->add_option("--where", options->where, "Only what this query holds for (docs/query-language.md)");
  command->add_option("--fields", options->fields, "Columns of a table: fields or groups, separated by commas");
  command->add_option("--template", options->columns,
                      "A JSON file with columns of your own (docs/json.md); the default format is csv then");
  command->callback([options, command, &context] {
    if (!options->columns.empty() && command->count("--format") == 0) options->format = "csv";
    if (options->format == "gold") {
      context.exit_code = export_curated(*options) > 0 ? exit_done : exit_nothing;
      return;
    }
    const bool whole = options->format == "jsonl" || options->format == "json" || options->format == "bibtex";
    context.exit_code = (whole ? export_records(*options) : export_table(*options)) > 0 ? exit_done : exit_nothing;
  });
}

}  // namespace colophon::tools

#include <CLI/CLI.hpp>
#include <memory>

#include "query/comma_list.h"
#include "query/model_table.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/print.h"
#include "tools/colophon/with_library.h"

namespace colophon::tools {
namespace {

struct Options {
  std::vector<std::string> kbs;
  std::vector<std::string> names;
  std::vector<std::string> fields;
  std::vector<std::string> scores;
  std::string format;
  std::string output;
  bool evidence = false;
};

query::Table compare(const Options& options, bool only_differences) {
  query::Table table = with_library(options.kbs, [&](query::Library& library) {
    return query::comparison(library, options.names, query::split_commas(options.fields),
                             query::split_commas(options.scores));
  });
  return only_differences ? query::differences(std::move(table)) : table;
}

// Under a table on the terminal: where each of its statements stands.
std::string evidence_of(const query::Table& table) {
  std::string out;
  for (const auto& row : table.rows) {
    for (size_t i = 1; i < row.size(); ++i) {
      if (row[i].evidence.empty()) continue;
      out += row.front().text + ", " + table.columns[i] + ": " + row[i].text + " [" + row[i].report + "]\n" +
             evidence_text(row[i].evidence);
    }
  }
  return out.empty() ? "" : "\nEvidence\n" + out;
}

void add_command(CLI::App& app, Context& context, const char* name, const char* what, const char* example,
                 bool only_differences) {
  auto* command = app.add_subcommand(name, what);
  command->footer(example);
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kbs);
  add_format_option(command, options->format, table_formats());
  command->add_option("NAME", options->names, "Models, reports or series")->required()->expected(2, 20);
  command->add_option("--fields", options->fields, "Fields or groups (arch, pretrain, rl ...), separated by commas");
  command->add_option("--scores", options->scores, "Benchmarks, separated by commas; * for all that are shared");
  command->add_option("--output,-o", options->output, "The file to write (default: standard output)");
  command->add_flag("--evidence,!--no-evidence", options->evidence, "Print the evidence under the table (default)")
      ->default_val(true);
  command->callback([options, only_differences, &context] {
    const query::Table table = compare(*options, only_differences);
    print_table(table, options->format, options->output);
    if (options->format == "text" && options->output.empty() && options->evidence) print_text(evidence_of(table));
    context.exit_code = table.rows.empty() ? exit_nothing : exit_done;
  });
}

}  // namespace

void add_compare(CLI::App& app, Context& context) {
  add_command(app, context, "compare", "Put models side by side, differences marked with *",
              "Examples:\n  colophon compare DeepSeek-V2 DeepSeek-V3 --fields arch,pretrain\n"
              "  colophon compare Qwen-7B Qwen-14B --scores MMLU,GSM8K --format markdown",
              false);
}

void add_diff(CLI::App& app, Context& context) {
  add_command(app, context, "diff", "Say what differs between two versions of a model",
              "Example:\n  colophon diff DeepSeek-V2 DeepSeek-V3", true);
}

}  // namespace colophon::tools

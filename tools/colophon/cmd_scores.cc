#include <CLI/CLI.hpp>
#include <memory>

#include "query/language.h"
#include "query/leaderboard.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/print.h"
#include "tools/colophon/with_library.h"

namespace colophon::tools {
namespace {

struct Options {
  std::vector<std::string> kbs;
  std::string where;
  std::string format;
  std::string output;
  query::LeaderboardOptions board;
};

std::string evidence_of(const query::Table& table) {
  std::string out;
  for (const auto& row : table.rows) {
    for (size_t i = 1; i < row.size(); ++i) {
      if (row[i].evidence.empty()) continue;
      const schema::Evidence& first = row[i].evidence.front();
      out += "  " + row.front().text + ", " + table.columns[i] + ": " + row[i].report +
             (first.page > 0 ? ", p. " + std::to_string(first.page) : "") +
             (first.table.empty() ? "" : ", " + first.table) + "\n";
    }
  }
  return out.empty() ? "" : "\nEvidence\n" + out;
}

}  // namespace

void add_scores(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("scores", "A leaderboard of benchmarks over all reports");
  command->footer(
      "Ranks the reports' own models by the first benchmark. Where reports disagree, all values are shown with who "
      "says\n"
      "so.\nExamples:\n  colophon scores MMLU GSM8K --where 'params:<=10B'\n  colophon scores MMLU --baselines "
      "--format csv");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kbs);
  add_format_option(command, options->format, table_formats());
  command->add_option("BENCHMARK", options->board.benchmarks, "Benchmarks")->required();
  command->add_option("--where", options->where, "Only models that this query holds for (docs/query-language.md)");
  command->add_flag("--baselines", options->board.baselines, "Also what reports measured of others' models");
  command->add_option("--limit", options->board.limit, "Rows to print (default: 50)");
  command->add_option("--output,-o", options->output, "The file to write (default: standard output)");
  command->callback([options, &context] {
    options->board.where = query::parse_condition(options->where);
    const query::Table table = with_library(
        options->kbs, [&](query::Library& library) { return query::leaderboard(library, options->board); });
    print_table(table, options->format, options->output);
    if (options->format == "text" && options->output.empty()) print_text(evidence_of(table));
    context.exit_code = table.rows.empty() ? exit_nothing : exit_done;
  });
}

}  // namespace colophon::tools

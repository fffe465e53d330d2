#include <CLI/CLI.hpp>
#include <memory>

#include "query/comma_list.h"
#include "query/coverage.h"
#include "query/language.h"
#include "query/model_table.h"
#include "query/plot.h"
#include "schema/error.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/gnuplot.h"
#include "tools/colophon/print.h"
#include "tools/colophon/with_library.h"

namespace colophon::tools {
namespace {

struct Options {
  std::vector<std::string> kbs;
  std::string where;
  std::string format;
  std::string output;
  std::string field;
  std::vector<std::string> fields;
};

std::shared_ptr<Options> add_options(CLI::App* command, const std::vector<std::string>& formats) {
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kbs);
  add_format_option(command, options->format, formats);
  command->add_option("--where", options->where, "Only what this query holds for (docs/query-language.md)");
  command->add_option("--output,-o", options->output, "The file to write (default: standard output)");
  return options;
}

}  // namespace

void add_coverage(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("coverage", "Who discloses what: reports against the checklist");
  command->footer(
      "Without --fields: how many items of each section of the checklist a report fills.\nExamples:\n  colophon "
      "coverage\n"
      "  colophon coverage --fields optimizer,lr,gpu_hours --format html -o coverage.html\n  colophon coverage "
      "--format svg -o heat-map.svg");
  std::vector<std::string> formats = table_formats();
  formats.emplace_back("svg");
  const auto options = add_options(command, formats);
  command->add_option("--fields", options->fields, "Fields or groups, separated by commas");
  command->callback([options, &context] {
    const query::Table table = with_library(options->kbs, [&](query::Library& library) {
      return query::coverage(library, query::parse_condition(options->where),
                             query::fields_named(query::split_commas(options->fields)));
    });
    context.exit_code = table.rows.empty() ? exit_nothing : exit_done;
    if (options->format == "svg") {
      if (!table.rows.empty()) draw(query::gnuplot_heat_map(table), options->output);
    } else {
      print_table(table, options->format, options->output);
    }
  });
}

void add_timeline(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("timeline", "How a field moved over time");
  command->footer("Examples:\n  colophon timeline rl.algorithm\n  colophon timeline tokens --where 'family:moe'");
  const auto options = add_options(command, table_formats());
  command->add_option("FIELD", options->field, "The field")->required();
  command->callback([options, &context] {
    const std::vector<std::string> fields = query::fields_named({options->field});
    if (fields.size() != 1) {
      throw schema::Error(schema::Error::Kind::usage,
                          "\"" + options->field + "\" is a group of fields; name one of them");
    }
    const query::Table table = with_library(options->kbs, [&](query::Library& library) {
      return query::timeline(library, query::parse_condition(options->where), fields.front());
    });
    print_table(table, options->format, options->output);
    context.exit_code = table.rows.empty() ? exit_nothing : exit_done;
  });
}

}  // namespace colophon::tools

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/language.h"
#include "query/plot.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/gnuplot.h"
#include "tools/colophon/print.h"
#include "tools/colophon/with_library.h"

namespace colophon::tools {
namespace {

struct Options {
  std::vector<std::string> kbs;
  std::string format;
  std::string output;
  std::string where;
  std::string x;
  std::string y;
};

}  // namespace

void add_plot(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("plot", "Draw models: one field, date or benchmark against another (SVG)");
  command->footer(
      "X and Y are numeric fields, \"date\", or benchmarks (\"score:MATH\" where a field is called so too). gnuplot "
      "draws (package gnuplot-nox).\nExamples:\n"
      "  colophon plot params tokens -o tokens.svg\n  colophon plot params MMLU -o mmlu.svg\n"
      "  colophon plot date context --where 'lang:en' -o context.svg");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kbs);
  add_format_option(command, options->format, {"svg", "gnuplot", "json"});
  command->add_option("--where", options->where, "Only what this query holds for (docs/query-language.md)");
  command->add_option("--output,-o", options->output, "The file to write (default: standard output)");
  command->add_option("X", options->x, "Across")->required();
  command->add_option("Y", options->y, "Up")->required();
  command->callback([options, &context] {
    const query::Plot plot = with_library(options->kbs, [&](query::Library& library) {
      return query::plot_models(library, query::parse_condition(options->where), options->x, options->y);
    });
    context.exit_code = plot.points.empty() ? exit_nothing : exit_done;
    if (options->format == "json") {
      write_output(query::plot_to_json(plot).dump(2) + "\n", options->output);
      return;
    }
    if (plot.points.empty()) return;
    const std::string script = query::gnuplot_script(plot);
    options->format == "svg" ? draw(script, options->output) : write_output(script, options->output);
  });
}

}  // namespace colophon::tools

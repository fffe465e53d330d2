#include <CLI/CLI.hpp>
#include <memory>

#include "query/report_name.h"
#include "schema/error.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/person.h"
#include "tools/colophon/print.h"

namespace colophon::tools {
namespace {

struct Options {
  std::string kb, format, report;
  query::Setting setting;
  bool not_disclosed = false, wait = false;
  Person person;
};

void add_place(CLI::App* command, Options& options) {
  add_kb_option(command, options.kb);
  add_format_option(command, options.format, {"text", "json"});
  add_person_options(command, options.person);
  command->add_flag("--wait", options.wait, "Where another process writes, wait for it to end");
  command->add_option("REPORT", options.report, "The report's file name, or a model's name")->required();
  command->add_option("FIELD", options.setting.field, "The field, by any of its names")->required();
  command->add_option("--model", options.setting.model, "The model it holds for (default: all the report's)");
}

store::KnowledgeBase open_place(Options& options) {
  auto base = open_to_curate(options.kb, options.wait);
  base.catch_up();  // names are looked up there
  options.setting.key = query::report_named(base, options.report);
  return base;
}

}  // namespace

void add_set(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("set", "Correct or add what a report says of a field, with evidence");
  command->footer(
      "It stands in place of what was read there and outlives every re-index. A quote must be in the report, word for "
      "word; a\nvalue that was read there already needs none; what no report says needs a --note.\n"
      "Examples:\n  colophon set report.pdf arch.layers 61 --model DeepSeek-V3 --quote \"61 Transformer layers\"\n"
      "  colophon set report.pdf pretrain.data_source papers --add --quote \"scientific papers\" --page 4\n"
      "  colophon set report.pdf rl.kl_coef --not-disclosed");
  auto options = std::make_shared<Options>();
  add_place(command, *options);
  command->add_option("VALUE", options->setting.values, "The value; several for a field that has several");
  command->add_option("--quote", options->setting.quote, "Where the report says so, verbatim");
  command->add_option("--page", options->setting.page, "The quote's page")->check(CLI::PositiveNumber);
  command->add_flag("--add", options->setting.beside, "Beside the values that stand, not in their place");
  command->add_flag("--as-written", options->setting.as_written, "Take a value that looks like a slip as it is");
  command->add_flag("--not-disclosed", options->not_disclosed, "The report does not say");
  command->callback([options] {
    if (options->setting.values.empty() != options->not_disclosed) {
      throw schema::Error(schema::Error::Kind::usage, "give either a VALUE or --not-disclosed");
    }
    auto base = open_place(*options);
    print_decision(base, query::set(base, options->setting, options->person.act()), options->format);
  });
}

void add_unset(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("unset", "Take a correction away: what was read in the report stands again");
  command->footer("Example:\n  colophon unset report.pdf arch.layers --model DeepSeek-V3");
  auto options = std::make_shared<Options>();
  add_place(command, *options);
  command->callback([options] {
    auto base = open_place(*options);
    const query::Setting& at = options->setting;
    print_decision(base, query::unset(base, at.key, at.field, at.model, options->person.act()), options->format);
  });
}

}  // namespace colophon::tools

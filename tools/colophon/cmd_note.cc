#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/note.h"
#include "query/note_html.h"
#include "query/report_name.h"
#include "schema/json.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/print.h"

namespace colophon::tools {
namespace {

struct Options {
  std::string kb;
  std::string report;
  std::string language;
  std::string format;
  std::string output;
};

}  // namespace

void add_note(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("note", "Write the reading note of one report");
  command->footer(
      "Examples:\n  colophon note report.pdf --lang zh\n  colophon note DeepSeek-V2 -o deepseek-v2.md\n  colophon note "
      "report.pdf --format html -o note.html");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kb);
  add_format_option(command, options->format, {"markdown", "html", "json"});
  command->add_option("--lang", options->language, "zh or en (default: the report's language)")
      ->check(CLI::IsMember({"zh", "en"}));
  command->add_option("--output,-o", options->output, "The file to write (default: standard output)");
  command->add_option("REPORT", options->report, "The report's file name, or a model's name")->required();
  command->callback([options] {
    const store::KnowledgeBase base = store::KnowledgeBase::open(options->kb, store::Access::read);
    const schema::Record record = *base.record(query::report_named(base, options->report));
    const query::Language language = query::note_language(record, options->language);
    if (options->format == "json") {
      const nlohmann::json json = query::note_to_json(record, language);
      write_output(schema::json_text(json, 1) + "\n", options->output);
    } else if (options->format == "html") {
      write_output(query::note_html(record, language), options->output);
    } else {
      write_output(query::reading_note(record, language), options->output);
    }
  });
}

}  // namespace colophon::tools

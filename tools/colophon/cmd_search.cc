#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/language.h"
#include "query/search.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/print.h"
#include "tools/colophon/with_library.h"

namespace colophon::tools {
namespace {

struct Options {
  std::vector<std::string> kbs;
  std::vector<std::string> words;
  std::string format;
  size_t limit = 10;
  bool complete = false;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string to_text(const query::Answers& answers) {
  std::string out;
  if (answers.passages.empty()) {
    for (const query::Answer& answer : answers.answers) {
      std::string models;
      for (const std::string& model : answer.models) models += (models.empty() ? "" : ", ") + model;
      out += emphasis(models.empty() ? answer.title : models) + "  [" + answer.key + "]\n";
      std::vector<query::Statement> statements = answer.also;
      if (!answer.statement.field.empty()) statements.insert(statements.begin(), answer.statement);
      for (const query::Statement& statement : statements) {
        out += "    " + statement.field + ": " + statement.text + "\n" + evidence_text(statement.evidence);
      }
    }
  }
  if (answers.passages.empty()) out += more_text(answers, "narrow the query, or give a greater --limit");
  for (const query::Passage& passage : answers.passages) {
    out += "[" + passage.key + (passage.page > 0 ? ", p. " + std::to_string(passage.page) : "") +
           (passage.section.empty() ? "" : ", " + passage.section) + "]\n    " + passage.snippet + "\n";
  }
  return out;
}

}  // namespace

void add_search(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("search", "Search by text and field:value (docs/query-language.md)");
  command->footer(
      "Examples:\n  colophon search 'rl.algorithm:GRPO params:>=100B'\n  colophon search 'org:deepseek \"auxiliary "
      "loss\"'\n"
      "Exit: 0 found, 1 nothing found, 2 wrong use. A clause that begins with \"-\" needs \"--\" before the query.");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kbs);
  add_format_option(command, options->format, {"text", "json"});
  command
      ->add_option("--limit", options->limit,
                   "Passages to print (default: 10); reports, beyond the first 100, where no text is searched for")
      ->check(CLI::Range(1, 1000));
  command->add_flag("--complete", options->complete, "Print what may complete the query's last word, a line each");
  command->add_option("QUERY", options->words, "The query; several words are joined")->required();
  command->callback([options, &context] {
    if (options->complete) {
      for (const std::string& completion : query::completions(joined(options->words))) print_text(completion + "\n");
      return;
    }
    const query::Answers answers = with_library(options->kbs, [&](query::Library& library) {
      return query::search(joined(options->words), library, options->limit,
                           std::max(options->limit, query::usual_reports));
    });
    if (options->format == "json") {
      print_json(query::search_to_json(answers, joined(options->words)));
    } else {
      print_text(to_text(answers));
    }
    context.exit_code = answers.answers.empty() && answers.passages.empty() ? exit_nothing : exit_done;
  });
}

}  // namespace colophon::tools

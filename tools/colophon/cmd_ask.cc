#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/answer.h"
#include "schema/checklist.h"
#include "schema/value.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/print.h"
#include "tools/colophon/with_library.h"

namespace colophon::tools {
namespace {

struct Options {
  std::vector<std::string> kbs;
  std::string question;
  std::string format;
  size_t limit = query::usual_reports;
};

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::string field_name(const query::Statement& statement) {
  if (statement.field == "score") {
    return statement.benchmark + (statement.setting.empty() ? "" : " (" + statement.setting + ")");
  }
  const schema::Item* item = schema::Checklist::standard().find(statement.field);
  return item == nullptr ? statement.field : item->name.en;
}

std::string statement_line(const query::Statement& statement) {
  if (statement.field.empty()) return "";
  std::string line = "    " + field_name(statement) + ": " + emphasis(statement.text);
  if (statement.field == "score" && !statement.own) line += " (baseline, as measured there)";
  return line + "\n" + evidence_text(statement.evidence);
}

// A count, or a mean in the unit of what is averaged: "64.1K", "8.25T tokens".
std::string number_text(const query::Plan& plan, double number) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.4g", number);
  const bool mean = plan.target == query::Target::average && !plan.fields.empty();
  const schema::Item* item = mean ? schema::Checklist::standard().find(plan.fields.front()) : nullptr;
  if (item == nullptr || (number < 1e4 && item->unit != "B")) {
    if (number >= 1e4) std::snprintf(text.data(), text.size(), "%.0f", number);
    return text.data();
  }
  // Four digits say enough of a mean.
  const double rounded = std::strtod(text.data(), nullptr);
  return schema::value_to_text(rounded, item->type, item->unit);
}

std::string to_text(const query::Answers& answers) {
  std::string out = "read as: " + answers.plan.line() + "\n\n";
  if (answers.count) {
    out += "count: " + emphasis(std::to_string(*answers.count));
    if (answers.of) out += " of " + std::to_string(*answers.of) + " reports";
    out += "\n\n";
  }
  for (const query::GroupAnswer& group : answers.groups) {
    out += "  " + emphasis(number_text(answers.plan, group.number)) + "  " + group.name + " (" +
           std::to_string(group.reports) + (group.reports == 1 ? " report)\n" : " reports)\n");
  }
  if (!answers.groups.empty()) out += "\n";
  const query::Answer* before = nullptr;  // what is said of the same models stands under one name
  for (const query::Answer& answer : answers.answers) {
    const bool same = before != nullptr && before->key == answer.key && before->models == answer.models;
    if (!same) {
      out += emphasis(answer.models.empty() ? answer.title : list_of(answer.models)) + "  [" + answer.key + "]\n";
    }
    before = &answer;
    out += statement_line(answer.statement);
    for (const query::Statement& statement : answer.also) out += statement_line(statement);
  }
  out += more_text(answers, "--limit 0 prints all");
  if (!answers.passages.empty())
    out += answers.answers.empty() ? "No plan gives an answer; the best passages:\n" : "\n";
  for (const query::Passage& passage : answers.passages) {
    out += "  [" + passage.key + (passage.page > 0 ? ", p. " + std::to_string(passage.page) : "") +
           (passage.section.empty() ? "" : ", " + passage.section) + "]\n    " + passage.snippet + "\n";
  }
  return out;
}

}  // namespace

void add_ask(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("ask", "Answer a question in English or Chinese across all reports");
  command->footer(
      "Examples:\n  colophon ask \"which models use GRPO\"\n  colophon ask \"哪些 MoE 模型的激活参数小于 10B\"\n"
      "Exit: 0 answered, 1 nothing found, 2 wrong use.");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kbs);
  add_format_option(command, options->format, {"text", "json"});
  add_reports_option(command, options->limit);
  command->add_option("QUESTION", options->question, "The question")->required();
  command->callback([options, &context] {
    const query::Answers answers = with_library(options->kbs, [&](query::Library& library) {
      return query::ask(options->question, library, reports_wanted(options->limit));
    });
    if (options->format == "json") {
      print_json(query::answers_to_json(answers, options->question));
    } else {
      print_text(to_text(answers));
    }
    const bool found = !answers.answers.empty() || !answers.passages.empty() || answers.count;
    context.exit_code = found ? exit_done : exit_nothing;
  });
}

}  // namespace colophon::tools

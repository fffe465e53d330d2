#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/evaluation.h"
#include "schema/error.h"
#include "schema/json.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/text_table.h"

namespace colophon::tools {
namespace {

using query::Agreement;
using query::Difference;
using query::Evaluation;
using query::Share;
using schema::Error;

struct Options {
  std::string gold;
  std::string kb;
  std::string format = "text";
  std::string report;
  std::string misses;
  bool fields = false;
};

schema::Record read_curated(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const nlohmann::json json = nlohmann::json::parse(in, nullptr, false);
  if (json.is_discarded()) throw Error(Error::Kind::input, path.string() + ": not a JSON file");
  try {
    return schema::record_from_json(json);
  } catch (const Error& error) {
    throw Error(Error::Kind::input, path.string() + ": " + error.what());
  }
}

// The curated records of a folder, a JSON file a report, in the order of their names; or of one file.
std::vector<schema::Record> read_gold(const Options& options) {
  std::vector<std::filesystem::path> paths;
  std::error_code failed;
  if (std::filesystem::is_directory(options.gold, failed)) {
    for (const auto& entry : std::filesystem::directory_iterator(options.gold)) {
      if (entry.path().extension() == ".json") paths.push_back(entry.path());
    }
  } else if (std::filesystem::exists(options.gold, failed)) {
    paths.emplace_back(options.gold);
  }
  if (paths.empty()) {
    throw Error(Error::Kind::not_found,
                options.gold + ": no curated records there; give a folder with a .json file for each report");
  }
  std::sort(paths.begin(), paths.end());
  std::vector<schema::Record> out;
  for (const auto& path : paths) {
    schema::Record record = read_curated(path);
    if (options.report.empty() || record.report == options.report) out.push_back(std::move(record));
  }
  if (out.empty())
    throw Error(Error::Kind::not_found, options.gold + ": no curated record of \"" + options.report + "\"");
  return out;
}

std::string percent(const Share& share) {
  if (share.of == 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", share.value());
  return text;
}

std::string counts(const Share& share) { return std::to_string(share.part) + "/" + std::to_string(share.of); }

std::vector<std::string> row_of(const std::string& name, const Agreement& agreement) {
  char f1[32];
  std::snprintf(f1, sizeof f1, "%.3f", agreement.f1());
  return {name, percent(agreement.precision), percent(agreement.recall),
          f1,   counts(agreement.precision),  counts(agreement.recall)};
}

nlohmann::ordered_json to_json(const Agreement& agreement) {
  return {{"precision", agreement.precision.value()},
          {"recall", agreement.recall.value()},
          {"f1", agreement.f1()},
          {"right", agreement.precision.part},
          {"given", agreement.precision.of},
          {"found", agreement.recall.part},
          {"curated", agreement.recall.of}};
}

nlohmann::ordered_json to_json(const Share& share) {
  return {{"share", share.value()}, {"part", share.part}, {"of", share.of}};
}

bool is_asked_for(const Options& options, const Difference& difference) {
  return options.misses == "all" || options.misses == difference.field;
}

void print_json(const Evaluation& evaluation, const Options& options) {
  nlohmann::ordered_json out = {{"format", 1},
                                {"curated", evaluation.curated},
                                {"records", evaluation.records},
                                {"models", to_json(evaluation.models)},
                                {"parameters", to_json(evaluation.parameters)},
                                {"core", to_json(evaluation.core)},
                                {"open", to_json(evaluation.open)},
                                {"benchmarks", to_json(evaluation.benchmarks)},
                                {"model_of", to_json(evaluation.model_of)},
                                {"scores", to_json(evaluation.scores)},
                                {"passages", to_json(evaluation.passages)},
                                {"false_alarms", to_json(evaluation.false_alarms)}};
  for (const auto& [field, agreement] : evaluation.fields) out["fields"][field] = to_json(agreement);
  for (const Difference& difference : evaluation.differences) {
    if (!is_asked_for(options, difference)) continue;
    const schema::Evidence& evidence = difference.evidence;
    nlohmann::ordered_json line = {{"kind", difference.kind == Difference::Kind::wrong ? "wrong" : "missed"},
                                   {"report", difference.report},
                                   {"field", difference.field},
                                   {"model", difference.model},
                                   {"value", difference.value},
                                   {"page", evidence.page},
                                   {"quote", evidence.quote}};
    if (difference.kind == Difference::Kind::wrong) line["confidence"] = difference.confidence;
    out["differences"].push_back(std::move(line));
  }
  std::printf("%s\n", schema::json_text(out, 1).c_str());
}

void print_difference(const Difference& difference) {
  const bool wrong = difference.kind == Difference::Kind::wrong;
  std::string where = difference.report;
  if (difference.evidence.page > 0) where += " p. " + std::to_string(difference.evidence.page);
  std::printf("%-6s  %s  %s  %s%s%s\n", wrong ? "WRONG" : "MISSED", where.c_str(), difference.field.c_str(),
              difference.value.c_str(), difference.model.empty() ? "" : " of ", difference.model.c_str());
  if (!difference.evidence.quote.empty()) std::printf("        \"%s\"\n", difference.evidence.quote.c_str());
}

void print_text(const Evaluation& evaluation, const Options& options) {
  for (const Difference& difference : evaluation.differences) {
    if (is_asked_for(options, difference)) print_difference(difference);
  }
  std::vector<std::vector<std::string>> rows;
  if (options.fields) {
    for (const auto& [field, agreement] : evaluation.fields) rows.push_back(row_of(field, agreement));
  }
  rows.push_back(row_of("models", evaluation.models));
  rows.push_back(row_of("core facts", evaluation.core));
  rows.push_back(row_of("open facts", evaluation.open));
  rows.push_back(row_of("benchmarks", evaluation.benchmarks));
  rows.push_back(row_of("scores", evaluation.scores));
  std::fputs(text_table({"", "precision", "recall", "F1", "right", "found"}, rows).c_str(), stdout);
  const auto line = [](const char* name, const Share& share) {
    std::printf("%-44s %s  (%s)\n", name, percent(share).c_str(), counts(share).c_str());
  };
  std::printf("\n");
  line("model sizes within 3 %", evaluation.parameters);
  line("right facts given to the right model", evaluation.model_of);
  line("items with a curated passage in the first 3", evaluation.passages);
  line("silent items with passages (false alarms)", evaluation.false_alarms);
  std::printf("%-44s %zu of %zu\n", "curated records with a report here", evaluation.records, evaluation.curated);
}

}  // namespace

void add_eval(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("eval", "Score the knowledge base against curated records");
  command->footer(
      "GOLD is a folder with one curated record a report (docs/json.md), matched by its \"report\" name.\nExamples:\n"
      "  colophon eval gold/ --fields\n  colophon eval gold/ --misses pretrain.tokens\n"
      "  colophon eval gold/ --misses all --report report.pdf --format json");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kb);
  command->add_option("GOLD", options->gold, "Folder of curated records, or one of them")->required();
  command->add_flag("--fields", options->fields, "A line a field");
  command->add_option("--misses", options->misses, "List what is missed and wrong in a field (\"all\": in any)");
  command->add_option("--report", options->report, "This report alone");
  command->add_option("--format", options->format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
  command->callback([options, &context] {
    const std::vector<schema::Record> gold = read_gold(*options);
    const auto base = store::KnowledgeBase::open(options->kb, store::Access::read);
    std::vector<schema::Record> records;
    base.for_each_record([&](const store::Entry& entry) {
      records.push_back(entry.record);
      return true;
    });
    const Evaluation evaluation = query::evaluate(gold, records);
    options->format == "json" ? print_json(evaluation, *options) : print_text(evaluation, *options);
    context.exit_code = evaluation.records == 0 ? exit_nothing : exit_done;
  });
}

}  // namespace colophon::tools

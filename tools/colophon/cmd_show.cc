#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/report_name.h"
#include "schema/checklist.h"
#include "schema/value.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/print.h"

namespace colophon::tools {
namespace {

using schema::Item;
using schema::Record;

struct Options {
  std::string kb;
  std::string report;
  std::string format;
  bool review = false;
};

std::string head_of(const Record& record) {
  std::string organizations;
  for (const std::string& name : record.organization) organizations += (organizations.empty() ? "" : ", ") + name;
  const auto line = [](const char* name, const std::string& value) {
    return std::string("  ") + name + ": " + (value.empty() ? "not disclosed" : value) + "\n";
  };
  std::string out = emphasis(record.title.empty() ? record.report : record.title) + "  [" + record.report + "]\n";
  out += line("organisation", organizations) + line("date", record.release_date);
  if (!record.licence.empty()) out += line("licence", record.licence);
  if (!record.repository.empty()) out += line("repository", record.repository);
  if (!record.arxiv.empty()) out += line("arXiv", record.arxiv);
  for (const schema::Model& model : record.models) {
    out += "  model " + emphasis(model.name);
    if (!model.family.empty()) out += ", " + model.family;
    if (model.params_total_b)
      out += ", " + schema::value_to_text(*model.params_total_b, schema::ValueType::number, "B");
    if (model.params_active_b) {
      out += " (" + schema::value_to_text(*model.params_active_b, schema::ValueType::number, "B") + " active)";
    }
    out += "\n" + evidence_text(model.evidence);
  }
  return out;
}

std::string fact_text(const schema::Fact& fact, const Item& item, bool several_models) {
  std::string out = "    " + emphasis(schema::value_to_text(fact.value, item.type, item.unit));
  if (!fact.model.empty() && several_models) out += "  (" + fact.model + ")";
  if (!fact.doubt.empty()) out += "  ? " + fact.doubt;
  return out + "\n" + evidence_text(fact.evidence);
}

std::string silence_of(const Record& record, const std::string& item) {
  for (const schema::Absence& absence : record.absent) {
    if (absence.item == item && absence.silence == schema::Silence::mentioned_not_read)
      return "mentioned, no value read";
  }
  return "not disclosed";
}

// What the report's head and its models say already.
bool in_head(const Item& item) { return item.id.rfind("report.", 0) == 0 || item.id.rfind("model.", 0) == 0; }

std::string item_text(const Record& record, const Item& item, bool review) {
  std::string out;
  const bool several = record.models.size() > 1;
  for (const schema::Fact& fact : record.facts) {
    if (fact.field == item.id) out += fact_text(fact, item, several);
  }
  for (const schema::Fact& fact : record.review) {
    if (review && fact.field == item.id) out += "    to review:\n" + fact_text(fact, item, several);
  }
  for (const schema::Passage& passage : record.passages) {
    if (passage.item != item.id) continue;
    out +=
        "    “" + passage.quote + "”" + (passage.page > 0 ? " (p. " + std::to_string(passage.page) + ")" : "") + "\n";
  }
  const std::string name = "  " + item.name.en + ":";
  return out.empty() ? name + " " + silence_of(record, item.id) + "\n" : name + "\n" + out;
}

std::string scores_text(const Record& record) {
  std::string out;
  for (const schema::Score& score : record.scores) {
    if (!score.own || score.ablation) continue;
    out += "    " + score.model + ", " + score.benchmark + (score.setting.empty() ? "" : " (" + score.setting + ")") +
           ": " + emphasis(schema::value_to_text(score.value, schema::ValueType::number, ""));
    if (score.page > 0) out += "  p. " + std::to_string(score.page);
    if (!score.table.empty()) out += ", " + score.table;
    out += "\n";
  }
  return out.empty() ? "" : "  scores of its own models:\n" + out;
}

std::string to_text(const Record& record, bool review) {
  std::string out = head_of(record);
  const schema::Checklist& checklist = schema::Checklist::standard();
  int number = 0;
  for (const schema::ChecklistSection& section : checklist.sections()) {
    out += "\n" + emphasis(std::to_string(++number) + ". " + section.name.en) + "\n";
    for (const Item& item : checklist.items()) {
      if (item.section == section.id && !in_head(item)) out += item_text(record, item, review);
    }
    if (section.id == "eval") out += scores_text(record);
  }
  return out;
}

}  // namespace

void add_show(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("show", "Print what one report says, by the checklist, with evidence");
  command->footer("Examples:\n  colophon show report.pdf\n  colophon show DeepSeek-V2 --format json");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kb);
  add_format_option(command, options->format, {"text", "json"});
  command->add_flag("--review", options->review, "Also what was not sure enough to be a fact");
  command->add_option("REPORT", options->report, "The report's file name, or a model's name")->required();
  command->callback([options] {
    const store::KnowledgeBase base = store::KnowledgeBase::open(options->kb, store::Access::read);
    const Record record = *base.record(query::report_named(base, options->report));
    if (options->format == "json") {
      print_json(schema::record_to_json(record));
    } else {
      print_text(to_text(record, options->review));
    }
  });
}

}  // namespace colophon::tools

#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/report_name.h"
#include "query/review.h"
#include "schema/checklist.h"
#include "store/knowledge_base.h"
#include "store/time_text.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/person.h"
#include "tools/colophon/print.h"

namespace colophon::tools {
namespace {

struct Options {
  std::string kb, format;
  std::string report, field, model, kind;
  size_t limit = 20, offset = 0;
  Person person;
  std::vector<std::string> ids;
  uint64_t number = 0;
  bool wait = false;
};

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + "%"; }

std::string to_text(const query::ReviewItem& item) {
  const schema::Item& field = *schema::Checklist::standard().find(item.field);
  std::string out = emphasis(field.name.en) + " (" + item.field + ")" +
                    (item.model.empty() ? "" : " of " + item.model) + "  [" + item.key + "]" +
                    (item.kind == query::ReviewKind::conflict ? "  conflict" : "") + "\n";
  for (const query::Candidate& one : item.candidates) {
    out += "  " + one.id + "  " + emphasis(schema::value_to_text(one.fact.value, field.type, field.unit)) + "  " +
           percent(one.fact.confidence) + (one.stands ? ", stands" : "") +
           (one.fact.doubt.empty() ? "" : ", " + one.fact.doubt) + "\n" + evidence_text(one.fact.evidence);
  }
  return out;
}

query::ReviewFilter filter_of(const Options& options, const store::KnowledgeBase& base) {
  query::ReviewFilter filter;
  if (!options.report.empty()) filter.key = query::report_named(base, options.report);
  if (!options.field.empty()) filter.field = query::settable_field(options.field);
  filter.model = options.model;
  if (options.kind == "conflict") filter.kind = query::ReviewKind::conflict;
  if (options.kind == "doubtful") filter.kind = query::ReviewKind::doubtful;
  return filter;
}

int list(const Options& options) {
  const auto base = store::KnowledgeBase::open(options.kb, store::Access::read);
  const auto queue = query::review_queue(base, filter_of(options, base));
  if (options.format == "json") {
    print_json(query::review_to_json(queue, options.offset, options.limit));
  } else {
    for (size_t i = options.offset; i < queue.size() && i - options.offset < options.limit; ++i) {
      print_text(to_text(queue[i]));
    }
    const size_t shown = std::min(options.limit, queue.size() - std::min(queue.size(), options.offset));
    print_text(std::to_string(shown) + " of " + std::to_string(queue.size()) + " to be looked at\n");
  }
  return queue.empty() ? exit_nothing : exit_done;
}

int log(const Options& options) {
  const auto base = store::KnowledgeBase::open(options.kb, store::Access::read);
  const query::ReviewFilter filter = filter_of(options, base);
  std::vector<store::Decision> decisions = base.decisions();
  std::erase_if(decisions, [&](const store::Decision& one) {
    return (!filter.key.empty() && one.report != filter.key) || (!filter.field.empty() && one.field != filter.field) ||
           (!filter.model.empty() && one.model != filter.model);
  });
  nlohmann::json out = nlohmann::json::array();
  for (const store::Decision& one : decisions) {
    if (options.format == "json") {
      out.push_back(store::decision_to_json(one));
    } else {
      print_text(store::time_text(one.time) + "  " + one.author + "  " + decision_line(one) +
                 (one.note.empty() ? "" : "  (" + one.note + ")") + "\n");
    }
  }
  if (options.format == "json") print_json({{"format", 1}, {"decisions", out}});
  return decisions.empty() ? exit_nothing : exit_done;
}

template <typename Decide>
void add_verb(CLI::App* parent, const std::shared_ptr<Options>& options, const char* name, const char* what,
              Decide decide) {
  auto* command = parent->add_subcommand(name, what);
  add_kb_option(command, options->kb);
  add_format_option(command, options->format, {"text", "json"});
  add_person_options(command, options->person);
  command->add_flag("--wait", options->wait, "Where another process writes, wait for it to end");
  if (std::string(name) == "undo") {
    command->add_option("NUMBER", options->number, "The decision's number, as `colophon review log` lists it")
        ->required();
  } else {
    command->add_option("ID", options->ids, "Candidates' ids, or their beginnings")->required();
  }
  command->callback([options, decide] {
    auto base = open_to_curate(options->kb, options->wait);
    decide(base);
  });
}

void add_filters(CLI::App* command, Options& options) {
  add_kb_option(command, options.kb);
  add_format_option(command, options.format, {"text", "json"});
  command->add_option("--report", options.report, "Of this report alone");
  command->add_option("--field", options.field, "Of this field alone");
  command->add_option("--model", options.model, "Of this model alone");
}

}  // namespace

void add_review(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("review", "What a person should look at: values in doubt and in conflict");
  command->footer(
      "What pays most comes first (docs/review.md). Each value has an id to accept or reject it by; `colophon set` "
      "corrects.\n"
      "Examples:\n  colophon review --field pretrain.tokens\n  colophon review accept 3f2a1c9b0c4d2e11\n"
      "  colophon review undo 12\n  colophon review log --report report.pdf\n"
      "Exit: 0 something to look at, 1 nothing, 2 wrong use.");
  command->require_subcommand(0, 1);
  auto options = std::make_shared<Options>();
  add_filters(command, *options);
  command->add_option("--kind", options->kind, "doubtful or conflict")->check(CLI::IsMember({"doubtful", "conflict"}));
  command->add_option("--limit", options->limit, "How many to print")->capture_default_str();
  command->add_option("--offset", options->offset, "How many to leave out before them")->capture_default_str();

  const auto for_ids = [](const std::shared_ptr<Options>& verb, auto decide) {
    return [verb, decide](store::KnowledgeBase& base) {
      for (const std::string& id : verb->ids) print_decision(base, decide(base, id, verb->person.act()), verb->format);
    };
  };
  auto accepting = std::make_shared<Options>(), rejecting = std::make_shared<Options>();
  add_verb(command, accepting, "accept", "These values are right", for_ids(accepting, query::accept));
  add_verb(command, rejecting, "reject", "These values are wrong", for_ids(rejecting, query::reject));
  auto undoing = std::make_shared<Options>();
  add_verb(command, undoing, "undo", "Take a decision back", [undoing](store::KnowledgeBase& base) {
    print_decision(base, query::undo(base, undoing->number, undoing->person.act()), undoing->format);
  });
  auto logging = std::make_shared<Options>();
  auto* history = command->add_subcommand("log", "All decisions, with time and author");
  add_filters(history, *logging);
  history->callback([logging, &context] { context.exit_code = log(*logging); });
  command->callback([options, command, &context] {
    if (command->get_subcommands().empty()) context.exit_code = list(*options);
  });
}

}  // namespace colophon::tools

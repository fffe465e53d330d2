#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "indexer/pipeline/index.h"
#include "indexer/pipeline/isolated_reader.h"
#include "indexer/pipeline/read_worker.h"
#include "schema/error.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/progress.h"

namespace colophon::tools {
namespace {

std::atomic<bool> stop = false;

// The first signal lets the reports in hand be finished, the second ends the process.
void stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

std::string read_ranker(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw schema::Error(schema::Error::Kind::usage, "cannot read the ranker " + file + "; give a file of weights");
  return {std::istreambuf_iterator<char>(in), {}};
}

void print_text(const pipeline::Summary& summary) {
  std::printf("%zu reports indexed, %zu unchanged, %zu failed", summary.indexed, summary.unchanged,
              summary.failures.size());
  if (summary.removed > 0) std::printf(", %zu removed", summary.removed);
  std::printf("; %zu pages in %.1f s\n", summary.pages, summary.seconds);
  if (summary.interrupted) std::printf("interrupted; run the same command again for the rest\n");
}

void print_json(const pipeline::Summary& summary) {
  nlohmann::json failures = nlohmann::json::array();
  for (const pipeline::Failure& failure : summary.failures) {
    failures.push_back({{"path", failure.path}, {"reason", failure.reason}});
  }
  const nlohmann::json out = {{"indexed", summary.indexed},
                              {"unchanged", summary.unchanged},
                              {"removed", summary.removed},
                              {"failed", failures},
                              {"pages", summary.pages},
                              {"seconds", summary.seconds},
                              {"interrupted", summary.interrupted}};
  std::printf("%s\n", out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

struct Options {
  std::string kb;
  std::vector<std::string> paths;
  std::string ranker;
  std::string format = "text";
  pipeline::Settings settings;
  bool no_sandbox = false;
  bool wait = false;  // for another writer
  pipeline::Limits limits;
  uint64_t memory_megabytes = pipeline::Limits().memory_bytes >> 20;
};

// This program again, as a worker that reads by the same settings.
std::vector<std::string> worker_command(const Options& options) {
  std::vector<std::string> command = {"/proc/self/exe", "read-worker",
                                      "--memory-limit", std::to_string(options.memory_megabytes),
                                      "--time-limit",   std::to_string(options.limits.processor_seconds)};
  if (!options.ranker.empty()) command.insert(command.end(), {"--ranker", options.ranker});
  return command;
}

pipeline::Limits limits_of(const Options& options) {
  pipeline::Limits limits = options.limits;
  limits.memory_bytes = options.memory_megabytes << 20;
  limits.wall_seconds = std::max(limits.wall_seconds, 3 * limits.processor_seconds);
  return limits;
}

extract::Settings extraction_of(const Options& options) {
  extract::Settings extraction;
  if (!options.ranker.empty()) extraction.ranker = read_ranker(options.ranker);
  return extraction;
}

int run(const Options& options) {
  const extract::Settings extraction = extraction_of(options);
  pipeline::Settings settings = options.settings;
  settings.recipe = pipeline::recipe_of(extraction);
  store::KnowledgeBase base = store::KnowledgeBase::open(options.kb, store::Access::write, options.wait);
  stop_on_signals();
  pipeline::Summary summary;
  {
    Progress progress;
    const std::vector<std::filesystem::path> paths(options.paths.begin(), options.paths.end());
    const pipeline::Reader reader = options.no_sandbox
                                        ? pipeline::make_reader(extraction)
                                        : pipeline::make_isolated_reader(worker_command(options), limits_of(options));
    summary = pipeline::index(base, paths, reader, settings, progress, stop);
  }
  options.format == "json" ? print_json(summary) : print_text(summary);
  return summary.failures.empty() && !summary.interrupted ? exit_done : exit_nothing;
}

void add_limits(CLI::App* command, Options& options) {
  command->add_option("--ranker", options.ranker, "Weights that judge candidate facts (default: those built in)");
  command->add_option("--memory-limit", options.memory_megabytes, "MB that reading one report may take; 0: no limit")
      ->capture_default_str();
  command
      ->add_option("--time-limit", options.limits.processor_seconds,
                   "Seconds of processor time that reading one report may take; 0: no limit")
      ->capture_default_str();
}

}  // namespace

void add_index(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("index", "Read reports into the knowledge base; what has not changed is skipped");
  command->footer(
      "Example:\n  colophon index ~/reports\n"
      "Each report is read in a process of its own that can reach no network, start nothing and write nothing.\n"
      "Exit code 1 when some file failed; the others are indexed all the same.");
  auto options = std::make_shared<Options>();
  command->add_option("PATH", options->paths, "Reports, or folders of reports")->required();
  add_kb_option(command, options->kb);
  command->add_option("--jobs,-j", options->settings.jobs, "Workers (default: one for each processor)")
      ->check(CLI::Range(1U, 1024U));
  add_limits(command, *options);
  command->add_flag("--no-sandbox", options->no_sandbox, "Read in this process, without limits: for reports you trust");
  command->add_flag("--wait", options->wait, "Where another process writes, wait for it to end");
  command->add_flag("--again", options->settings.again, "Read unchanged reports too");
  command->add_option("--format", options->format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
  command->callback([options, &context] { context.exit_code = run(*options); });
}

void add_read_worker(CLI::App& app) {
  auto* command = app.add_subcommand("read-worker", "Read reports for `index`, which starts it")->group("");
  auto options = std::make_shared<Options>();
  add_limits(command, *options);
  command->callback(
      [options] { pipeline::serve_reads(pipeline::make_reader(extraction_of(*options)), limits_of(*options), true); });
}

}  // namespace colophon::tools

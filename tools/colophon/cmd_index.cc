#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "indexer/document/reader.h"
#include "indexer/pipeline/index.h"
#include "indexer/pipeline/isolated_reader.h"
#include "indexer/pipeline/read_worker.h"
#include "indexer/pipeline/watch.h"
#include "schema/error.h"
#include "schema/json.h"
#include "store/writer_lock.h"
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

void print_json(const pipeline::Summary& summary, int indent) {
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
  std::printf("%s\n", schema::json_text(out, indent).c_str());
}

struct Options {
  std::string kb;
  std::vector<std::string> paths;
  std::string ranker;
  std::string format = "text";
  pipeline::Settings settings;
  bool no_sandbox = false;
  bool wait = false;   // for another writer
  bool watch = false;  // go on
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

void print(const pipeline::Summary& summary, const Options& options) {
  options.format == "json" ? print_json(summary, options.watch ? -1 : 1) : print_text(summary);
  std::fflush(stdout);
}

// A writer that came between is waited for; meanwhile a signal still ends the program.
std::optional<store::KnowledgeBase> open_in_turn(const Options& options) {
  while (!stop) {
    if (store::WriterLock::try_lock(options.kb)) {
      return store::KnowledgeBase::open(options.kb, store::Access::write, true);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return std::nullopt;
}

// Files that were named themselves: a folder's are found gone by its walk.
std::vector<std::filesystem::path> named_files(const Options& options) {
  std::vector<std::filesystem::path> files;
  for (const std::string& path : options.paths) {
    std::error_code error;
    std::filesystem::path whole = std::filesystem::canonical(path, error);
    if (!error && !std::filesystem::is_directory(whole)) files.push_back(std::move(whole));
  }
  return files;
}

size_t forget_gone(store::KnowledgeBase& base, const std::vector<std::filesystem::path>& files) {
  size_t gone = 0;
  for (const store::Source& source : base.sources()) {
    const bool named = std::find(files.begin(), files.end(), source.path) != files.end();
    if (!named || std::filesystem::exists(source.path)) continue;
    base.remove(source);
    ++gone;
  }
  return gone;
}

// Indexes what changes until a signal comes. The knowledge base is held only while there is something to do, so that
// others can write to it between.
void watch(const Options& options, pipeline::Settings settings, const pipeline::Reader& reader,
           const std::vector<std::filesystem::path>& files, pipeline::Watch& watching) {
  settings.retry = settings.again = false;
  settings.busy = [&watching](const std::filesystem::path& file) { return watching.busy(file); };
  while (watching.wait(stop)) {
    std::optional<store::KnowledgeBase> base = open_in_turn(options);
    if (!base) return;
    const size_t gone = forget_gone(*base, files);
    std::vector<std::filesystem::path> paths(options.paths.begin(), options.paths.end());
    std::erase_if(paths, [](const std::filesystem::path& path) { return !std::filesystem::exists(path); });
    Progress progress;
    pipeline::Summary summary = pipeline::index(*base, paths, reader, settings, progress, stop);
    summary.removed += gone;
    if (summary.indexed + summary.removed + summary.failures.size() > 0) print(summary, options);
  }
}

int run(const Options& options) {
  const extract::Settings extraction = extraction_of(options);
  pipeline::Settings settings = options.settings;
  settings.recipe = pipeline::recipe_of(extraction);
  std::optional<store::KnowledgeBase> base = store::KnowledgeBase::open(options.kb, store::Access::write, options.wait);
  stop_on_signals();
  const std::vector<std::filesystem::path> paths(options.paths.begin(), options.paths.end());
  const std::vector<std::filesystem::path> files = named_files(options);
  // From here on nothing is missed: what changes during the first run is told after it.
  std::optional<pipeline::Watch> watching;
  if (options.watch) watching.emplace(paths, document::readable);
  const pipeline::Reader reader = options.no_sandbox
                                      ? pipeline::make_reader(extraction)
                                      : pipeline::make_isolated_reader(worker_command(options), limits_of(options));
  pipeline::Summary summary;
  {
    Progress progress;
    summary = pipeline::index(*base, paths, reader, settings, progress, stop);
  }
  base.reset();
  print(summary, options);
  if (!watching) return summary.failures.empty() && !summary.interrupted ? exit_done : exit_nothing;
  watch(options, settings, reader, files, *watching);
  return exit_done;
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
      "Examples:\n  colophon index ~/reports\n  colophon index ~/reports --watch\n"
      "  colophon index ~/reports --shard 1/4 --kb part1\n"
      "Each report is read in a process of its own that can reach no network, start nothing and write nothing.\n"
      "Exit code 1 when some file failed; the others are indexed all the same. With --watch, a line a change, until "
      "Ctrl-C.");
  auto options = std::make_shared<Options>();
  command->add_option("PATH", options->paths, "Reports, or folders of reports")->required();
  add_kb_option(command, options->kb);
  command->add_option("--jobs,-j", options->settings.jobs, "Workers (default: one for each processor)")
      ->check(CLI::Range(1U, 1024U));
  add_limits(command, *options);
  command->add_flag("--no-sandbox", options->no_sandbox, "Read in this process, without limits: for reports you trust");
  command->add_flag("--wait", options->wait, "Where another process writes, wait for it to end");
  command->add_flag("--watch", options->watch,
                    "Go on: read what is new or changed, forget what is deleted, until a signal comes");
  command
      ->add_option_function<std::string>(
          "--shard", [options](const std::string& text) { options->settings.shard = pipeline::parse_shard(text); },
          "I/N: only the reports of the I-th of N parts; ask all parts as one by --kb A,B,... (docs/scaling.md)")
      ->type_name("I/N");
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

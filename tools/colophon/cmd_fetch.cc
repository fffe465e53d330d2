#include <atomic>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "indexer/fetch/fetch.h"
#include "indexer/pipeline/fetched.h"
#include "indexer/pipeline/index.h"
#include "schema/error.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/print.h"
#include "tools/colophon/progress.h"
#include "tools/colophon/reading.h"

namespace colophon::tools {
namespace {

namespace fs = std::filesystem;
using schema::Error;

struct Options {
  std::string kb;
  std::vector<std::string> addresses;
  std::string format = "text";
  double delay = 3;
  uint64_t most_megabytes = 200;
  bool again = false, index = false;
  fetch::Settings settings = fetch_settings();
};

std::string size_text(uint64_t bytes) {
  return bytes < 10'000 ? std::to_string(bytes) + " bytes" : std::to_string((bytes + 500) / 1000) + " kB";
}

void print_line(const fetch::Fetched& fetched) {
  const std::string how = fetched.was_there ? "was there already; --again fetches it anew"
                                            : fetched.format + ", " + size_text(fetched.bytes) + " from " +
                                                  fetched.url + (fetched.resumed ? ", resumed" : "");
  std::printf("%s: %s\n", fetched.file.c_str(), how.c_str());
}

nlohmann::json to_json(const std::string& address, const fetch::Fetched& fetched) {
  return {{"address", address},        {"file", fetched.file.string()}, {"url", fetched.url},
          {"format", fetched.format},  {"bytes", fetched.bytes},        {"was_there", fetched.was_there},
          {"resumed", fetched.resumed}};
}

void index(const Options& options, const std::vector<fs::path>& files) {
  store::KnowledgeBase base = store::KnowledgeBase::open(options.kb, store::Access::write);
  pipeline::Settings settings;
  settings.recipe = pipeline::recipe_of({});
  const std::atomic<bool> stop = false;
  Progress progress;
  const pipeline::Summary summary = pipeline::index(base, files, confined_reader(), settings, progress, stop);
  if (!summary.failures.empty()) {
    throw Error(Error::Kind::input, summary.failures.front().path + ": " + summary.failures.front().reason);
  }
}

int run(Options& options) {
  options.settings.delay = std::chrono::milliseconds(static_cast<int64_t>(options.delay * 1000));
  options.settings.most_bytes = options.most_megabytes << 20;
  const auto check = [](const fs::path& file, const std::string& name) {
    pipeline::check_fetched(confined_reader(), file, name);
  };
  fetch::Fetcher fetcher(fs::path(options.kb) / "sources", options.settings, check);

  nlohmann::json done = nlohmann::json::array(), failed = nlohmann::json::array();
  std::vector<fs::path> files;
  for (const std::string& address : options.addresses) {
    try {
      const fetch::Fetched fetched = fetcher.fetch(address, options.again);
      files.push_back(fetched.file);
      done.push_back(to_json(address, fetched));
      if (options.format == "text") print_line(fetched);
    } catch (const Error& error) {
      if (error.kind() == Error::Kind::usage || error.kind() == Error::Kind::storage) throw;
      std::fprintf(stderr, "colophon: %s\n", error.what());
      failed.push_back({{"address", address}, {"reason", error.what()}});
    }
  }
  if (options.index && !files.empty()) index(options, files);
  if (options.format == "json") {
    print_json({{"format", 1}, {"fetched", done}, {"failed", failed}, {"indexed", options.index && !files.empty()}});
  } else if (!options.index && !files.empty()) {
    std::printf("index with: colophon index %s --kb %s\n", (fs::path(options.kb) / "sources").c_str(),
                options.kb.c_str());
  }
  return failed.empty() ? exit_done : exit_nothing;
}

}  // namespace

void add_fetch(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("fetch", "Download reports into the knowledge base's sources/");
  command->footer(
      "Examples:\n  colophon fetch arxiv:2412.19437 --index\n"
      "  colophon fetch https://huggingface.co/Qwen/Qwen3-8B/raw/main/README.md\n"
      "From arXiv the LaTeX source is preferred, then HTML, then PDF. A download that broke off goes on where it was.\n"
      "Exit code 1 when some address could not be fetched; the others are fetched all the same.");
  auto options = std::make_shared<Options>();
  command->add_option("ADDRESS", options->addresses, "arxiv:ID, or a URL")->required();
  add_kb_option(command, options->kb);
  command->add_flag("--index", options->index, "Index what was fetched");
  command->add_flag("--again", options->again, "Fetch what is there already");
  command->add_option("--delay", options->delay, "Seconds between two requests to one host (default: 3)")
      ->check(CLI::Range(0.0, 3600.0));
  command->add_option("--max-size", options->most_megabytes, "Megabytes a file may have (default: 200)")
      ->check(CLI::Range(uint64_t{1}, uint64_t{100'000}));
  command->add_option("--arxiv", options->settings.arxiv,
                      "Where arXiv is: a mirror's URL (default: https://arxiv.org)");
  add_format_option(command, options->format, {"text", "json"});
  command->callback([options, &context] { context.exit_code = run(*options); });
}

}  // namespace colophon::tools

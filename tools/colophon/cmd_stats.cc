#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"

namespace colophon::tools {
namespace {

uint64_t bytes_below(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_regular_file(path, error)) return std::filesystem::file_size(path, error);
  uint64_t bytes = 0;
  for (std::filesystem::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    std::error_code gone;
    if (at->is_regular_file(gone)) bytes += at->file_size(gone);
  }
  return bytes;
}

nlohmann::ordered_json stats_of(const store::KnowledgeBase& base) {
  const store::Counts counts = base.counts();
  const std::filesystem::path& directory = base.directory();
  nlohmann::ordered_json out = {{"reports", counts.reports}, {"models", counts.models}, {"facts", counts.facts},
                                {"review", counts.review},   {"scores", counts.scores}, {"passages", counts.passages},
                                {"sources", counts.sources}, {"failed", counts.failed}};
  out["bytes"] = {{"records", bytes_below(directory / "records")},
                  {"search", bytes_below(directory / "search")},
                  {"tables", bytes_below(directory / "tables.sqlite")}};
  out["sequence"] = {
      {"records", counts.sequence}, {"search", counts.search_sequence}, {"tables", counts.tables_sequence}};
  return out;
}

void print_text(const nlohmann::ordered_json& stats) {
  for (const auto& [name, value] : stats.items()) {
    if (value.is_number()) std::printf("%-10s %12llu\n", name.c_str(), value.get<unsigned long long>());
  }
  for (const auto& [store, bytes] : stats.at("bytes").items()) {
    std::printf("%-10s %12.1f MB\n", store.c_str(), bytes.get<double>() / 1e6);
  }
}

}  // namespace

void add_stats(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("stats", "Say how much the knowledge base holds");
  command->footer(
      "Example:\n  colophon stats\nColumns: reports, models, facts, facts to review, scores (baselines' too), "
      "passages, files known, files that failed, size of each store.");
  auto kb = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>("text");
  add_kb_option(command, *kb);
  command->add_option("--format", *format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
  command->callback([kb, format] {
    const nlohmann::ordered_json stats = stats_of(store::KnowledgeBase::open(*kb, store::Access::read));
    *format == "json" ? void(std::printf("%s\n", stats.dump(1).c_str())) : print_text(stats);
  });
}

}  // namespace colophon::tools

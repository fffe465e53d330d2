#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "query/stats.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"

namespace colophon::tools {
namespace {

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
    const nlohmann::ordered_json stats = query::stats_to_json(store::KnowledgeBase::open(*kb, store::Access::read));
    *format == "json" ? void(std::printf("%s\n", stats.dump(1).c_str())) : print_text(stats);
  });
}

}  // namespace colophon::tools

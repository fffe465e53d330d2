#include <cstdio>
#include <memory>

#include "store/knowledge_base.h"
#include "store/lost_changes.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/progress.h"

namespace colophon::tools {
namespace {

void print(const store::Salvage& salvage) {
  std::printf("the records were damaged; %llu reports could be saved, the damaged files are kept in %s\n",
              static_cast<unsigned long long>(salvage.saved), salvage.kept.c_str());
  for (const std::string& key : salvage.lost) std::printf("%s could not be saved\n", key.c_str());
  std::printf("index your reports again: all of them are read anew\n");
}

}  // namespace

void add_rebuild(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("rebuild", "Make the search index and the tables anew from the records");
  command->footer(
      "Example:\n  colophon rebuild --kb reports.kb\n"
      "Damaged records are made anew from what can be read of them; the damaged files are kept as records.damaged, "
      "and\n"
      "`colophon index` reads again what could not be saved. Exit code 1 when something could not.");
  auto kb = std::make_shared<std::string>();
  add_kb_option(command, *kb);
  command->callback([kb, &context] {
    const std::optional<store::Salvage> salvage = store::KnowledgeBase::salvage(*kb);
    store::KnowledgeBase base = store::KnowledgeBase::open(*kb, store::Access::write);
    const std::vector<std::string> lost = base.lost_changes();
    {
      Progress progress;
      base.rebuild([&](uint64_t done, uint64_t of) { progress.mirrored(done, of); });
    }
    std::printf("%llu reports rebuilt\n", static_cast<unsigned long long>(base.counts().reports));
    if (salvage) print(*salvage);
    for (const std::string& report : lost) std::printf("%s\n", store::lost_line(report).c_str());
    context.exit_code = salvage || !lost.empty() ? exit_nothing : exit_done;
  });
}

}  // namespace colophon::tools

#include <cstdio>
#include <memory>

#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/progress.h"

namespace colophon::tools {

void add_rebuild(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("rebuild", "Make the search index and the tables anew from the records");
  command->footer("Example:\n  colophon rebuild --kb reports.kb");
  auto kb = std::make_shared<std::string>();
  add_kb_option(command, *kb);
  command->callback([kb] {
    store::KnowledgeBase::open(*kb, store::Access::read);  // says so when there is none, instead of making one
    store::KnowledgeBase base = store::KnowledgeBase::open(*kb, store::Access::write);
    {
      Progress progress;
      base.rebuild([&](uint64_t done, uint64_t of) { progress.mirrored(done, of); });
    }
    std::printf("%llu reports rebuilt\n", static_cast<unsigned long long>(base.counts().reports));
  });
}

}  // namespace colophon::tools

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"

namespace colophon::tools {

void add_verify(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("verify", "Check that every record is whole and that the stores agree");
  command->footer("Example:\n  colophon verify\nExit code 1 when something is wrong.");
  auto kb = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>("text");
  add_kb_option(command, *kb);
  command->add_option("--format", *format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
  command->callback([kb, format, &context] {
    const std::vector<std::string> lines = store::KnowledgeBase::open(*kb, store::Access::read).verify();
    if (*format == "json") {
      const nlohmann::json out = {{"problems", lines}};
      std::printf("%s\n", schema::json_text(out, 1).c_str());
    } else {
      for (const std::string& line : lines) std::printf("%s\n", line.c_str());
      if (lines.empty()) std::printf("all is well\n");
    }
    context.exit_code = lines.empty() ? exit_done : exit_nothing;
  });
}

}  // namespace colophon::tools

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "tools/colophon/commands.h"
#include "tools/colophon/manual.h"
#include "tools/colophon/print.h"

namespace colophon::tools {

void add_manual(CLI::App& app) {
  auto* command = app.add_subcommand("manual", "Write the manual pages, for the build")->group("");
  auto directory = std::make_shared<std::string>();
  command->add_option("DIR", *directory, "Where to, made if it is not there")->required();
  command->callback([directory, &app] {
    const std::filesystem::path folder = *directory;
    std::filesystem::create_directories(folder);
    write_output(program_page(app), folder / "colophon.1");
    for (const CLI::App* one : commands_of(app)) {
      write_output(command_page(app, *one), folder / ("colophon-" + one->get_name() + ".1"));
    }
  });
}

}  // namespace colophon::tools

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "tools/colophon/commands.h"
#include "tools/mcp/stdio.h"

namespace colophon::tools {

void add_mcp(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("mcp", "Serve the knowledge base to agents by the Model Context Protocol");
  command->footer(
      "Tools ask, search, record, compare, scores and note; records and notes as resources (docs/mcp.md).\n"
      "Messages come and go on standard input and output, a line each.\n"
      "Example, the configuration of a client:\n"
      "  {\"mcpServers\": {\"colophon\": {\"command\": \"colophon\", \"args\": [\"mcp\", \"--kb\", "
      "\"/data/colophon.kb\"]}}}");
  auto kb = std::make_shared<std::string>();
  add_kb_option(command, *kb);
  command->callback([kb] {
    mcp::View view(*kb);
    mcp::Tools tools(view);
    mcp::Resources resources(view);
    mcp::Session session(tools, resources);
    mcp::serve_lines(session, std::cin, std::cout);
  });
}

}  // namespace colophon::tools

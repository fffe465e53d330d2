#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>

#include "tools/colophon/commands.h"
#include "tools/mcp/http.h"
#include "tools/mcp/stdio.h"
#include "tools/serve/ending.h"

namespace colophon::tools {
namespace {

struct Options {
  std::string kb, listen;
  std::vector<std::string> names;
};

void run(const Options& options) {
  if (!options.listen.empty()) serve::block_ending_signals();  // the threads that answer wait for them
  mcp::View view(options.kb);
  mcp::Tools tools(view);
  mcp::Resources resources(view);
  mcp::Session session(tools, resources);
  if (options.listen.empty()) {
    mcp::serve_lines(session, std::cin, std::cout);
    return;
  }
  const serve::Door door(serve::parse_address(options.listen), options.names);
  mcp::serve_http(session, door, serve::Tokens(options.kb),
                  [](const std::string& url) { std::fprintf(stderr, "%s\n", url.c_str()); });
}

}  // namespace

void add_mcp(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("mcp", "Serve the knowledge base to agents by the Model Context Protocol");
  command->footer(
      "Tools ask, search, record, compare, scores and note; records and notes as resources (docs/mcp.md).\n"
      "Messages come and go on standard input and output, a line each; with --listen as streamable HTTP, at /mcp.\n"
      "An address that is not loopback needs a token of `colophon token` (Authorization: Bearer).\n"
      "Examples:\n  colophon mcp --listen 127.0.0.1:7879\n"
      "The configuration of a client:\n"
      "  {\"mcpServers\": {\"colophon\": {\"command\": \"colophon\", \"args\": [\"mcp\", \"--kb\", "
      "\"/data/colophon.kb\"]}}}");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kb);
  command->add_option("--listen", options->listen, "ADDRESS:PORT; port 0: any that is free");
  command->add_option("--host", options->names, "Another name that the server is called by, behind a proxy");
  command->callback([options] { run(*options); });
}

}  // namespace colophon::tools

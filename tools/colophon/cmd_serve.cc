#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "tools/colophon/commands.h"
#include "tools/colophon/reading.h"
#include "tools/serve/server.h"
#include "tools/serve/tokens.h"

namespace colophon::tools {
namespace {

struct Options {
  std::string kb;
  std::string listen = "127.0.0.1:7878";
  std::string log;
  fetch::Settings fetching = fetch_settings();
  std::vector<std::string> names, origins;
  serve::Limits limits;
  unsigned upload_megabytes = static_cast<unsigned>(serve::Limits().upload_bytes >> 20);
  unsigned request_seconds = static_cast<unsigned>(serve::Limits().request.count());
};

void run(const Options& options) {
  serve::Options server;
  server.knowledge_base = options.kb;
  server.listen = serve::parse_address(options.listen);
  server.names = options.names;
  server.origins = options.origins;
  server.limits = options.limits;
  server.limits.upload_bytes = uint64_t{options.upload_megabytes} << 20;
  server.limits.request = std::chrono::seconds(options.request_seconds);
  server.log = options.log;
  server.reader = confined_reader();
  server.recipe = pipeline::recipe_of({});
  server.fetching = options.fetching;
  if (!server.listen.loopback() && serve::Tokens(options.kb).list().empty()) {
    std::fputs("colophon: reading from afar needs a token, and there is none; make one with `colophon token`\n",
               stderr);
  }
  serve::serve(std::move(server), [](const serve::Address& address) {
    std::printf("http://%s/\n", address.text().c_str());
    std::fflush(stdout);
  });
}

}  // namespace

void add_serve(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("serve", "Answer over HTTP: the page and the API, for this machine or others");
  command->footer(
      "Examples:\n  colophon serve\n  colophon serve --listen 0.0.0.0:7878 --host reports.example.org\n"
      "Reading needs no token on a loopback address; writing, and reading from afar, needs one from `colophon token`.\n"
      "The access log goes to standard error, a line of JSON a request. Ends at SIGINT or SIGTERM.");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kb);
  command->add_option("--listen", options->listen, "ADDRESS:PORT; port 0: any that is free")->capture_default_str();
  command->add_option("--host", options->names, "Another name that the server is called by, behind a proxy");
  command->add_option("--cors", options->origins, "A page of another site that may ask: https://example.org");
  command->add_option("--log", options->log, "The file that the access log is appended to");
  command->add_option("--connections", options->limits.connections, "Connections at one time")
      ->check(CLI::Range(1U, 900U))
      ->capture_default_str();
  command->add_option("--at-once", options->limits.at_once, "Requests worked on at one time (default: one a processor)")
      ->check(CLI::Range(1U, 256U));
  command->add_option("--max-upload", options->upload_megabytes, "Megabytes that a report may have")
      ->check(CLI::Range(1U, 2000U))
      ->capture_default_str();
  command->add_option("--request-time", options->request_seconds, "Seconds that a request may take to come in")
      ->check(CLI::Range(1U, 3600U))
      ->capture_default_str();
  command->add_option("--arxiv", options->fetching.arxiv,
                      "Where arXiv is: a mirror's URL (default: https://arxiv.org)");
  command->callback([options] { run(*options); });
}

}  // namespace colophon::tools

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/print.h"
#include "tools/serve/tokens.h"

namespace colophon::tools {
namespace {

struct Options {
  std::string kb, name, revoke, format, url = "http://127.0.0.1:7878";
  bool list = false;
};

nlohmann::json to_json(const serve::Token& token) {
  return {{"id", token.id}, {"name", token.name}, {"created", token.created}};
}

void list(const serve::Tokens& tokens, const std::string& format) {
  nlohmann::json all = nlohmann::json::array();
  for (const serve::Token& token : tokens.list()) {
    all.push_back(to_json(token));
    if (format == "text") std::printf("%s  %s  %s\n", token.id.c_str(), token.created.c_str(), token.name.c_str());
  }
  if (format == "json") print_json({{"format", 1}, {"tokens", all}});
  if (format == "text" && all.empty()) std::fputs("there are no tokens; `colophon token` makes one\n", stderr);
}

void make(const serve::Tokens& tokens, const Options& options) {
  const std::string token = tokens.make(options.name);
  const std::string link = options.url + "/#token=" + token;
  if (options.format == "json") {
    print_json({{"format", 1}, {"token", token}, {"link", link}});
    return;
  }
  std::printf("%s\n", token.c_str());
  std::fprintf(stderr, "kept as a hash: it is not shown again. In a browser: %s\n", link.c_str());
}

void run(const Options& options) {
  store::KnowledgeBase::open(options.kb, store::Access::read);  // says what is wrong where there is none
  const serve::Tokens tokens(options.kb);
  if (!options.revoke.empty()) {
    if (tokens.revoke(options.revoke)) return;
    throw schema::Error(schema::Error::Kind::not_found,
                        "there is no token " + options.revoke + "; `colophon token --list` lists them");
  }
  options.list ? list(tokens, options.format) : make(tokens, options);
}

}  // namespace

void add_token(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("token", "Make a token that lets a client write over `colophon serve`");
  command->footer(
      "Examples:\n  colophon token --name laptop\n  colophon token --list\n  colophon token --revoke 1f3a9c02\n"
      "Prints the token once; the knowledge base keeps its hash. Send it as `Authorization: Bearer TOKEN`.");
  auto options = std::make_shared<Options>();
  add_kb_option(command, options->kb);
  add_format_option(command, options->format, {"text", "json"});
  command->add_option("--name", options->name, "Whose it is");
  command->add_option("--url", options->url, "Where the server is, for the link")->capture_default_str();
  command->add_flag("--list", options->list, "Say which there are");
  command->add_option("--revoke", options->revoke, "Take the token of this id back");
  command->callback([options] { run(*options); });
}

}  // namespace colophon::tools

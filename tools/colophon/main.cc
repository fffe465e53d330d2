// colophon: the command line. Commands are in cmd_*.cc; this file only dispatches and turns errors into one line each.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

#include "schema/error.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/wrong_use.h"

namespace colophon::tools {

namespace {

std::string usual_kb() {
  const char* environment = std::getenv("COLOPHON_KB");
  return environment != nullptr && *environment != '\0' ? environment : "./colophon.kb";
}

}  // namespace

void add_kb_option(CLI::App* command, std::string& kb) {
  kb = usual_kb();
  command->add_option("--kb", kb, "The knowledge base's directory (default: $COLOPHON_KB, else ./colophon.kb)");
}

void add_kb_option(CLI::App* command, std::vector<std::string>& kbs) {
  kbs = {usual_kb()};
  command
      ->add_option("--kb", kbs,
                   "The knowledge base's directory, HOST:PORT where xapian-tcpsrv serves one's search/, or a cluster "
                   "file that lists them; several, with commas between, are asked as one (default: $COLOPHON_KB, else "
                   "./colophon.kb)")
      ->allow_extra_args(false);
}

}  // namespace colophon::tools

int main(int argc, char** argv) {
  using namespace colophon;
  CLI::App app{"Colophon reads technical reports of language models and answers questions across them."};
  app.require_subcommand(1);
  app.set_version_flag("--version", COLOPHON_VERSION);
  app.failure_message(
      [](const CLI::App* program, const CLI::Error& error) { return tools::wrong_use(*program, error); });
  tools::Context context;
  tools::add_ask(app, context);
  tools::add_backup(app, context);
  tools::add_compare(app, context);
  tools::add_complete(app, context);
  tools::add_completion(app, context);
  tools::add_coverage(app, context);
  tools::add_diff(app, context);
  tools::add_eval(app, context);
  tools::add_export(app, context);
  tools::add_fetch(app, context);
  tools::add_import(app, context);
  tools::add_index(app, context);
  tools::add_mcp(app, context);
  tools::add_manual(app);
  tools::add_note(app, context);
  tools::add_parse(app, context);
  tools::add_read_worker(app);
  tools::add_plot(app, context);
  tools::add_rebuild(app, context);
  tools::add_restore(app, context);
  tools::add_review(app, context);
  tools::add_scores(app, context);
  tools::add_search(app, context);
  tools::add_serve(app, context);
  tools::add_set(app, context);
  tools::add_show(app, context);
  tools::add_sql(app, context);
  tools::add_stats(app, context);
  tools::add_timeline(app, context);
  tools::add_token(app, context);
  tools::add_unset(app, context);
  tools::add_verify(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? tools::exit_done : tools::exit_usage;
  } catch (const schema::Error& error) {
    std::fprintf(stderr, "colophon: %s\n", error.what());
    return error.kind() == schema::Error::Kind::not_found ? tools::exit_nothing : tools::exit_usage;
  } catch (const std::bad_alloc&) {
    std::fputs("colophon: not enough memory; end other programs or give --jobs 1\n", stderr);
    return tools::exit_usage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "colophon: %s\n", error.what());
    return tools::exit_usage;
  }
  return context.exit_code;
}

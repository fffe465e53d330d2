// The commands of the command line. Each lives in cmd_<name>.cc, which adds its CLI11 subcommand with a description, an
// example in the footer, and a callback that sets `exit_code`.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace colophon::tools {

struct Context {
  int exit_code = 0;
};

// `--kb DIR`, default $COLOPHON_KB, else ./colophon.kb.
void add_kb_option(CLI::App* command, std::string& kb);
// The same for commands that ask several as one: `--kb A --kb B`, `--kb HOST:PORT`.
void add_kb_option(CLI::App* command, std::vector<std::string>& kbs);

void add_ask(CLI::App& app, Context& context);
void add_backup(CLI::App& app, Context& context);
void add_compare(CLI::App& app, Context& context);
void add_complete(CLI::App& app, Context& context);  // not for people: the shells ask it
void add_completion(CLI::App& app, Context& context);
void add_coverage(CLI::App& app, Context& context);
void add_diff(CLI::App& app, Context& context);
void add_eval(CLI::App& app, Context& context);
void add_export(CLI::App& app, Context& context);
void add_fetch(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);
void add_index(CLI::App& app, Context& context);
void add_read_worker(CLI::App& app);  // not for people: `index` starts it
void add_mcp(CLI::App& app, Context& context);
void add_manual(CLI::App& app);  // not for people: the build writes the manual pages with it
void add_note(CLI::App& app, Context& context);
void add_parse(CLI::App& app, Context& context);
void add_plot(CLI::App& app, Context& context);
void add_rebuild(CLI::App& app, Context& context);
void add_restore(CLI::App& app, Context& context);
void add_review(CLI::App& app, Context& context);
void add_scores(CLI::App& app, Context& context);
void add_search(CLI::App& app, Context& context);
void add_serve(CLI::App& app, Context& context);
void add_set(CLI::App& app, Context& context);
void add_show(CLI::App& app, Context& context);
void add_sql(CLI::App& app, Context& context);
void add_stats(CLI::App& app, Context& context);
void add_timeline(CLI::App& app, Context& context);
void add_token(CLI::App& app, Context& context);
void add_unset(CLI::App& app, Context& context);
void add_verify(CLI::App& app, Context& context);

}  // namespace colophon::tools

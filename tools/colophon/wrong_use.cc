#include "tools/colophon/wrong_use.h"

#include <string>
#include <vector>

#include "query/suggestion.h"
#include "tools/colophon/manual.h"

namespace colophon::tools {
namespace {

// The command that the line names, with those above it: "colophon review accept".
struct Named {
  const CLI::App* command;
  std::string line;
};

Named named(const CLI::App& program) {
  Named found{&program, "colophon"};
  for (auto below = program.get_subcommands(); !below.empty(); below = below.front()->get_subcommands()) {
    found.command = below.front();
    found.line += " " + below.front()->get_name();
  }
  return found;
}

std::string with_suggestion(const std::string& word, const std::vector<std::string>& known) {
  return query::did_you_mean(query::suggestion(word, known));
}

std::string what_is_wrong(const CLI::App& command, const CLI::Error& error) {
  const std::vector<std::string> unread = command.remaining();
  std::vector<std::string> options;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  }
  for (const std::string& word : unread) {
    if (word.size() > 1 && word.front() == '-') {
      return "there is no option " + word + with_suggestion(word.substr(0, word.find('=')), options);
    }
  }
  std::vector<std::string> commands;
  for (const CLI::App* below : commands_of(command)) commands.push_back(below->get_name());
  if (commands.empty()) return error.what();
  if (!unread.empty()) {
    return "there is no command \"" + unread.front() + "\"" + with_suggestion(unread.front(), commands);
  }
  return command.get_parent() == nullptr ? "a command is missing" : error.what();
}

}  // namespace

std::string wrong_use(const CLI::App& program, const CLI::Error& error) {
  const Named command = named(program);
  const std::string wrong = what_is_wrong(*command.command, error);
  return "colophon: " + wrong + (wrong.back() == '?' ? " See `" : "; see `") + command.line + " --help`\n";
}

}  // namespace colophon::tools

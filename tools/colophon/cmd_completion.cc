#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "tools/colophon/commands.h"
#include "tools/colophon/completion.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/print.h"

namespace colophon::tools {
namespace {

// Each asks `colophon complete` with the words up to the cursor and shows what it prints; where that is nothing, files.

// Bash cuts words at colons and does not say where quotes were: the line is cut at blanks again, and what stood before
// the last colon is taken off each completion.
constexpr const char* bash_script = R"BASH(# colophon completion for bash
_colophon() {
  local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} whole found words
  whole=${line##*[[:space:]\'\"]}
  read -ra words <<<"${line%"$whole"}"
  COMPREPLY=()
  while IFS=$'\t' read -r found _; do
    found=${found#"${whole%"$word"}"}
    [[ $line == *[\'\"]"$whole" ]] || printf -v found %q "$found"
    COMPREPLY+=("$found")
  done < <(colophon complete -- "${words[@]:1}" "$whole" 2>/dev/null)
  if ((${#COMPREPLY[@]} == 0)); then
    compopt -o default
  elif [[ ${COMPREPLY[0]} == *: ]]; then
    compopt -o nospace
  fi
}
complete -F _colophon colophon
)BASH";

constexpr const char* zsh_script = R"ZSH(#compdef colophon
_colophon() {
  local line
  local -a found
  for line in ${(f)"$(colophon complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)"}; do
    found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done
  if ((${#found} == 0)); then
    _files
  elif [[ ${found[1]} == *'\::'* ]]; then
    _describe -V colophon found -S ''
  else
    _describe -V colophon found
  fi
}
if [[ ${funcstack[1]} == _colophon ]]; then
  _colophon "$@"
else
  compdef _colophon colophon
fi
)ZSH";

constexpr const char* fish_script = R"FISH(# colophon completion for fish
function __colophon_complete
    set -l words (commandline -opc)
    colophon complete -- $words[2..-1] (commandline -ct) 2>/dev/null
    or __fish_complete_path (commandline -ct)
end
complete -c colophon -f -k -a '(__colophon_complete)'
)FISH";

const std::map<std::string, const char*> scripts = {{"bash", bash_script}, {"fish", fish_script}, {"zsh", zsh_script}};

}  // namespace

void add_completion(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("completion", "Print what makes the shell complete commands, fields and values");
  command->footer(
      "Examples:\n  colophon completion bash > ~/.local/share/bash-completion/completions/colophon\n"
      "  colophon completion zsh > ~/.zfunc/_colophon\n"
      "  colophon completion fish > ~/.config/fish/completions/colophon.fish\n"
      "For zsh the folder is to be named in $fpath before compinit is called.");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "The shell")->required()->check(CLI::IsMember({"bash", "fish", "zsh"}));
  command->callback([shell] { print_text(scripts.at(*shell)); });
}

void add_complete(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("complete", "Print what may complete a command line, for the shells")->group("");
  auto words = std::make_shared<std::vector<std::string>>();
  command->add_option("WORD", *words, "The line's words up to the cursor, after the program's name");
  command->callback([words, &app, &context] {
    const std::vector<Completion> found = complete(app, *words);
    for (const Completion& one : found) print_text(one.word + "\t" + one.description + "\n");
    context.exit_code = found.empty() ? exit_nothing : exit_done;
  });
}

}  // namespace colophon::tools

#include <CLI/CLI.hpp>
#include <memory>

#include "tools/colophon/commands.h"
#include "tools/colophon/print.h"

namespace colophon::tools {
namespace {

// Commands and options come from --help, fields and values from `colophon search --complete`.
constexpr const char* bash_script = R"BASH(_colophon() {
  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} before=${COMP_WORDS[COMP_CWORD-1]}
  # Bash cuts words at colons: join "field", ":" and "value" again.
  local line=${COMP_LINE:0:COMP_POINT} whole
  whole=${line##*[[:space:]\'\"]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    local commands
    commands=$(colophon --help | sed -n '/^Subcommands:/,$s/^  \([a-z]*\) .*/\1/p')
    COMPREPLY=($(compgen -W "$commands" -- "$word"))
  elif [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$(colophon "$command" --help | grep -o -- '--[a-z-]*')" -- "$word"))
  elif [[ $command == search || $before == --where || $line == *--where* || $command == timeline || $command == plot ]]; then
    local found
    while IFS= read -r found; do
      COMPREPLY+=("${found#"${whole%"$word"}"}")
    done < <(colophon search --complete -- "$whole" 2>/dev/null)
    compopt -o nospace
  else
    compopt -o default
  fi
}
complete -F _colophon colophon
)BASH";

}  // namespace

void add_completion(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("completion", "Print what makes the shell complete commands, fields and values");
  command->footer("Example:\n  colophon completion bash > ~/.local/share/bash-completion/completions/colophon");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash")->required()->check(CLI::IsMember({"bash"}));
  command->callback([shell] { print_text(bash_script); });
}

}  // namespace colophon::tools

// What may complete a command line in a shell: commands, options and their values from what CLI11 knows of them, fields
// and values from the checklist, reports and models from the knowledge base. The shells' scripts (cmd_completion.cc)
// only ask and show.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace colophon::tools {

struct Completion {
  std::string word;  // the whole word
  std::string description;
};

// `words` are those after the program's name up to the cursor, the last one being what has been typed of a word, maybe
// "". Empty where nothing is known of the place: a file's name may be meant. Never throws for a missing knowledge base.
std::vector<Completion> complete(const CLI::App& program, const std::vector<std::string>& words);

}  // namespace colophon::tools

// Whose decision it is: what the commands that curate have in common.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "query/curate.h"
#include "store/knowledge_base.h"

namespace colophon::tools {

struct Person {
  std::string author, note;
  // Now, by $COLOPHON_AUTHOR or who is logged in where no author was named.
  query::Act act() const;
};

// --author, --note
void add_person_options(CLI::App* command, Person& person);

// For writing. Throws Error(not_found) when there is no knowledge base: none is made.
store::KnowledgeBase open_to_curate(const std::string& kb, bool wait);

// Brings the mirrors up to date and prints what was decided: as a line, or as JSON.
void print_decision(store::KnowledgeBase& base, const store::Decision& decision, const std::string& format);

// "accept 12: arch.layers of Lantern-7B in a.pdf: 32 -> 40"
std::string decision_line(const store::Decision& decision);

}  // namespace colophon::tools

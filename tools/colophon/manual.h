// Manual pages, from the same descriptions as `--help`: what CLI11 knows of a command is written as roff.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace colophon::tools {

// The page of the program itself, colophon(1): its commands, exit codes, environment.
std::string program_page(const CLI::App& program);

// The page of one command, colophon-NAME(1).
std::string command_page(const CLI::App& program, const CLI::App& command);

// The commands that are for people, in the order of their names.
std::vector<const CLI::App*> commands_of(const CLI::App& program);

}  // namespace colophon::tools

// What is said of a command line that cannot be read.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace colophon::tools {

// One line: what is wrong with the command line that `program` has tried to read, what was perhaps meant, and how to go
// on.
std::string wrong_use(const CLI::App& program, const CLI::Error& error);

}  // namespace colophon::tools

// What the commands print alike: evidence under every statement, JSON for programs, colours only on a terminal.
#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "query/answer.h"
#include "query/library.h"

namespace colophon::tools {

// Opens the search index of a knowledge base; makes it first where it is missing or left behind.
query::Library open_library(const std::string& kb);

void print_json(const nlohmann::json& json);
void print_text(const std::string& text);

// "bold" on a terminal, unless NO_COLOR is set.
std::string emphasis(const std::string& text);

// "    p. 17, Table 2, Pre-Training: “We train ...”", the first `most` pieces of evidence, a line each.
std::string evidence_text(const std::vector<schema::Evidence>& evidence, size_t most = 1);

// Adds `--format text|json` (or other names) to a command.
void add_format_option(CLI::App* command, std::string& format, const std::vector<std::string>& formats);

}  // namespace colophon::tools

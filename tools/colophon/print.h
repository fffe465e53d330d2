// What the commands print alike: evidence under every statement, JSON for programs, colours only on a terminal.
#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "query/answer.h"
#include "query/open.h"
#include "query/table.h"
#include "store/knowledge_base.h"

namespace colophon::tools {

using query::open_library;

void print_json(const nlohmann::json& json);
void print_text(const std::string& text);

// "bold" on a terminal, unless NO_COLOR is set.
std::string emphasis(const std::string& text);

// "    p. 17, Table 2, Pre-Training: “We train ...”", the first `most` pieces of evidence, a line each.
std::string evidence_text(const std::vector<schema::Evidence>& evidence, size_t most = 1);

// "--limit" of reports whose statements an answer gives, 0 for all; and what it is to query::run.
void add_reports_option(CLI::App* command, size_t& limit);
size_t reports_wanted(size_t limit);
// "... and 20 more reports; ", where an answer leaves some out, and what to do.
std::string more_text(const query::Answers& answers, const std::string& advice);

// The formats a table can be printed in; "text" is for terminals.
const std::vector<std::string>& table_formats();
// Prints a table, or writes it to `output` if that is not empty. xlsx needs an output.
void print_table(const query::Table& table, const std::string& format, const std::string& output = "");
// Writes to a file, or to standard output if `output` is empty. Throws schema::Error(input) when it cannot.
void write_output(const std::string& text, const std::string& output);

// Adds `--format text|json` (or other names) to a command.
void add_format_option(CLI::App* command, std::string& format, const std::vector<std::string>& formats);

}  // namespace colophon::tools

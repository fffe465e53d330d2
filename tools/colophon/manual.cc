#include "tools/colophon/manual.h"

#include <algorithm>
#include <sstream>

namespace colophon::tools {
namespace {

// A line of text as roff sets it: no backslash escapes, a hyphen is a minus, no request by accident.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      if (out.empty() && (c == '.' || c == '\'')) out += "\\&";
      out += c;
    }
  }
  return out;
}

std::string bold(const std::string& text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + escaped(text) + "\\fR"; }

std::string title(const std::string& name, const CLI::App& program) {
  std::string upper = name;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
  return ".TH " + escaped(upper) + " 1 \"\" \"colophon " + escaped(program.version()) + "\"\n";
}

bool shown(const CLI::Option& option) { return !option.get_group().empty(); }

// What stands for an option's value: "TEXT", or the values it may have, which CLI11 describes as "TEXT:{text,json}";
// empty for flags.
std::string placeholder(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return "";
  std::string type = option.get_type_name();
  const size_t open = type.find('{');
  if (open == std::string::npos || type.back() != '}') return type.substr(0, type.find(':'));  // "UINT:UINT in [1 - 9]"
  type = type.substr(open + 1, type.size() - open - 2);
  std::replace(type.begin(), type.end(), ',', '|');
  return type;
}

std::string synopsis(const std::string& name, const CLI::App& command) {
  std::string out = ".SH SYNOPSIS\n" + bold(name);
  const auto options = command.get_options([](const CLI::Option* o) { return shown(*o) && !o->get_positional(); });
  if (!options.empty()) out += " [" + italic("OPTIONS") + "]";
  for (const CLI::Option* option : command.get_options([](const CLI::Option* o) { return o->get_positional(); })) {
    const std::string text =
        italic(option->get_name(true)) + (option->get_items_expected_max() > 1 ? " .\\|.\\|." : "");
    out += option->get_required() ? " " + text : " [" + text + "]";
  }
  if (!commands_of(command).empty()) out += " " + italic("COMMAND");
  return out + "\n";
}

std::string options_text(const CLI::App& command) {
  std::string positional;
  std::string named;
  for (const CLI::Option* option : command.get_options([](const CLI::Option* o) { return shown(*o); })) {
    std::string description = option->get_description();
    if (option->get_positional()) {
      positional += ".TP\n" + italic(option->get_name(true)) + "\n" + escaped(description) + "\n";
      continue;
    }
    std::string names = option->get_name(false, true);
    for (size_t at = 0; (at = names.find(',', at)) != std::string::npos; at += 2) names.replace(at, 1, ", ");
    const std::string value = placeholder(*option);
    named += ".TP\n" + bold(names) + (value.empty() ? "" : " " + italic(value)) + "\n" + escaped(description) + "\n";
  }
  return (positional.empty() ? "" : ".SH ARGUMENTS\n" + positional) + (named.empty() ? "" : ".SH OPTIONS\n" + named);
}

// "Example:" and what is indented below it; the rest is remarks.
std::string footer_text(const std::string& footer) {
  std::string examples;
  std::string remarks;
  std::istringstream lines(footer);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("Example", 0) == 0 || line.empty()) continue;
    if (line.rfind("  ", 0) == 0) {
      examples += escaped(line.substr(2)) + "\n";
    } else {
      remarks += (remarks.empty() ? "" : ".PP\n") + escaped(line) + "\n";
    }
  }
  return (remarks.empty() ? "" : ".SH NOTES\n" + remarks) +
         (examples.empty() ? "" : ".SH EXAMPLES\n.nf\n" + examples + ".fi\n");
}

std::string list_of(const CLI::App& command, const std::string& name) {
  std::string out;
  for (const CLI::App* one : commands_of(command)) {
    out += ".TP\n" + bold(name + " " + one->get_name()) + "\n" + escaped(one->get_description()) + "\n";
  }
  return out;
}

// What holds for every command.
constexpr const char* common_text =
    ".SH EXIT STATUS\n"
    ".TP\n\\fB0\\fR\nDone.\n"
    ".TP\n\\fB1\\fR\nNothing found, or a check failed.\n"
    ".TP\n\\fB2\\fR\nWrong use or bad input; one line on standard error says what, where and what to do.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n\\fBCOLOPHON_KB\\fR\nThe knowledge base, where \\fB\\-\\-kb\\fR names none; else \\fI./colophon.kb\\fR.\n"
    ".TP\n\\fBNO_COLOR\\fR\nIf set, nothing is printed in bold.\n";

}  // namespace

std::vector<const CLI::App*> commands_of(const CLI::App& program) {
  std::vector<const CLI::App*> commands = program.get_subcommands(
      [](const CLI::App* command) { return !command->get_name().empty() && !command->get_group().empty(); });
  std::sort(commands.begin(), commands.end(),
            [](const CLI::App* a, const CLI::App* b) { return a->get_name() < b->get_name(); });
  return commands;
}

std::string program_page(const CLI::App& program) {
  std::string out = title("colophon", program) + ".SH NAME\ncolophon \\- " + escaped(program.get_description()) + "\n";
  out += synopsis("colophon", program);
  out += ".SH COMMANDS\n";
  std::string also;
  for (const CLI::App* command : commands_of(program)) {
    const std::string page = "colophon-" + command->get_name();
    out += ".TP\n" + bold(page) + "(1)\n" + escaped(command->get_description()) + "\n";
    also += (also.empty() ? "" : ",\n") + bold(page) + "(1)";
  }
  return out + options_text(program) + common_text + ".SH SEE ALSO\n" + also + "\n";
}

std::string command_page(const CLI::App& program, const CLI::App& command) {
  const std::string name = "colophon " + command.get_name();
  const std::string page = "colophon-" + command.get_name();
  std::string out = title(page, program) + ".SH NAME\n" + escaped(page) + " \\- " + escaped(command.get_description());
  out += "\n" + synopsis(name, command);
  if (const std::string list = list_of(command, name); !list.empty()) out += ".SH COMMANDS\n" + list;
  out += options_text(command);
  for (const CLI::App* one : commands_of(command)) {
    out += ".SH OPTIONS OF " + escaped(one->get_name()) + "\n" + options_text(*one) + footer_text(one->get_footer());
  }
  return out + footer_text(command.get_footer()) + common_text + ".SH SEE ALSO\n" + bold("colophon") + "(1)\n";
}

}  // namespace colophon::tools

// What becomes of the commands of LaTeX and its usual packages in a text, by their names without the backslash.
#pragma once

#include <map>
#include <string_view>

namespace colophon::document {

// Commands that stand for a text.
const std::map<std::string_view, std::string_view>& text_commands();

// Combining marks of accent commands.
const std::map<std::string_view, std::string_view>& accent_commands();

// Commands that lay out or refer: how many arguments vanish with them.
const std::map<std::string_view, int>& silent_commands();

// Commands whose last argument is the text, after as many others.
const std::map<std::string_view, int>& wrapper_commands();

// Of the silent commands, those that stand in a sentence.
bool is_reference_command(std::string_view name);

bool is_bold_command(std::string_view name);
bool is_underline_command(std::string_view name);

}  // namespace colophon::document

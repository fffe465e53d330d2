// Dollar math in Markdown made readable before Markdown itself is parsed, which would take "_" and "\" for its own.
#pragma once

#include <string>
#include <string_view>

namespace colophon::document {

// Replaces "$...$", "$$...$$", "$`...`$", "\(...\)" and "\[...\]" by their readable text, escaped for Markdown. Code
// and prices are left alone: an inline formula holds no blank line, has no space inside its dollars and no digit after
// them.
std::string with_readable_math(const std::string& markdown);

}  // namespace colophon::document

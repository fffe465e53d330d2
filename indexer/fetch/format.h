// Of which format an answer is, told by its first bytes before its declared type: servers send archives as
// "application/octet-stream", and error pages as anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace colophon::fetch {

// "pdf", "latex" (a bundle), "html", "docx", "markdown", "json" or "text"; "" for what no reader takes (images, video).
// `head` is at least the first 512 bytes, or all; `declared` the Content-Type; `name` the file name asked for.
std::string format_of(std::string_view head, std::string_view declared, std::string_view name);

// What a file of this name is, "" where the name does not say.
std::string format_of_name(std::string_view name);

// The extension a file of `format` gets when its `name` has none that says so: ".tar.gz"; "" when the name will do.
std::string extension_for(const std::string& format, const std::string& name);

// All that format_of() can give.
const std::vector<std::string>& readable_formats();

}  // namespace colophon::fetch

// The readers' one door: a file in, its Document out. Which reader is decided by content first, then by extension.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/document/document.h"

namespace colophon::document {

// True when some reader takes files of this name (".pdf", ".md", ".markdown", ".html", ".htm", ".tex", ".txt", ...).
bool readable(const std::filesystem::path& file);

// Reads a whole report. Throws schema::Error(input) with one line when the file is empty, truncated, locked by a password
// or not what it claims to be. Thread-safe.
Document read(const std::filesystem::path& file);

// The same from bytes; `name` is the file name that decides the format where content does not.
Document read_bytes(std::string_view bytes, const std::string& name);

// One function a format; each lives in a folder of its own.
Document read_pdf(std::string_view bytes, const std::string& name);
Document read_markdown(std::string_view utf8, const std::string& name);
Document read_html(std::string_view utf8, const std::string& name);

}  // namespace colophon::document

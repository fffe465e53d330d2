// The readers' one door: a file in, its Document out. Which reader is decided by content first, then by extension.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/document/document.h"

namespace colophon::document {

// True when some reader takes files of this name: .pdf, .md, .markdown, .html, .htm, .xhtml, .tex, .tar.gz, .tgz,
// .docx, .txt, and a config.json that no Markdown report beside it takes in (see companion_config).
bool readable(const std::filesystem::path& file);

// The config.json that read() takes in with a Markdown report: the one in its folder, when the report is the folder's
// README or its only Markdown file. Empty where there is none. What a Markdown report's Document depends on is `file`
// and this; one that is no model's configuration is passed over.
std::filesystem::path companion_config(const std::filesystem::path& file);

// Reads a whole report. Throws schema::Error(input) with one line when the file is empty, truncated, locked by a
// password or not what it claims to be. Thread-safe.
Document read(const std::filesystem::path& file);

// The same where the file's bytes are at hand already; what it takes in is read from beside `file`.
Document read(const std::filesystem::path& file, std::string_view bytes);

// From bytes alone; `name` is the file name that decides the format where content does not.
Document read_bytes(std::string_view bytes, const std::string& name);

// One function a format; each lives in a folder of its own. Texts are clean UTF-8 (encoding.h).
Document read_pdf(std::string_view bytes, const std::string& name);
// `config`: the config.json beside the report; its table is appended.
Document read_markdown(std::string_view utf8, const std::string& name, std::string_view config = {});
Document read_html(std::string_view utf8, const std::string& name);
// `files`: the files that the source may take in, by path; none when empty.
using TexFiles = std::function<std::optional<std::string>(const std::string& path)>;
Document read_latex(
    std::string_view utf8, const std::string& name,
    const TexFiles& files = [](const std::string&) { return std::nullopt; });
Document read_latex_bundle(std::string_view archive, const std::string& name);
Document read_docx(std::string_view bytes, const std::string& name);
Document read_config(std::string_view utf8, const std::string& name);
Document read_text(std::string_view utf8, const std::string& name);

}  // namespace colophon::document

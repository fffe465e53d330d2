// The text files of a source archive (arXiv's .tar.gz, or one .tex behind gzip), read into memory.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace colophon::document {

// TeX files by their path in the archive, decoded to UTF-8; the lone content of a gzip without a tar is "main.tex".
// Figures, links and paths that leave the archive are skipped. Throws schema::Error(input) naming `name` when the
// archive is damaged, holds no TeX, or unpacks to more than a report can be (64 MB of text, 5,000 entries).
std::map<std::string, std::string> read_tex_bundle(std::string_view bytes, const std::string& name);

}  // namespace colophon::document

// The parts of a DOCX package (a ZIP of XML), read into memory.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace colophon::document {

// The XML of the text, its styles, footnotes and properties by path: "word/document.xml" is always there. Throws
// schema::Error(input) naming `name` when the archive is damaged, protected, no Word document, or larger than a report.
std::map<std::string, std::string> read_docx_package(std::string_view bytes, const std::string& name);

}  // namespace colophon::document

// Tables for the terminal and for spreadsheets.
#pragma once

#include <string>
#include <vector>

namespace colophon::tools {

// Columns side by side, as wide as their widest cell but no wider than 60 places; longer cells are cut with "…".
// Chinese characters take two places. Line breaks in cells become spaces.
std::string text_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);

// RFC 4180, with "\n" at the ends of lines.
std::string csv_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);

}  // namespace colophon::tools

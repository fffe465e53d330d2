// Golden tests: each file in golden/ is read and must give the Document that its `.expected` tells line by line. With
// COLOPHON_WRITE_GOLDEN set they are written anew; look at the difference before committing it.
//
// PDFs are described by `.pages` files, a drawn thing a line: "X BASELINE SIZE STYLE text" where STYLE is R or B
// (bold), "rule X0 X1 Y", "bar X0 Y0 X1 Y1" (filled), "upright X Y0 Y1", "page", and "turn" for a page whose text runs
// upwards.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "indexer/document/reader.h"
#include "tests/indexer/document/pdf/tiny_pdf.h"

namespace colophon::document {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string pdf_of(const std::string& description) {
  pdf::TinyPdf pdf;
  std::istringstream lines(description);
  bool first = true;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    if (!(words >> word) || word.starts_with('#')) continue;
    if (word == "page") {
      if (!first) pdf.page();
      first = false;
    } else if (word == "turn") {
      pdf.turn();
    } else if (word == "rule") {
      double x0 = 0, x1 = 0, y = 0;
      words >> x0 >> x1 >> y;
      pdf.rule(x0, x1, y);
    } else if (word == "upright") {
      double x = 0, y0 = 0, y1 = 0;
      words >> x >> y0 >> y1;
      pdf.upright(x, y0, y1);
    } else if (word == "bar") {
      double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
      words >> x0 >> y0 >> x1 >> y1;
      pdf.bar(x0, y0, x1, y1);
    } else {
      double baseline = 0, size = 0;
      std::string style, text;
      words >> baseline >> size >> style >> std::ws;
      std::getline(words, text);
      pdf.text(std::stod(word), baseline, text, size, style == "B");
    }
  }
  return pdf.bytes();
}

std::string row_of(const std::vector<Cell>& row) {
  std::string line;
  for (const Cell& cell : row) {
    if (&cell != &row.front()) line += " | ";
    line += cell.copy ? "<" + cell.text + ">" : cell.bold ? "**" + cell.text + "**" : cell.text;
  }
  return line;
}

std::string picture_of(const Document& document) {
  std::ostringstream out;
  out << "title: " << document.title << "\n";
  if (!document.stamp.empty()) out << "stamp: " << document.stamp << "\n";
  for (const auto& [key, value] : document.meta) out << key << ": " << value << "\n";
  int section = -1;
  for (const Block& block : document.blocks) {
    if (block.section != section) {
      section = block.section;
      if (section >= 0) {
        const Section& at = document.sections[static_cast<size_t>(section)];
        out << "\n"
            << std::string(static_cast<size_t>(at.level), '#') << " [" << at.number << "] " << at.title << " ("
            << role_name(at.role) << (at.appendix ? ", appendix" : "") << ")\n";
      }
    }
    if (block.kind != BlockKind::table) {
      out << block_kind_name(block.kind) << ": " << block.text << "\n";
      continue;
    }
    const Table& table = document.tables[static_cast<size_t>(block.table)];
    out << "table " << table.header_rows << "x" << table.header_cols << " {" << table.id << "} " << table.caption
        << "\n";
    for (size_t r = 0; r < table.rows.size(); ++r) {
      out << "  " << row_of(table.rows[r]);
      if (r < table.groups.size() && !table.groups[r].empty()) out << "   (" << table.groups[r] << ")";
      out << "\n";
    }
  }
  return out.str();
}

const fs::path folder = COLOPHON_SOURCE_DIR "/tests/indexer/document/golden";

std::vector<std::string> inputs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".expected") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, ReadsAsExpected) {
  const fs::path file = folder / GetParam();
  const bool pages = file.extension() == ".pages";
  const std::string bytes = pages ? pdf_of(contents(file)) : contents(file);
  const std::string picture = picture_of(read_bytes(bytes, pages ? "report.pdf" : GetParam()));
  const fs::path expected = file.string() + ".expected";
  if (std::getenv("COLOPHON_WRITE_GOLDEN") != nullptr) std::ofstream(expected, std::ios::binary) << picture;
  EXPECT_EQ(picture, contents(expected));
}

INSTANTIATE_TEST_SUITE_P(Documents, Golden, testing::ValuesIn(inputs()), [](const auto& input) {
  std::string name = input.param;
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
});

}  // namespace
}  // namespace colophon::document

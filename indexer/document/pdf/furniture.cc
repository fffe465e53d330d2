#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "indexer/document/dates.h"
#include "indexer/document/pdf/layout.h"

namespace colophon::document::pdf {
namespace {

constexpr float edge = 0.09f;  // of the page's height: where heads and feet stand

bool at_edge(const Page& page, const Line& line) {
  return line.box.y1 < edge * page.height || line.box.y0 > (1 - edge) * page.height;
}

// The text with digits made equal, so that "page 3" repeats "page 2".
std::string shape_of(const Line& line) {
  std::string shape = line.text();
  for (char& c : shape) {
    if (c >= '0' && c <= '9') c = '0';
  }
  std::string folded;
  for (const char c : shape) {
    if (c == '0' && !folded.empty() && folded.back() == '0') continue;
    folded += c;
  }
  return folded;
}

bool is_page_number(const std::string& text) {
  static const RE2 pattern(R"((?i)[-–—\s]*(\d{1,4}|[ivxl]{1,6})(\s*(/|of)\s*\d{1,4})?[-–—\s]*|第\s*\d+\s*页.*)");
  return RE2::FullMatch(text, pattern);
}

}  // namespace

std::vector<std::vector<bool>> find_furniture(const Pages& pages) {
  std::map<std::pair<std::string, bool>, std::set<int>> repeats;  // shape, top or bottom -> pages
  for (const Page& page : pages.pages) {
    for (const Line& line : page.lines) {
      if (at_edge(page, line)) repeats[{shape_of(line), line.baseline < page.height / 2}].insert(page.number);
    }
  }
  // Left and right pages may differ: a third of the pages is often enough, but never a single repetition.
  const size_t enough = std::max<size_t>(3, pages.pages.size() / 6);
  std::vector<std::vector<bool>> furniture;
  for (const Page& page : pages.pages) {
    std::vector<bool> taken(page.lines.size(), false);
    for (size_t at = 0; at < page.lines.size(); ++at) {
      const Line& line = page.lines[at];
      if (!at_edge(page, line)) continue;
      const auto found = repeats.find({shape_of(line), line.baseline < page.height / 2});
      taken[at] = is_page_number(line.text()) || found->second.size() >= enough;
    }
    furniture.push_back(std::move(taken));
  }
  return furniture;
}

Stamp find_stamp(const Page& first) {
  std::string upright;
  for (const Word& word : first.words) {
    if (word.vertical) upright += (upright.empty() ? "" : " ") + word.text;
  }
  static const RE2 pattern(
      R"(arXiv:\s*(\d{4}\.\d{4,5})(?:v\d+)?\s*(?:\[[^\]]*\])?\s*(\d{1,2}\s*[A-Z][a-z]{2}\s*\d{4})?)");
  Stamp stamp;
  std::string date;
  if (!RE2::PartialMatch(upright, pattern, &stamp.arxiv, &date)) {
    std::string all;
    for (const Line& line : first.lines) all += line.text() + "\n";
    if (!RE2::PartialMatch(all, pattern, &stamp.arxiv, &date)) return stamp;
  }
  stamp.date = find_date(date);
  return stamp;
}

}  // namespace colophon::document::pdf

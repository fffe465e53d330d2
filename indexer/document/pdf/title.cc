#include "indexer/document/pdf/title.h"

#include <cmath>

#include "indexer/document/dates.h"

namespace colophon::document::pdf {

std::string find_title(const Page& first, const std::vector<bool>& furniture, const Style& style,
                       const LineJoiner& joiner) {
  float largest = 1.1f * style.size;
  for (size_t at = 0; at < first.lines.size(); ++at) {
    const Line& line = first.lines[at];
    if (furniture[at] || line.baseline > 0.55f * first.height) continue;
    if (line.text().size() >= 6 && line.size > largest && !is_section_name(line.text())) largest = line.size;
  }
  if (largest <= 1.1f * style.size) return "";
  std::string title;
  float last = -1;
  for (size_t at = 0; at < first.lines.size(); ++at) {
    const Line& line = first.lines[at];
    if (furniture[at] || std::fabs(line.size - largest) > 0.06f * largest || line.baseline > 0.6f * first.height)
      continue;
    if (last >= 0 && line.baseline - last > 3.0f * largest) break;
    joiner.append(title, line.text());
    last = line.baseline;
  }
  return title;
}

std::string find_date_line(const Page& first) {
  constexpr size_t longest = 60;  // bytes: a line that is about the date, not prose with one in it
  for (const Line& line : first.lines) {
    const std::string text = line.text();
    if (text.size() > longest) continue;
    if (std::string date = find_date(text); !date.empty()) return date;
  }
  return "";
}

}  // namespace colophon::document::pdf

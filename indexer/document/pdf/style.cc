#include <algorithm>
#include <cmath>
#include <map>

#include "indexer/document/pdf/layout.h"

namespace colophon::document::pdf {

Style body_style(const Pages& pages) {
  std::map<int, size_t> sizes;     // tenths of a point -> bytes of text
  std::map<int, size_t> leadings;  // halves of a point -> lines
  for (const Page& page : pages.pages) {
    const Line* above = nullptr;
    for (const Line& line : page.lines) {
      size_t bytes = 0;
      for (const Word& word : line.words) bytes += word.text.size();
      sizes[static_cast<int>(std::lround(line.size * 5))] += bytes;
      if (above != nullptr && bytes > 30 && std::fabs(above->box.x0 - line.box.x0) < 1) {
        const float leading = line.baseline - above->baseline;
        if (leading > 0.8f * line.size && leading < 2.5f * line.size)
          ++leadings[static_cast<int>(std::lround(2 * leading))];
      }
      above = &line;
    }
  }
  const auto most = [](const std::map<int, size_t>& counts) {
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; });
  };
  Style style;
  if (!sizes.empty()) style.size = static_cast<float>(most(sizes)->first) / 5;
  style.leading = leadings.empty() ? 1.2f * style.size : static_cast<float>(most(leadings)->first) / 2;
  return style;
}

}  // namespace colophon::document::pdf

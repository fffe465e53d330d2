#include <algorithm>
#include <cmath>

#include "indexer/document/pdf/layout.h"

namespace colophon::document::pdf {
namespace {

struct Region {
  Box box;
  int pieces = 0;
  bool image = false;
};

bool touches(const Box& a, const Box& b, float near) {
  return a.x0 <= b.x1 + near && b.x0 <= a.x1 + near && a.y0 <= b.y1 + near && b.y0 <= a.y1 + near;
}

Box unite(const Box& a, const Box& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

// Drawings and images that touch make one region; a rule between them (a chart's axis) joins them, and is no piece.
std::vector<Region> regions_of(const Page& page) {
  constexpr float near = 6.0f;
  constexpr size_t most = 4000;  // a vector map of many thousand paths is one figure whatever its pieces
  std::vector<Region> regions;
  const auto add = [&](const Box& box, int pieces, bool image) {
    if ((box.x1 - box.x0) * (box.y1 - box.y0) > 0.7f * page.width * page.height) return;  // the page's ground
    Region region{box, pieces, image};
    for (size_t at = 0; at < regions.size();) {
      if (!touches(regions[at].box, region.box, near)) {
        ++at;
        continue;
      }
      region.box = unite(region.box, regions[at].box);
      region.pieces += regions[at].pieces;
      region.image |= regions[at].image;
      regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(at));
      at = 0;
    }
    regions.push_back(region);
  };
  for (size_t at = 0; at < page.drawings.size() && at < most; ++at) add(page.drawings[at], 1, false);
  for (const Box& image : page.images) add(image, 1, true);
  if (regions.empty()) return regions;
  for (const Rule& rule : page.rules) add({rule.x0, rule.y0, rule.x1, rule.y1}, 0, false);
  return regions;
}

size_t letters_of(const Line& line) {
  size_t bytes = 0;
  for (const Word& word : line.words) bytes += word.text.size();
  return bytes;
}

}  // namespace

std::vector<bool> figure_lines(const Page& page, const std::vector<bool>& taken, const Style& style) {
  constexpr int few = 5;             // a box around text, a rule and a background are no chart
  constexpr float smallest = 30.0f;  // points: icons are no figures
  std::vector<bool> figure(page.lines.size(), false);
  std::vector<Box> charts;
  for (const Region& region : regions_of(page)) {
    const float wide = region.box.x1 - region.box.x0;
    const float high = region.box.y1 - region.box.y0;
    if (wide < smallest || high < smallest) continue;
    if (region.image || region.pieces >= few) charts.push_back(region.box);
  }
  for (size_t at = 0; at < page.lines.size(); ++at) {
    if (taken[at]) continue;
    const Line& line = page.lines[at];
    const std::string text = line.text();
    if (starts_caption(text)) continue;
    const bool small = line.size < 0.88f * style.size;
    const bool prose = letters_of(line) > 45 && !small;
    for (const Box& chart : charts) {
      const float x = middle_x(line.box);
      const float y = middle_y(line.box);
      // Axis labels and legends stand a little outside the drawing.
      const float around = small ? 1.6f * style.size : 0;
      if (!prose && x > chart.x0 - around && x < chart.x1 + around && y > chart.y0 - around && y < chart.y1 + around) {
        figure[at] = true;
        break;
      }
    }
  }
  return figure;
}

}  // namespace colophon::document::pdf

#include "query/plot_labels.h"

#include <algorithm>
#include <array>

namespace colophon::query {
namespace {

// Of the 9-point font that labels are drawn in, and of points.
constexpr double letter_width = 5.6, line_height = 11, point_radius = 5, gap = 3;

struct Box {
  double left, bottom, right, top;

  bool meets(const Box& other) const {
    return left < other.right && other.left < right && bottom < other.top && other.bottom < top;
  }
};

// Chinese characters are twice as wide; of UTF-8 they are the ones of three bytes.
double width_of(const std::string& text) {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xc0) continue;
    width += byte >= 0xe0 ? 2 * letter_width : letter_width;
  }
  return width;
}

Box box_at(const LabelledPoint& point, LabelSide side) {
  const double width = width_of(point.text), away = point_radius + gap;
  switch (side) {
    case LabelSide::left:
      return {point.x - away - width, point.y - line_height / 2, point.x - away, point.y + line_height / 2};
    case LabelSide::above:
      return {point.x - width / 2, point.y + away, point.x + width / 2, point.y + away + line_height};
    case LabelSide::below:
      return {point.x - width / 2, point.y - away - line_height, point.x + width / 2, point.y - away};
    case LabelSide::right:
    case LabelSide::none:
      break;
  }
  return {point.x + away, point.y - line_height / 2, point.x + away + width, point.y + line_height / 2};
}

}  // namespace

std::vector<LabelSide> place_labels(const std::vector<LabelledPoint>& points) {
  std::vector<Box> taken;
  taken.reserve(2 * points.size());
  for (const LabelledPoint& point : points)
    taken.push_back({point.x - point_radius, point.y - point_radius, point.x + point_radius, point.y + point_radius});
  std::vector<LabelSide> sides;
  sides.reserve(points.size());
  for (const LabelledPoint& point : points) {
    LabelSide chosen = LabelSide::none;
    for (const LabelSide side : std::array{LabelSide::right, LabelSide::left, LabelSide::above, LabelSide::below}) {
      const Box box = box_at(point, side);
      const bool free = std::none_of(taken.begin(), taken.end(), [&](const Box& other) { return box.meets(other); });
      if (!free || point.text.empty()) continue;
      chosen = side;
      taken.push_back(box);
      break;
    }
    sides.push_back(chosen);
  }
  return sides;
}

}  // namespace colophon::query

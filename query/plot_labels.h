// Where the names of a plot's points stand so that none covers another: each is put to the right of its point, else to
// the left, above or below, where there is room; a name without room is left out (its point stays).
// Turned down: to move names further away with lines (many points of one report stand at one place).
#pragma once

#include <string>
#include <vector>

namespace colophon::query {

enum class LabelSide { right, left, above, below, none };

struct LabelledPoint {
  double x = 0, y = 0;  // pixels, y upwards
  std::string text;
};

// One a point, in order; earlier points choose first.
std::vector<LabelSide> place_labels(const std::vector<LabelledPoint>& points);

}  // namespace colophon::query

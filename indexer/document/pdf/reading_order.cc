#include <algorithm>
#include <cmath>

#include "indexer/document/pdf/layout.h"

namespace colophon::document::pdf {
namespace {

void by_place(std::vector<Item>& items) {
  std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    if (std::fabs(a.box.y1 - b.box.y1) > 2.0f) return a.box.y1 < b.box.y1;
    return a.box.x0 < b.box.x0;
  });
}

void set_column(std::vector<Item>& items) {
  if (items.empty()) return;
  float left = items.front().box.x0, right = items.front().box.x1;
  for (const Item& item : items) {
    if (item.figure) continue;
    left = std::min(left, item.box.x0);
    right = std::max(right, item.box.x1);
  }
  for (Item& item : items) {
    item.column_left = left;
    item.column_right = right;
  }
}

// The middle of the gutter between two columns, or 0: a vertical strip near the page's middle that few lines cross
// while many stand on either side of it, both at the same heights.
float find_gutter(const Page& page, const std::vector<Item>& items) {
  float best = 0;
  size_t best_crossed = items.size();
  for (float x = 0.42f * page.width; x <= 0.58f * page.width; x += 2) {
    size_t crossed = 0, left = 0, right = 0;
    for (const Item& item : items) {
      if (item.line < 0 || item.figure) continue;
      if (item.box.x1 <= x) {
        if (item.box.x1 > 0.3f * page.width) ++left;
      } else if (item.box.x0 >= x) {
        if (item.box.x0 < 0.6f * page.width) ++right;
      } else {
        ++crossed;
      }
    }
    const size_t beside = std::min(left, right);
    if (beside < 6 || crossed * 2 > left + right) continue;
    if (crossed < best_crossed) {
      best_crossed = crossed;
      best = x;
    }
  }
  return best;
}

}  // namespace

std::vector<Item> reading_order(const Page& page, std::vector<Item> items) {
  by_place(items);
  const float gutter = find_gutter(page, items);
  if (gutter == 0) {
    set_column(items);
    return items;
  }
  std::vector<Item> ordered, left, right;
  const auto flush = [&] {
    set_column(left);
    set_column(right);
    ordered.insert(ordered.end(), left.begin(), left.end());
    ordered.insert(ordered.end(), right.begin(), right.end());
    left.clear();
    right.clear();
  };
  for (Item& item : items) {
    const bool crosses = item.box.x0 < gutter - 4 && item.box.x1 > gutter + 4;
    if (crosses) {
      flush();
      item.column_left = item.box.x0;
      item.column_right = item.box.x1;
      ordered.push_back(item);
    } else {
      (item.box.x1 <= gutter + 4 ? left : right).push_back(item);
    }
  }
  flush();
  return ordered;
}

}  // namespace colophon::document::pdf

#include <algorithm>
#include <cmath>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

constexpr float kEmptyShare = 0.08f;  // of the lines that may cross a gap between columns
constexpr float kNarrowest = 0.30f;   // em: a gap between columns
constexpr float kUpright = 0.60f;     // of the region's height: a vertical rule so long parts columns

float width(const Box& box) { return box.x1 - box.x0; }

float median_size(const std::vector<Row>& rows) {
  std::vector<float> sizes;
  sizes.reserve(rows.size());
  for (const Row& row : rows) sizes.push_back(row.size);
  std::nth_element(sizes.begin(), sizes.begin() + sizes.size() / 2, sizes.end());
  return sizes[sizes.size() / 2];
}

// Where the body's columns part. Only lines of several phrases speak; a few may cross.
std::vector<float> separators(const std::vector<Row>& body, const Box& box) {
  std::vector<int> cover(static_cast<size_t>(width(box) * 2) + 2, 0);
  int lines = 0;
  float left = box.x1, right = box.x0;
  for (const Row& row : body) {
    if (row.phrases.size() < 2) continue;
    ++lines;
    left = std::min(left, row.phrases.front().box.x0);
    right = std::max(right, row.phrases.back().box.x1);
    for (const Phrase& phrase : row.phrases) {
      const int last = static_cast<int>(cover.size()) - 1;
      const int from = std::clamp(static_cast<int>((phrase.box.x0 - box.x0) * 2), 0, last);
      const int to = std::clamp(static_cast<int>((phrase.box.x1 - box.x0) * 2), from, last);
      for (int x = from; x <= to; ++x) ++cover[x];
    }
  }
  std::vector<float> out;
  if (lines == 0) return out;
  const float em = median_size(body);
  const int allowed = static_cast<int>(kEmptyShare * lines);
  for (size_t x = 0; x < cover.size();) {
    size_t end = x;
    while (end < cover.size() && cover[end] <= allowed) ++end;
    const float from = box.x0 + x / 2.0f, to = box.x0 + end / 2.0f;
    if (end > x && to - from >= kNarrowest * em && from > left && to < right) out.push_back((from + to) / 2);
    x = std::max(end, x + 1);
  }
  // Names that stand between their rows' lines, being wrapped, are alone on theirs.
  float names = box.x0;
  size_t alone = 0;
  for (const Row& row : body) {
    if (row.phrases.size() != 1 || row.phrases[0].box.x1 > left - kNarrowest * em) continue;
    names = std::max(names, row.phrases[0].box.x1);
    ++alone;
  }
  if (alone >= 2) out.insert(out.begin(), (names + left) / 2);
  return out;
}

// Between the same two drawn rules numbers stand on both sides of x, in a third of the lines.
bool parts_numbers(const std::vector<Row>& body, const std::vector<float>& drawn, float x) {
  const auto right = std::upper_bound(drawn.begin(), drawn.end(), x);
  const float from = right == drawn.begin() ? -1e9f : *(right - 1), to = right == drawn.end() ? 1e9f : *right;
  if (x - from < 6 || to - x < 6) return false;
  size_t both = 0;
  for (const Row& row : body) {
    bool before = false, after = false;
    for (const Phrase& phrase : row.phrases) {
      const float at = middle_x(phrase.box);
      if (at < from || at > to || !(is_number(phrase.core()) || is_dash(phrase.text()))) continue;
      (at < x ? before : after) = true;
    }
    both += before && after;
  }
  return 3 * both >= body.size();
}

// Vertical rules through most of the region part columns whatever the text does. Where they stand at both edges too the
// grid is drawn in full, and nothing else parts columns.
void heed_uprights(const Region& region, const std::vector<Row>& body, std::vector<float>& bounds) {
  const float high = region.box.y1 - region.box.y0;
  std::vector<float> drawn;
  bool first = false, last = false;  // at the region's edges
  for (const Rule& rule : region.uprights) {
    if (rule.y1 - rule.y0 < kUpright * high) continue;
    const float x = (rule.x0 + rule.x1) / 2;
    first |= x < region.box.x0 + 4;
    last |= x > region.box.x1 - 4;
    const bool twice = !drawn.empty() && x - drawn.back() < 4;
    if (x > region.box.x0 + 4 && x < region.box.x1 - 4 && !twice) drawn.push_back(x);
  }
  if (drawn.empty()) return;
  if (first && last && drawn.size() >= 2) {
    std::vector<float> kept = drawn;
    for (const float b : bounds) {
      if (parts_numbers(body, drawn, b)) kept.push_back(b);
    }
    std::sort(kept.begin(), kept.end());
    bounds = kept;
    return;
  }
  for (const float x : drawn) {
    // The clear space around the rule: a column boundary found in it is the rule's.
    float left = region.box.x0, right = region.box.x1;
    bool crossed = false;
    for (const Row& row : body) {
      if (row.phrases.size() < 2) continue;
      for (const Phrase& phrase : row.phrases) {
        crossed |= phrase.box.x0 < x - 1 && phrase.box.x1 > x + 1;
        if (phrase.box.x1 <= x + 1) left = std::max(left, phrase.box.x1);
        if (phrase.box.x0 >= x - 1) right = std::min(right, phrase.box.x0);
      }
    }
    if (crossed) continue;
    const auto near =
        std::find_if(bounds.begin(), bounds.end(), [&](float b) { return b > left - 1 && b < right + 1; });
    if (near != bounds.end()) {
      *near = x;
    } else {
      bounds.push_back(x);
    }
  }
  std::sort(bounds.begin(), bounds.end());
}

// A first column of group names that other lines of the first column run across ("# Activated Params"): between two
// rules all lines keep clear of x with names on the left and more on the right, or they all are such lines.
float hidden_group_column(const Region& region, const std::vector<Row>& body, float right, float em) {
  struct Stripe {
    std::vector<Box> texts;
    int lines = 0;
  };
  std::vector<Stripe> stripes;
  int section = -1;
  float left = right;
  for (const Row& row : body) {
    const int here = region.section_of(row.baseline);
    if (here != section) stripes.emplace_back();
    section = here;
    Stripe& stripe = stripes.back();
    const bool band = row.phrases.size() == 1 && row.phrases[0].box.x1 > right;
    for (const Phrase& phrase : row.phrases) {
      if (phrase.box.x0 > right || band) break;
      stripe.texts.push_back(phrase.box);
      left = std::min(left, phrase.box.x0);
    }
    stripe.lines += row.phrases.size() > 1;
  }
  float best = 0, from = 0;
  bool open = false;
  const auto fits = [&](float x) {
    int clean = 0;
    for (const Stripe& stripe : stripes) {
      int across = 0, before = 0, after = 0;
      for (const Box& box : stripe.texts) {
        if (box.x1 <= x) {
          ++before;
        } else if (box.x0 >= x) {
          ++after;
        } else {
          ++across;
        }
      }
      if (across == 0 && before > 0 && after >= std::max(2, before)) {
        ++clean;
      } else if (after > 0 && (across > 0 || before > 0 || stripe.lines > 1)) {
        return false;
      }
    }
    return clean >= 2;
  };
  float widest = kNarrowest * em;
  for (float x = left + em; x < right; x += 0.5f) {
    const bool fit = fits(x);
    if (fit && !open) from = x;
    if (open && !fit && x - from > widest) {
      widest = x - from;
      best = (from + x) / 2;
    }
    open = fit;
  }
  if (open && right - from > widest) best = (from + right) / 2;
  return best;
}

// The extent of the text in each column, phrases over several left out.
void measure(const Region& region, const std::vector<Row>& body, Columns& columns) {
  columns.extents.assign(columns.count(), {0, 0, 0, 0});
  for (const Row& row : body) {
    for (const Phrase& phrase : row.phrases) {
      if (columns.at(phrase.box.x0 + 1) != columns.at(phrase.box.x1 - 1)) continue;
      Box& box = columns.extents[columns.at(middle_x(phrase.box))];
      box = box.x1 == 0 ? phrase.box : Box{std::min(box.x0, phrase.box.x0), 0, std::max(box.x1, phrase.box.x1), 0};
    }
  }
  for (size_t c = 0; c < columns.count(); ++c) {
    if (columns.extents[c].x1 != 0) continue;
    columns.extents[c] = {c == 0 ? region.box.x0 : columns.bounds[c - 1], 0,
                          c + 1 == columns.count() ? region.box.x1 : columns.bounds[c], 0};
  }
}

// The first column names groups: the second one is full where the first names few rows or stands between them.
bool names_groups(const Columns& columns, const std::vector<Row>& body) {
  if (columns.count() < 3) return false;
  size_t rows = 0, both = 0, second = 0, worded = 0;
  for (const Row& row : body) {
    const std::vector<Cell> cells = cells_of(row, columns);
    const bool data = std::any_of(cells.begin() + 2, cells.end(), [](const Cell& cell) { return !cell.text.empty(); });
    if (!data) continue;
    ++rows;
    both += !cells[0].text.empty() && !cells[1].text.empty();
    second += !cells[1].text.empty();
    worded += !cells[1].text.empty() && !is_dash(cells[1].text) &&
              (!is_number(cells[1].core) || is_size(cells[1].core)) && !is_number_list(cells[1].core);
  }
  return rows >= 3 && 10 * both <= 7 * rows && 10 * second >= 8 * rows && 10 * worded >= 7 * second;
}

}  // namespace

Columns find_columns(const Region& region, const std::vector<Row>& body) {
  Columns columns;
  if (body.empty()) return columns;
  columns.bounds = separators(body, region.box);
  heed_uprights(region, body, columns.bounds);
  if (columns.bounds.empty()) return columns;
  if (!names_groups(columns, body)) {
    const float x = hidden_group_column(region, body, columns.bounds.front(), median_size(body));
    if (x > 0) columns.bounds.insert(columns.bounds.begin(), x);
  }
  measure(region, body, columns);
  columns.grouped = names_groups(columns, body);
  return columns;
}

}  // namespace colophon::document::pdf

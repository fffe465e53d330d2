#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

constexpr float kEmptyShare = 0.08f;  // of the lines that may cross a gap between columns
constexpr float kNarrowest = 0.30f;   // em: a gap between columns
constexpr float kCentred = 0.50f;     // em

float width(const Box& box) { return box.x1 - box.x0; }
float middle(const Box& box) { return (box.x0 + box.x1) / 2; }
bool numeric(const Phrase& phrase) { return is_number(phrase.core()) || is_number(phrase.text()); }

// "7B", "1.8B": what tells sizes of a model apart names a column as often as it fills a cell.
bool is_size(const std::string& text) {
  static const RE2 size(R"(\d+(\.\d+)?[BM])");
  return RE2::FullMatch(text, size);
}

// Leftmost phrase worded, over half of the others numbers (dashes ignored, sizes taken for words).
bool is_data(const Row& row) {
  if (row.phrases.size() < 2) return false;
  const size_t first = numeric(row.phrases[0]) ? 0 : 1;
  size_t numbers = 0, words = 0;
  for (size_t i = first; i < row.phrases.size(); ++i) {
    if (numeric(row.phrases[i]) && !is_size(row.phrases[i].text())) {
      ++numbers;
    } else if (!is_dash(row.phrases[i].text())) {
      ++words;
    }
  }
  return numbers > words && (first == 1 || numbers >= 2);
}

// Where the body's columns part. Only lines of several phrases speak; a few may cross.
std::vector<float> separators(const std::vector<Row>& body, const Box& box) {
  std::vector<int> cover(static_cast<size_t>(width(box) * 2) + 2, 0);
  int lines = 0;
  std::vector<float> sizes;
  float left = box.x1, right = box.x0;
  for (const Row& row : body) {
    if (row.phrases.size() < 2) continue;
    ++lines;
    sizes.push_back(row.size);
    left = std::min(left, row.phrases.front().box.x0);
    right = std::max(right, row.phrases.back().box.x1);
    for (const Phrase& phrase : row.phrases) {
      const int from =
          std::clamp(static_cast<int>((phrase.box.x0 - box.x0) * 2), 0, static_cast<int>(cover.size()) - 1);
      const int to =
          std::clamp(static_cast<int>((phrase.box.x1 - box.x0) * 2), from, static_cast<int>(cover.size()) - 1);
      for (int x = from; x <= to; ++x) ++cover[x];
    }
  }
  std::vector<float> out;
  if (lines == 0) return out;
  std::nth_element(sizes.begin(), sizes.begin() + sizes.size() / 2, sizes.end());
  const float em = sizes[sizes.size() / 2];
  const int allowed = static_cast<int>(kEmptyShare * lines);
  for (size_t x = 0; x < cover.size();) {
    size_t end = x;
    while (end < cover.size() && cover[end] <= allowed) ++end;
    const float from = box.x0 + x / 2.0f, to = box.x0 + end / 2.0f;
    if (end > x && to - from >= kNarrowest * em && from > left && to < right) out.push_back((from + to) / 2);
    x = std::max(end, x + 1);
  }
  return out;
}

class GridReader {
 public:
  GridReader(const Page& page, const Region& region) : region_(region), rows_(rows_in(page, region.box)) {}

  Table read() {
    if (rows_.size() < 2) return {};
    const size_t head = header_rows();
    const std::vector<Row> body(rows_.begin() + head, rows_.end());
    bounds_ = separators(body, region_.box);
    if (bounds_.empty()) return {};
    table_.box = region_.box;
    measure_columns(body);
    for (size_t i = 0; i < head; ++i) add_header(i, head);
    table_.header_rows = static_cast<int>(head);
    add_body(body);
    fill_group_column();
    set_header_columns();
    return std::move(table_);
  }

 private:
  size_t columns() const { return bounds_.size() + 1; }
  size_t column_at(float x) const { return std::upper_bound(bounds_.begin(), bounds_.end(), x) - bounds_.begin(); }

  int section_of(float y) const {
    return static_cast<int>(std::upper_bound(region_.rules.begin(), region_.rules.end(), y) - region_.rules.begin());
  }

  // Lines before the first data row; of what stands in that row's section only what lies above it, and no band.
  size_t header_rows() const {
    size_t data = 0;
    while (data < rows_.size() && !is_data(rows_[data])) ++data;
    if (data == rows_.size()) {
      size_t head = 0;
      while (head < rows_.size() && section_of(rows_[head].baseline) == section_of(rows_[0].baseline)) ++head;
      return head == rows_.size() ? 1 : head;
    }
    size_t head = data;
    const int section = section_of(rows_[data].baseline);
    if (section > section_of(rows_[0].baseline)) {
      while (head > 0 && section_of(rows_[head - 1].baseline) == section) --head;
    }
    while (head > 1 && rows_[head - 1].phrases.size() == 1 &&
           section_of(rows_[head - 1].baseline) > section_of(rows_[head - 2].baseline))
      --head;
    return head;
  }

  void measure_columns(const std::vector<Row>& body) {
    extents_.assign(columns(), {0, 0, 0, 0});
    for (const Row& row : body) {
      for (const Phrase& phrase : row.phrases) {
        const size_t c = column_at(middle(phrase.box));
        if (column_at(phrase.box.x0) != column_at(phrase.box.x1)) continue;
        Box& box = extents_[c];
        box = box.x1 == 0 ? phrase.box : Box{std::min(box.x0, phrase.box.x0), 0, std::max(box.x1, phrase.box.x1), 0};
      }
    }
    for (size_t c = 0; c < columns(); ++c) {
      if (extents_[c].x1 != 0) continue;
      extents_[c] = {c == 0 ? region_.box.x0 : bounds_[c - 1], 0, c + 1 == columns() ? region_.box.x1 : bounds_[c], 0};
    }
  }

  // The columns a header phrase stands over: a rule below it says so, or its own extent, or the columns it is centred
  // on.
  std::pair<size_t, size_t> span_of(const Row& row, size_t index, bool last) const {
    const Phrase& phrase = row.phrases[index];
    for (const Rule& rule : region_.partials) {
      const bool below = rule.y0 > row.baseline - 1 && rule.y0 < row.baseline + 1.2f * row.size;
      if (!below || middle(phrase.box) < rule.x0 || middle(phrase.box) > rule.x1) continue;
      const bool alone = std::count_if(row.phrases.begin(), row.phrases.end(), [&](const Phrase& other) {
                           return middle(other.box) > rule.x0 && middle(other.box) < rule.x1;
                         }) == 1;
      if (!alone) continue;
      size_t from = columns(), to = 0;
      for (size_t c = 0; c < columns(); ++c) {
        const float x = middle(extents_[c]);
        if (x < rule.x0 - 1 || x > rule.x1 + 1) continue;
        from = std::min(from, c);
        to = std::max(to, c);
      }
      if (from <= to) return {from, to};
    }
    size_t from = columns(), to = 0;
    for (size_t c = 0; c < columns(); ++c) {
      if (std::min(extents_[c].x1, phrase.box.x1) - std::max(extents_[c].x0, phrase.box.x0) < 0.2f * row.size) continue;
      from = std::min(from, c);
      to = std::max(to, c);
    }
    if (from > to) from = to = column_at(middle(phrase.box));
    if (last) return {from, to};
    // Above further header lines a phrase may be centred on more columns than it covers.
    const size_t lowest = index == 0 ? 0 : column_at(row.phrases[index - 1].box.x1) + 1;
    const size_t highest = index + 1 == row.phrases.size()
                               ? columns() - 1
                               : std::max<size_t>(1, column_at(row.phrases[index + 1].box.x0)) - 1;
    size_t best_from = from, best_to = to;
    for (size_t a = std::max<size_t>(lowest, 1); a <= from; ++a) {
      for (size_t b = to; b <= highest && b < columns(); ++b) {
        const float centre = (extents_[a].x0 + extents_[b].x1) / 2;
        if (std::fabs(centre - middle(phrase.box)) <= kCentred * row.size && b - a > best_to - best_from)
          best_from = a, best_to = b;
      }
    }
    return {best_from, best_to};
  }

  void add_header(size_t r, size_t head) {
    const Row& row = rows_[r];
    std::vector<Cell> cells(columns());
    for (size_t i = 0; i < row.phrases.size(); ++i) {
      const auto [from, to] = span_of(row, i, r + 1 == head);
      // A phrase over columns that each have words of their own was read as one for want of space.
      if (to > from && row.phrases[i].words.size() > 1 && r + 1 == head) {
        add_words(cells, row.phrases[i]);
        continue;
      }
      add_phrase(cells[from], row.phrases[i]);
      for (size_t c = from + 1; c <= to; ++c) {
        if (!cells[c].text.empty()) continue;
        cells[c] = cells[from];
        cells[c].copy = true;
      }
    }
    push(std::move(cells), "", row.baseline);
  }

  static void add_phrase(Cell& cell, const Phrase& phrase) {
    const bool first = cell.text.empty();
    cell.text += (first ? "" : " ") + phrase.text();
    cell.core += (cell.core.empty() ? "" : " ") + phrase.core();
    cell.bold = phrase.bold() && (first || cell.bold);
    cell.box = first ? phrase.box
                     : Box{std::min(cell.box.x0, phrase.box.x0), std::min(cell.box.y0, phrase.box.y0),
                           std::max(cell.box.x1, phrase.box.x1), std::max(cell.box.y1, phrase.box.y1)};
  }

  // Word by word, each into the column it stands in.
  void add_words(std::vector<Cell>& cells, const Phrase& phrase) const {
    for (size_t i = 0; i < phrase.words.size();) {
      const size_t c = column_at(middle(phrase.words[i]->box));
      Phrase part{{phrase.words[i]}, phrase.words[i]->box};
      for (++i; i < phrase.words.size() && column_at(middle(phrase.words[i]->box)) == c; ++i) {
        part.words.push_back(phrase.words[i]);
        part.box.x1 = phrase.words[i]->box.x1;
      }
      add_phrase(cells[c], part);
    }
  }

  std::vector<Cell> cells_of(const Row& row) const {
    std::vector<Cell> cells(columns());
    for (const Phrase& phrase : row.phrases) {
      if (column_at(phrase.box.x0 + 1) == column_at(phrase.box.x1 - 1)) {
        add_phrase(cells[column_at(middle(phrase.box))], phrase);
      } else {
        add_words(cells, phrase);
      }
    }
    return cells;
  }

  void push(std::vector<Cell> cells, const std::string& group, float baseline) {
    for (Cell& cell : cells) {
      if (cell.text.empty()) continue;
      cell.underline = std::any_of(region_.partials.begin(), region_.partials.end(), [&](const Rule& rule) {
        return std::fabs(rule.x0 - cell.box.x0) < 2.5f && std::fabs(rule.x1 - cell.box.x1) < 2.5f &&
               rule.y0 > baseline && rule.y0 < baseline + 4;
      });
    }
    table_.rows.push_back(std::move(cells));
    table_.groups.push_back(group);
    baselines_.push_back(baseline);
  }

  static size_t filled(const std::vector<Cell>& cells) {
    return std::count_if(cells.begin(), cells.end(), [](const Cell& cell) { return !cell.text.empty(); });
  }

  static bool has_number(const std::vector<Cell>& cells) {
    return std::any_of(cells.begin() + 1, cells.end(),
                       [](const Cell& c) { return is_number(c.core) || is_dash(c.text); });
  }

  static void join(std::vector<Cell>& onto, const std::vector<Cell>& from, bool before) {
    for (size_t c = 0; c < onto.size(); ++c) {
      if (from[c].text.empty()) continue;
      Cell& cell = onto[c];
      if (cell.text.empty()) {
        cell = from[c];
        continue;
      }
      cell.text = before ? from[c].text + " " + cell.text : cell.text + " " + from[c].text;
      cell.core = before ? from[c].core + " " + cell.core : cell.core + " " + from[c].core;
    }
  }

  void add_body(const std::vector<Row>& body) {
    std::vector<float> pitches;
    for (size_t i = 1; i < body.size(); ++i) {
      if (is_data(body[i]) && is_data(body[i - 1])) pitches.push_back(body[i].baseline - body[i - 1].baseline);
    }
    std::nth_element(pitches.begin(), pitches.begin() + pitches.size() / 2, pitches.end());
    const float pitch = pitches.empty() ? 1.2f * body.front().size : pitches[pitches.size() / 2];
    std::string band;
    std::vector<Cell> label;  // a first line of a label, waiting for its row
    float label_at = 0;
    for (size_t i = 0; i < body.size(); ++i) {
      const Row& row = body[i];
      std::vector<Cell> cells = cells_of(row);
      const bool close_above = i > 0 && row.baseline - body[i - 1].baseline < 0.8f * pitch &&
                               section_of(row.baseline) == section_of(body[i - 1].baseline);
      const bool close_below = i + 1 < body.size() && body[i + 1].baseline - row.baseline < 0.8f * pitch &&
                               section_of(row.baseline) == section_of(body[i + 1].baseline);
      const bool only_words = !has_number(cells);
      if (only_words && filled(cells) == 1 && close_below && !close_above) {
        label = std::move(cells);
        label_at = row.baseline;
        continue;
      }
      if (only_words && close_above && static_cast<int>(table_.rows.size()) > table_.header_rows) {
        join(table_.rows.back(), cells, false);
        continue;
      }
      if (only_words && row.phrases.size() == 1 && i + 1 < body.size()) {
        band = row.phrases[0].text();
        continue;
      }
      if (!label.empty() && row.baseline - label_at < 0.8f * pitch) join(cells, label, true);
      label.clear();
      push(std::move(cells), band, row.baseline);
    }
  }

  // A first column that names groups of rows, each once, at the top of its rows or in their middle.
  void fill_group_column() {
    const size_t first = table_.header_rows, end = table_.rows.size();
    if (columns() < 3 || end - first < 3) return;
    size_t named = 0, worded = 0, full = 0;
    for (size_t r = first; r < end; ++r) {
      named += !table_.rows[r][0].text.empty();
      full += !table_.rows[r][1].text.empty();
      worded +=
          !table_.rows[r][1].text.empty() && !is_number(table_.rows[r][1].core) && !is_dash(table_.rows[r][1].text);
    }
    if (named == 0 || 10 * named > 7 * (end - first) || 10 * full < 8 * (end - first) || 10 * worded < 7 * full) return;
    grouped_ = true;
    const auto parted = [&](size_t r) {  // between rows r - 1 and r
      const float above = baselines_[r - 1] + 1, below = baselines_[r] - 1;
      const bool whole =
          std::any_of(region_.rules.begin(), region_.rules.end(), [&](float y) { return y > above && y < below; });
      return whole || std::any_of(region_.partials.begin(), region_.partials.end(), [&](const Rule& rule) {
               return rule.y0 > above && rule.y0 < below && rule.x1 > region_.box.x1 - 8 && rule.x0 < bounds_[0] + 30;
             });
    };
    for (size_t begin = first; begin < end;) {
      size_t stop = begin + 1;
      while (stop < end && !parted(stop)) ++stop;
      name_rows(begin, stop);
      begin = stop;
    }
  }

  void name_rows(size_t begin, size_t end) {
    std::vector<size_t> labels;
    for (size_t r = begin; r < end; ++r) {
      if (!table_.rows[r][0].text.empty()) labels.push_back(r);
    }
    const bool top = !labels.empty() && labels[0] == begin;
    size_t start = begin;
    for (size_t i = 0; i < labels.size(); ++i) {
      size_t stop = end;
      if (i + 1 < labels.size()) stop = top ? labels[i + 1] : std::min(labels[i + 1], 2 * labels[i] - start + 1);
      for (size_t r = start; r < stop; ++r) {
        if (!table_.rows[r][0].text.empty()) continue;
        table_.rows[r][0] = table_.rows[labels[i]][0];
        table_.rows[r][0].copy = true;
      }
      start = stop;
    }
  }

  void set_header_columns() {
    size_t cols = 0;
    while (cols + 1 < columns()) {
      size_t words = 0, numbers = 0;
      for (size_t r = table_.header_rows; r < table_.rows.size(); ++r) {
        const Cell& cell = table_.rows[r][cols];
        if (cell.text.empty() || is_dash(cell.text)) continue;
        ++(is_number(cell.core) ? numbers : words);
      }
      if (words <= numbers) break;
      ++cols;
    }
    // Without any column of numbers all but the first are content.
    if (cols + 1 >= columns()) cols = grouped_ ? 2 : 1;
    table_.header_cols = static_cast<int>(std::max<size_t>(cols, 1));
  }

  const Region& region_;
  std::vector<Row> rows_;
  std::vector<float> bounds_;
  std::vector<Box> extents_;
  std::vector<float> baselines_;
  bool grouped_ = false;
  Table table_;
};

}  // namespace

Table read_grid(const Page& page, const Region& region) { return GridReader(page, region).read(); }

}  // namespace colophon::document::pdf

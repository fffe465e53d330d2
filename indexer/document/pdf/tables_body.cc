#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

constexpr float kClose = 0.8f;   // of the rows' pitch: a line so near to another is its continuation
constexpr float kBlock = 1.25f;  // of the pitch: lines of one label are no further apart

struct BodyLine {
  std::vector<Cell> cells;
  float y = 0;
  size_t phrases = 0;
};

bool is_value(const Cell& cell) { return is_number(cell.core) || is_dash(cell.text) || is_number_list(cell.core); }

bool has_value(const std::vector<Cell>& cells) { return std::any_of(cells.begin() + 1, cells.end(), is_value); }

bool has_letter(const std::string& text) {
  for (int32_t i = 0; i < static_cast<int32_t>(text.size());) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
    if (c >= 0 && u_isalpha(c)) return true;
  }
  return false;
}

// Leftmost phrase worded, over half of the others numbers (dashes ignored).
bool is_data(const Row& row) {
  size_t numbers = 0, words = 0;
  for (size_t i = 1; i < row.phrases.size(); ++i) {
    const std::string core = row.phrases[i].core();
    if (is_number(core) || is_number_list(core)) {
      ++numbers;
    } else if (!is_dash(row.phrases[i].text())) {
      ++words;
    }
  }
  return numbers > words;
}

void join_before(std::vector<Cell>& onto, std::vector<Cell> first) {
  append(first, onto);
  onto = std::move(first);
}

class BodyReader {
 public:
  BodyReader(const Region& region, const Columns& columns, const std::vector<Row>& body)
      : region_(region), columns_(columns) {
    std::vector<float> pitches;
    for (size_t i = 1; i < body.size(); ++i) {
      if (is_data(body[i]) && is_data(body[i - 1])) pitches.push_back(body[i].baseline - body[i - 1].baseline);
    }
    std::nth_element(pitches.begin(), pitches.begin() + pitches.size() / 2, pitches.end());
    pitch_ = pitches.empty() ? wrapped_pitch(body) : pitches[pitches.size() / 2];
    for (const Row& row : body) lines_.push_back({cells_of(row, columns), row.baseline, row.phrases.size()});
  }

  std::vector<GridRow> read() {
    if (columns_.grouped) take_labels();
    row_ruled_ = is_row_ruled();
    for (const auto& [begin, end] : sections()) {
      if (row_ruled_) {
        read_ruled(begin, end);
      } else {
        read_lines(begin, end);
      }
    }
    if (columns_.grouped) spread_labels();
    return std::move(rows_);
  }

 private:
  // Where no two rows of data are neighbours, their lines are wrapped or bands stand between them: the pitch is then
  // such that a line midway between two rows is no continuation, one nearer to the row above is.
  static float wrapped_pitch(const std::vector<Row>& body) {
    float least = 0, last = 0;
    for (const Row& row : body) {
      if (!is_data(row)) continue;
      if (last > 0 && (least == 0 || row.baseline - last < least)) least = row.baseline - last;
      last = row.baseline;
    }
    return std::max(1.2f * body.front().size, 0.6f * least);
  }

  using Range = std::pair<size_t, size_t>;

  // The group names leave their lines: they stand in the middle of their rows, often between two.
  void take_labels() {
    for (const auto& [begin, end] : sections()) {
      for (size_t i = begin; i < end; ++i) {
        BodyLine& line = lines_[i];
        const bool band = line.phrases == 1 && (end - begin == 1 || filled(line.cells) > 1);
        if (line.cells[0].text.empty() || band) continue;
        labels_.push_back({line.cells[0], line.y, line.y, line.phrases == 1});
        line.cells[0] = {};
      }
    }
    lines_.erase(
        std::remove_if(lines_.begin(), lines_.end(), [](const BodyLine& line) { return filled(line.cells) == 0; }),
        lines_.end());
  }

  std::vector<Range> sections() const {
    std::vector<Range> out;
    for (size_t i = 0; i < lines_.size(); ++i) {
      const bool first = i == 0 || region_.section_of(lines_[i].y) != region_.section_of(lines_[i - 1].y);
      if (first) out.emplace_back(i, i);
      out.back().second = i + 1;
    }
    return out;
  }

  // How many rows a section holds at least: the most values that stand in one of its columns; texts count where all
  // columns are full.
  size_t rows_of(const Range& section) const {
    std::vector<size_t> values(columns_.count(), 0);
    size_t full = 0;
    for (size_t i = section.first; i < section.second; ++i) {
      for (size_t c = 1; c < columns_.count(); ++c) values[c] += is_value(lines_[i].cells[c]);
      full += 10 * filled(lines_[i].cells) >= 8 * (columns_.count() - columns_.grouped);
    }
    return std::max(full, *std::max_element(values.begin(), values.end()));
  }

  // A rule after every row: most sections hold one row. Then a section's lines are one row however they are set.
  bool is_row_ruled() const {
    size_t one = 0, all = 0, wrapped = 0;
    for (const Range& section : sections()) {
      const size_t rows = rows_of(section);
      if (rows == 0 && section.second - section.first == 1) continue;  // a band
      ++all;
      one += rows <= 1;
      wrapped += rows <= 1 && section.second - section.first > 1;
    }
    return all >= 3 && wrapped > 0 && 10 * one >= 6 * all;
  }

  void push(std::vector<Cell> cells, float y) {
    for (Cell& cell : cells) {
      if (cell.text.empty()) continue;
      cell.underline = std::any_of(region_.partials.begin(), region_.partials.end(), [&](const Rule& rule) {
        return std::fabs(rule.x0 - cell.box.x0) < 2.5f && std::fabs(rule.x1 - cell.box.x1) < 2.5f && rule.y0 > y &&
               rule.y0 < y + 4;
      });
    }
    rows_.push_back({std::move(cells), band_, y});
  }

  bool is_band(const BodyLine& line) const {
    return line.phrases == 1 && !has_value(line.cells) && filled(line.cells) >= 1 && !first_text(line).empty() &&
           has_letter(first_text(line));
  }

  static std::string first_text(const BodyLine& line) {
    for (const Cell& cell : line.cells) {
      if (!cell.text.empty()) return cell.text;
    }
    return "";
  }

  static std::string whole_text(const BodyLine& line) {
    std::string text;
    for (const Cell& cell : line.cells) {
      if (!cell.text.empty()) text += (text.empty() ? "" : " ") + cell.text;
    }
    return text;
  }

  void read_ruled(size_t begin, size_t end) {
    const size_t rows = rows_of({begin, end});
    if (rows == 0 && end - begin == 1 && is_band(lines_[begin])) {
      band_ = whole_text(lines_[begin]);
      return;
    }
    if (rows > 1) return read_shared(begin, end, rows);
    std::vector<Cell> cells(columns_.count());
    float y = lines_[begin].y;
    for (size_t i = begin; i < end; ++i) {
      append(cells, lines_[i].cells);
      if (has_value(lines_[i].cells)) y = lines_[i].y;
    }
    push(std::move(cells), y);
  }

  // Several rows between two rules, wrapped as elsewhere in the table; the first column may name all of them.
  void read_shared(size_t begin, size_t end, size_t rows) {
    std::vector<size_t> anchors;
    for (size_t c = 1; c < columns_.count() && anchors.empty(); ++c) {
      for (size_t i = begin; i < end; ++i) {
        if (is_value(lines_[i].cells[c])) anchors.push_back(i);
      }
      if (anchors.size() != rows) anchors.clear();
    }
    if (anchors.empty()) return read_lines(begin, end);
    std::vector<std::vector<Cell>> out(rows, std::vector<Cell>(columns_.count()));
    std::vector<Cell> shared(columns_.count());
    size_t named = 0, texts = 0;
    for (size_t i = begin; i < end; ++i) {
      named += !lines_[i].cells[0].text.empty() && std::find(anchors.begin(), anchors.end(), i) != anchors.end();
      texts += !lines_[i].cells[0].text.empty();
    }
    const bool share = named < rows && texts > 0;
    for (size_t i = begin; i < end; ++i) {
      size_t nearest = 0;
      for (size_t a = 1; a < rows; ++a) {
        if (std::fabs(lines_[anchors[a]].y - lines_[i].y) < std::fabs(lines_[anchors[nearest]].y - lines_[i].y))
          nearest = a;
      }
      std::vector<Cell> cells = lines_[i].cells;
      if (share) {
        std::vector<Cell> label(columns_.count());
        std::swap(label[0], cells[0]);
        append(shared, label);
      }
      append(out[nearest], cells);
    }
    for (size_t a = 0; a < rows; ++a) {
      if (share) {
        out[a][0] = shared[0];
        out[a][0].copy = a > 0;
      }
      push(std::move(out[a]), lines_[anchors[a]].y);
    }
  }

  bool close(size_t a, size_t b) const { return lines_[b].y - lines_[a].y < kClose * pitch_; }

  void read_lines(size_t begin, size_t end) {
    std::vector<Cell> waiting;  // a first line of a label, before its row
    for (size_t i = begin; i < end; ++i) {
      const BodyLine& line = lines_[i];
      const bool close_above = i > begin && close(i - 1, i);
      const bool close_below = i + 1 < end && close(i, i + 1);
      const bool only_words = !has_value(line.cells);
      const bool began = i > begin && !rows_.empty();
      if (only_words && filled(line.cells) == 1 && close_below &&
          (!close_above || lines_[i + 1].y - line.y < line.y - lines_[i - 1].y - 0.5f)) {
        if (waiting.empty()) {
          waiting = line.cells;
        } else {
          append(waiting, line.cells);
        }
        continue;
      }
      if (only_words && close_above && began && waiting.empty()) {
        append(rows_.back().cells, line.cells);
        continue;
      }
      if (is_band(line) && i + 1 < lines_.size() && waiting.empty()) {
        band_ = whole_text(line);
        continue;
      }
      std::vector<Cell> cells = line.cells;
      if (!waiting.empty()) join_before(cells, std::move(waiting));
      waiting.clear();
      push(std::move(cells), line.y);
    }
  }

  struct Label {
    Cell cell;
    float top = 0, bottom = 0;  // baselines of its first and last line
    bool alone = false;         // nothing else stands on its line
    float middle() const { return (top + bottom) / 2; }
  };

  bool parted(size_t below) const {
    return region_.parted(rows_[below - 1].baseline, rows_[below].baseline, region_.box.x0 + 2);
  }

  // With a rule after every row, rules say nothing of groups: a name beside its first row holds down to the next one.
  bool rules_part_rows_only() const {
    for (size_t r = 1; r < rows_.size(); ++r) {
      if (!parted(r)) return false;
    }
    return !labels_.empty() && std::all_of(labels_.begin(), labels_.end(), [&](const Label& label) {
      return !label.alone && label.top >= rows_.front().baseline - 1;
    }) && std::fabs(labels_.front().top - rows_.front().baseline) < 0.3f * pitch_;
  }

  // Each name goes to the rows of its stripe, from the top or from the middle out.
  void spread_labels() {
    const bool rows_only = rules_part_rows_only();
    for (size_t begin = 0; begin < rows_.size();) {
      size_t end = begin + 1;
      while (end < rows_.size() && (rows_only || !parted(end)) && rows_[end].group == rows_[begin].group) ++end;
      const float top = begin == 0 ? -1 : (rows_[begin - 1].baseline + rows_[begin].baseline) / 2;
      const float bottom = end == rows_.size() ? 1e9f : (rows_[end - 1].baseline + rows_[end].baseline) / 2;
      std::vector<Label> here;
      for (const Label& label : labels_) {
        if (label.top > top && label.top <= bottom) here.push_back(label);
      }
      name_rows(begin, end, blocks(here, begin, end));
      begin = end;
    }
  }

  // Lines that make one label: nearly touching ones; all of a stripe where they stand in its middle.
  std::vector<Label> blocks(const std::vector<Label>& lines, size_t begin, size_t end) const {
    std::vector<Label> out;
    if (lines.empty()) return out;
    bool dense = true;
    for (size_t i = 1; i < lines.size(); ++i) dense = dense && lines[i].top - lines[i - 1].top <= kBlock * pitch_;
    const float middle = (rows_[begin].baseline + rows_[end - 1].baseline) / 2;
    const bool centred = std::fabs((lines.front().top + lines.back().top) / 2 - middle) < 0.6f * pitch_;
    const bool one = dense && centred && lines.size() < end - begin;
    for (const Label& label : lines) {
      const bool close = !out.empty() && label.top - out.back().bottom < (label.alone ? kBlock : kClose) * pitch_;
      if (out.empty() || (!one && !close)) {
        out.push_back(label);
        continue;
      }
      std::vector<Cell> joined = {out.back().cell};
      append(joined, {label.cell});
      out.back().cell = joined[0];
      out.back().bottom = label.bottom;
    }
    return out;
  }

  void name_rows(size_t begin, size_t end, const std::vector<Label>& labels) {
    if (labels.empty()) return;
    const bool top = std::fabs(labels[0].top - rows_[begin].baseline) < 0.3f * pitch_;
    size_t start = begin;
    for (size_t i = 0; i < labels.size(); ++i) {
      size_t stop = end;
      if (i + 1 < labels.size()) {
        if (top) {
          while (stop > start && rows_[stop - 1].baseline > labels[i + 1].top - 0.5f * pitch_) --stop;
        } else {
          // Centred: as far below the label as it reaches above.
          const float last = 2 * labels[i].middle() - rows_[start].baseline + 0.4f * pitch_;
          while (stop > start + 1 && rows_[stop - 1].baseline > last) --stop;
        }
      }
      for (size_t r = start; r < stop; ++r) {
        rows_[r].cells[0] = labels[i].cell;
        rows_[r].cells[0].copy = r > start;
      }
      start = std::max(stop, start);
    }
  }

  const Region& region_;
  const Columns& columns_;
  std::vector<BodyLine> lines_;
  std::vector<Label> labels_;
  std::vector<GridRow> rows_;
  std::string band_;
  float pitch_ = 0;
  bool row_ruled_ = false;
};

}  // namespace

std::vector<GridRow> read_body(const Region& region, const Columns& columns, const std::vector<Row>& body) {
  return BodyReader(region, columns, body).read();
}

}  // namespace colophon::document::pdf

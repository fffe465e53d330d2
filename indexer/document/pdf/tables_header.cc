#include <algorithm>
#include <cmath>
#include <optional>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

constexpr float kCentred = 0.50f;  // em: off the middle of the columns a phrase spans
constexpr float kOwn = 1.20f;      // em: off the middle of the one column a word names
constexpr float kWordGap = 0.33f;  // em: between words of two columns

class HeaderReader {
 public:
  HeaderReader(const Region& region, const Columns& columns, const std::vector<Row>& rows)
      : region_(region), columns_(columns), rows_(rows) {
    for (Row& row : rows_) part_phrases(row);
  }

  std::vector<GridRow> read() {
    std::vector<GridRow> out;
    for (size_t r = 0; r < rows_.size(); ++r) {
      GridRow row{std::vector<Cell>(columns_.count()), "", rows_[r].baseline};
      for (size_t i = 0; i < rows_[r].phrases.size(); ++i) {
        const auto [from, to] = span_of(r, i);
        if (to > from && fused(r, i, from, to)) {
          append(row.cells, cells_of({rows_[r].baseline, rows_[r].size, {rows_[r].phrases[i]}}, columns_));
          continue;
        }
        add_phrase(row.cells[from], rows_[r].phrases[i]);
        for (size_t c = from + 1; c <= to; ++c) {
          if (!row.cells[c].text.empty()) continue;
          row.cells[c] = row.cells[from];
          row.cells[c].copy = true;
        }
      }
      out.push_back(std::move(row));
    }
    return out;
  }

 private:
  using Span = std::pair<size_t, size_t>;

  // Neighbouring columns' names that nearly touch were read as one phrase: they part where each piece stands over its
  // own column.
  void part_phrases(Row& row) const {
    std::vector<Phrase> out;
    for (const Phrase& phrase : row.phrases) {
      std::vector<Phrase> pieces;
      for (const Word* word : phrase.words) {
        const size_t c = columns_.at(middle_x(word->box));
        const bool gap = !pieces.empty() && word->box.x0 - pieces.back().box.x1 >= kWordGap * word->size;
        if (pieces.empty() || (gap && columns_.at(middle_x(pieces.back().words.back()->box)) != c)) {
          pieces.push_back({{word}, word->box});
        } else {
          pieces.back().words.push_back(word);
          pieces.back().box.x1 = word->box.x1;
        }
      }
      const bool own = pieces.size() > 1 && std::all_of(pieces.begin(), pieces.end(), [&](const Phrase& piece) {
                         const Box& extent = columns_.extents[columns_.at(middle_x(piece.box))];
                         return std::fabs(middle_x(extent) - middle_x(piece.box)) <= kOwn * row.size ||
                                std::fabs(extent.x0 - piece.box.x0) <= kCentred * row.size;
                       });
      if (own) {
        out.insert(out.end(), pieces.begin(), pieces.end());
      } else {
        out.push_back(phrase);
      }
    }
    row.phrases = std::move(out);
  }

  // A rule below a phrase spans the columns that it names, unless it stands under several phrases.
  std::optional<Span> ruled_span(const Row& row, const Phrase& phrase) const {
    for (const Rule& rule : region_.partials) {
      const bool below = rule.y0 > row.baseline - 1 && rule.y0 < row.baseline + 1.2f * row.size;
      if (!below || middle_x(phrase.box) < rule.x0 || middle_x(phrase.box) > rule.x1) continue;
      const auto under = std::count_if(row.phrases.begin(), row.phrases.end(), [&](const Phrase& other) {
        return middle_x(other.box) > rule.x0 && middle_x(other.box) < rule.x1;
      });
      if (under != 1) continue;
      Span span{columns_.count(), 0};
      for (size_t c = 0; c < columns_.count(); ++c) {
        const float x = middle_x(columns_.extents[c]);
        if (x < rule.x0 - 1 || x > rule.x1 + 1) continue;
        span = {std::min(span.first, c), std::max(span.second, c)};
      }
      if (span.first <= span.second) return span;
    }
    return std::nullopt;
  }

  Span span_of(size_t r, size_t index) const {
    const Row& row = rows_[r];
    const Phrase& phrase = row.phrases[index];
    if (const auto ruled = ruled_span(row, phrase)) return *ruled;
    size_t from = columns_.count(), to = 0;
    for (size_t c = 0; c < columns_.count(); ++c) {
      const Box& extent = columns_.extents[c];
      if (std::min(extent.x1, phrase.box.x1) - std::max(extent.x0, phrase.box.x0) < 0.2f * row.size) continue;
      from = std::min(from, c);
      to = std::max(to, c);
    }
    if (from > to) from = to = columns_.at(middle_x(phrase.box));
    const Span wide = centred_span(r, index, from, to);
    if (wide != Span{from, to}) return wide;
    if (to > from && fused(r, index, from, to)) return {from, to};
    // A name longer than its column overhangs the neighbours', which have names of their own on this or another line.
    if (to > from && !named_below(r, from, to)) {
      const size_t c = columns_.at(middle_x(phrase.box));
      if (std::fabs(middle_x(columns_.extents[c]) - middle_x(phrase.box)) <= kOwn * row.size) return {c, c};
    }
    return {from, to};
  }

  // The widest run of columns with the phrase in its middle, none of them named on its line. What stands over one
  // column alone spans more only where another line names each of them.
  Span centred_span(size_t r, size_t index, size_t from, size_t to) const {
    const Row& row = rows_[r];
    const Phrase& phrase = row.phrases[index];
    const size_t lowest = std::max<size_t>(1, index == 0 ? 0 : columns_.at(row.phrases[index - 1].box.x1) + 1);
    const size_t highest = index + 1 == row.phrases.size()
                               ? columns_.count() - 1
                               : std::max<size_t>(1, columns_.at(row.phrases[index + 1].box.x0)) - 1;
    Span best{from, to};
    for (size_t a = lowest; a <= from; ++a) {
      for (size_t b = to; b <= highest && b < columns_.count(); ++b) {
        const float centre = (columns_.extents[a].x0 + columns_.extents[b].x1) / 2;
        if (std::fabs(centre - middle_x(phrase.box)) > kCentred * row.size || b - a <= best.second - best.first)
          continue;
        const bool unnamed = to > from && !named_elsewhere(r, a, b);
        if ((named_below(r, a, b) || unnamed) && !named_above(r, a, b)) best = {a, b};
      }
    }
    return best;
  }

  bool named_elsewhere(size_t r, size_t from, size_t to) const {
    for (size_t k = 0; k < rows_.size(); ++k) {
      if (k == r) continue;
      for (const Phrase& other : rows_[k].phrases) {
        const size_t c = columns_.at(middle_x(other.box));
        if (c >= from && c <= to) return true;
      }
    }
    return false;
  }

  // Several words, each over a column that nothing else names: each word is its column's name.
  bool fused(size_t r, size_t index, size_t from, size_t to) const {
    const Phrase& phrase = rows_[r].phrases[index];
    if (phrase.words.size() <= to - from || ruled_span(rows_[r], phrase)) return false;
    if (!names_each({0, 0, {phrase}}, from, to)) return false;
    for (size_t k = 0; k < rows_.size(); ++k) {
      for (const Phrase& other : rows_[k].phrases) {
        const size_t c = columns_.at(middle_x(other.box));
        if (k > r && c >= from && c <= to) return false;
        if (k == r && &other != &phrase && c >= from && c <= to) return false;
      }
    }
    return true;
  }

  // One further line names each of these columns: then the phrase above is their group's.
  bool named_below(size_t r, size_t from, size_t to) const {
    for (size_t k = r + 1; k < rows_.size(); ++k) {
      if (names_each(rows_[k], from, to)) return true;
    }
    return false;
  }

  bool named_above(size_t r, size_t from, size_t to) const {
    for (size_t k = 0; k < r; ++k) {
      if (names_each(rows_[k], from, to)) return true;
    }
    return false;
  }

  bool names_each(const Row& row, size_t from, size_t to) const {
    std::vector<bool> named(columns_.count(), false);
    for (const Phrase& phrase : row.phrases) {
      for (const Word* word : phrase.words) named[columns_.at(middle_x(word->box))] = true;
    }
    return std::all_of(named.begin() + from, named.begin() + to + 1, [](bool yes) { return yes; });
  }

  const Region& region_;
  const Columns& columns_;
  std::vector<Row> rows_;
};

}  // namespace

std::vector<GridRow> read_header(const Region& region, const Columns& columns, const std::vector<Row>& header) {
  return HeaderReader(region, columns, header).read();
}

}  // namespace colophon::document::pdf

#include "indexer/document/pdf/words.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/document/pdf/characters.h"

namespace colophon::document::pdf {
namespace {

constexpr float word_gap = 0.15f;   // em
constexpr float mark_gap = 0.30f;   // em; a mark may stand a little off its base
constexpr float mark_size = 0.92f;  // of the base's em
constexpr float mark_low = 0.04f;   // em off the baseline
constexpr float mark_high = 0.70f;
constexpr float overprint = 0.20f;  // em
constexpr float backward = 0.60f;   // em; kerning and accents step back, a new word further
constexpr float ascent = 0.75f;     // of the em, for boxes
constexpr float descent = 0.22f;

// A glyph with its text, turned so that it runs to the right.
struct Mark {
  std::string text;
  float x0, x1, baseline, size;
  int font;
  bool vertical;
  bool bold;
  bool after_space;
};

// Where a glyph stands along and across its direction. Vertical runs are laid flat: only their text and order matter.
Mark flatten(const Glyph& glyph, const PageContent& content) {
  Mark mark{};
  mark.size = glyph.size;
  mark.font = glyph.font;
  mark.bold = glyph.struck || content.fonts[glyph.font].bold;
  mark.vertical = glyph.direction != Direction::right;
  switch (glyph.direction) {
    case Direction::up:
      mark.x0 = -glyph.y0, mark.x1 = -glyph.y1, mark.baseline = glyph.x0;
      break;
    case Direction::down:
      mark.x0 = glyph.y0, mark.x1 = glyph.y1, mark.baseline = -glyph.x0;
      break;
    case Direction::left:
      mark.x0 = -glyph.x0, mark.x1 = -glyph.x1, mark.baseline = glyph.y0;
      break;
    case Direction::right:
    case Direction::slanted:
      mark.x0 = glyph.x0, mark.x1 = glyph.x1, mark.baseline = glyph.y0;
      break;
  }
  return mark;
}

// Finds glyphs painted twice within 0.2 em (imitated bold, shadows). Places are chained by cells of the page in one
// array: a page has thousands of glyphs, and each is looked for.
class Overprints {
 public:
  explicit Overprints(size_t glyphs) : first_(std::bit_ceil(2 * glyphs + 1), -1) { places_.reserve(glyphs); }

  // True when the same character already stands here.
  bool seen(char32_t code, float x, float y, float em) {
    const float near = overprint * em;
    for (int32_t column = cell_of(x - near); column <= cell_of(x + near); ++column) {
      for (int32_t row = cell_of(y - near); row <= cell_of(y + near); ++row) {
        for (int at = first_[slot(code, column, row)]; at >= 0; at = places_[at].next) {
          const Place& place = places_[at];
          if (place.code == code && std::fabs(place.x - x) < near && std::fabs(place.y - y) < near) return true;
        }
      }
    }
    int& first = first_[slot(code, cell_of(x), cell_of(y))];
    places_.push_back({code, x, y, first});
    first = static_cast<int>(places_.size()) - 1;
    return false;
  }

 private:
  struct Place {
    char32_t code;
    float x, y;
    int next;  // in the same slot, -1 at the end
  };

  // Cells of 4 points; a page may put its glyphs anywhere.
  static int32_t cell_of(float at) {
    return static_cast<int32_t>(std::floor(std::clamp(at, -1e8F, 1e8F) * (1.0F / 4)));
  }
  size_t slot(char32_t code, int32_t column, int32_t row) const {
    const uint32_t mixed =
        code * 0x9E3779B1U + static_cast<uint32_t>(column) * 0x85EBCA77U + static_cast<uint32_t>(row) * 0xC2B2AE3DU;
    return (mixed ^ (mixed >> 15)) & (first_.size() - 1);
  }

  std::vector<int> first_;
  std::vector<Place> places_;
};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool ends_in_digit(std::string_view text) { return !text.empty() && text.back() >= '0' && text.back() <= '9'; }

// "10" of "10" and "×10", "2" of "2": what an exponent can stand on.
bool is_power_base(std::string_view core) {
  size_t from = core.size();
  while (from > 0 && ((core[from - 1] >= '0' && core[from - 1] <= '9') || core[from - 1] == '.')) --from;
  const std::string_view number = core.substr(from);
  return number == "10" || number == "2";
}

// "−4" as "-4"; "" when it is no exponent.
std::string exponent(std::string_view raised) {
  std::string sign;
  for (const std::string_view minus : {"−", "–", "-", "‑"}) {
    if (raised.starts_with(minus)) {
      raised.remove_prefix(minus.size());
      sign = "-";
      break;
    }
  }
  while (raised.starts_with(' ')) raised.remove_prefix(1);
  return all_digits(raised) ? sign + std::string(raised) : "";
}

// Adds a super- or subscript to a word. An exponent is part of the number it stands on, other marks are not part of the
// core; a number raised on a number stays apart from it ("71^1"): run together they would be a third.
void raise(std::string& text, std::string& core, const std::string& mark, bool raised) {
  const std::string power = raised && ends_in_digit(core) ? exponent(mark) : "";
  text += power.empty() ? mark : "^" + power;
  if (!power.empty() && (power.front() == '-' || is_power_base(core))) core += "^" + power;
}

// One word while it grows.
class WordBuilder {
 public:
  explicit WordBuilder(const Mark& first) { start(first); }

  // Takes the glyph when it belongs to this word.
  bool take(const Mark& next) {
    if (next.vertical != vertical_ || next.after_space) return false;
    const float gap = next.x0 - x1_;
    const float em = std::max(size_, next.size);
    if (gap < -backward * em) return false;
    const float off = std::fabs(next.baseline - baseline_);
    if (off <= mark_low * em && next.size >= mark_size * size_ && next.size <= size_ / mark_size) {
      if (gap > word_gap * em) return false;
      if (goes_on_with_exponent(next)) {
        add_mark(next, true);
        return true;
      }
      flush_mark();
      add_base(next);
      return true;
    }
    if (gap > mark_gap * std::min(size_, next.size)) return false;
    if (next.size < mark_size * size_ && off <= mark_high * size_) {
      // On the baseline only a number carries smaller text ("91.8" with a small "+3.3"); small capitals go on as text.
      const bool on_baseline = off <= mark_low * size_;
      if (on_baseline && !ends_in_digit(core_)) {
        if (gap > word_gap * em) return false;
        flush_mark();
        add_base(next);
        size_ = em;
        return true;
      }
      add_mark(next, next.baseline < baseline_ && !on_baseline);
      return true;
    }
    // A mark that came first: "†Equal contribution", "1Alibaba".
    if (core_.empty() == false && all_mark_ && size_ < mark_size * next.size && off > mark_low * next.size &&
        off <= mark_high * next.size) {
      text_ = core_;
      core_.clear();
      size_ = next.size;
      baseline_ = next.baseline;
      all_mark_ = false;
      add_base(next);
      return true;
    }
    return false;
  }

  Word finish() {
    flush_mark();
    Word word;
    word.text = std::move(text_);
    word.core = std::move(core_);
    word.baseline = baseline_;
    word.size = size_;
    word.font = font_;
    word.bold = 2 * bold_ > glyphs_;
    word.vertical = vertical_;
    word.box = {x0_, top_ - ascent * size_, x1_, bottom_ + descent * size_};
    return word;
  }

  float end() const { return x1_; }
  float baseline() const { return baseline_; }
  float size() const { return size_; }

 private:
  void start(const Mark& first) {
    x0_ = first.x0;
    size_ = first.size;
    baseline_ = top_ = bottom_ = first.baseline;
    font_ = first.font;
    vertical_ = first.vertical;
    x1_ = first.x0;
    add_base(first);
  }

  // "10^-3" as TeX sets it: the minus raised, the digits left on the line.
  bool goes_on_with_exponent(const Mark& next) {
    const bool begins = raised_ && is_power_base(core_) && (mark_ == "−" || mark_ == "-");
    sunk_exponent_ = (begins || (sunk_exponent_ && !mark_.empty())) && all_digits(next.text);
    return sunk_exponent_;
  }

  void reach(const Mark& mark) {
    x0_ = std::min(x0_, mark.x0);
    x1_ = std::max(x1_, mark.x1);
  }

  void add_base(const Mark& mark) {
    reach(mark);
    text_ += mark.text;
    core_ += mark.text;
    ++glyphs_;
    bold_ += mark.bold;
    if (glyphs_ > 3) all_mark_ = false;
  }

  void add_mark(const Mark& mark, bool raised) {
    reach(mark);
    if (!mark_.empty() && raised != raised_) flush_mark();
    raised_ = raised;
    mark_ += mark.text;
    all_mark_ = false;
  }

  // Ends a super- or subscript.
  void flush_mark() {
    if (mark_.empty()) return;
    raise(text_, core_, mark_, raised_);
    mark_.clear();
  }

  std::string text_, core_, mark_;
  bool raised_ = false, vertical_ = false, all_mark_ = true, sunk_exponent_ = false;
  float x0_ = 0, x1_ = 0, baseline_ = 0, size_ = 0, top_ = 0, bottom_ = 0;
  int font_ = 0, glyphs_ = 0, bold_ = 0;
};

// A word that is only a mark of the one just before it in the stream's neighbourhood: raised, smaller, touching.
bool attach(Word& base, const Word& small) {
  if (base.vertical || small.vertical || small.size >= mark_size * base.size) return false;
  const float off = std::fabs(small.baseline - base.baseline);
  const float gap = small.box.x0 - base.box.x1;
  if (off <= mark_low * base.size || off > mark_high * base.size) return false;
  if (gap < -0.1f * base.size || gap > word_gap * base.size) return false;
  const bool raised = small.baseline < base.baseline;
  raise(base.text, base.core, small.text, raised);
  base.box.x1 = std::max(base.box.x1, small.box.x1);
  return true;
}

// Marks that the producer painted after the rest of the line.
void attach_late_marks(std::vector<Word>& words) {
  constexpr size_t reach = 40;
  std::vector<bool> gone(words.size(), false);
  for (size_t at = 0; at < words.size(); ++at) {
    if (words[at].text.size() > 12) continue;
    const size_t from = at > reach ? at - reach : 0;
    const size_t to = std::min(words.size(), at + reach);
    for (size_t other = from; other < to && !gone[at]; ++other) {
      if (other != at && !gone[other] && attach(words[other], words[at])) gone[at] = true;
    }
  }
  size_t kept = 0;
  for (size_t at = 0; at < words.size(); ++at) {
    if (gone[at]) continue;
    if (kept != at) words[kept] = std::move(words[at]);
    ++kept;
  }
  words.resize(kept);
}

bool single_letter(const Word& word) {
  const char c = word.text.front();
  return word.text.size() == 1 && ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
}

// "A B S T R A C T" set with gaps between all letters is one word; a gap well over the usual one parts two. Small
// letters must be more: "a b c d" may be names.
void join_spaced_letters(std::vector<Word>& words) {
  constexpr size_t fewest_small = 6;
  constexpr size_t fewest = 4;
  std::vector<Word> joined;
  joined.reserve(words.size());
  for (size_t at = 0; at < words.size();) {
    size_t to = at;
    std::vector<float> gaps;
    while (to < words.size() && single_letter(words[to]) && !words[to].vertical) {
      if (to > at) {
        const float gap = words[to].box.x0 - words[to - 1].box.x1;
        if (std::fabs(words[to].baseline - words[at].baseline) > 0.1f || gap < 0 || gap > 1.5f * words[at].size) break;
        gaps.push_back(gap);
      }
      ++to;
    }
    const bool capitals =
        std::all_of(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(to),
                    [](const Word& word) { return word.text.front() <= 'Z'; });
    if (to - at < (capitals ? fewest : fewest_small)) {
      joined.push_back(std::move(words[at++]));
      continue;
    }
    std::vector<float> sorted = gaps;
    std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
    const float usual = sorted[sorted.size() / 2];
    joined.push_back(words[at]);
    for (size_t next = at + 1; next < to; ++next) {
      Word& last = joined.back();
      if (gaps[next - at - 1] > 1.6f * usual + 0.1f) {
        joined.push_back(words[next]);
        continue;
      }
      last.text += words[next].text;
      last.core += words[next].core;
      last.box.x1 = words[next].box.x1;
    }
    at = to;
  }
  words = std::move(joined);
}

// Ideographs that are set wide, to fill a line or by a font of odd widths, are not words apart.
void close_up_ideographs(std::vector<Word>& words) {
  constexpr float widest = 0.8f;  // em
  for (size_t at = 1; at < words.size(); ++at) {
    const bool near = words[at].box.x0 - words[at - 1].box.x1 < widest * words[at].size;
    if (near && starts_wide(words[at].text) && ends_wide(words[at - 1].text)) words[at].space_before = false;
  }
}

float median_size(const std::vector<Word>& words) {
  std::vector<float> sizes;
  sizes.reserve(words.size());
  for (const Word& word : words) sizes.push_back(word.size);
  std::nth_element(sizes.begin(), sizes.begin() + sizes.size() / 2, sizes.end());
  return sizes[sizes.size() / 2];
}

}  // namespace

std::vector<Word> words_of(const PageContent& content) {
  std::vector<Word> words;
  Overprints overprints(content.glyphs.size());
  bool after_space = false;
  std::vector<WordBuilder> open;  // none or one
  bool spaced = true;
  const auto close = [&] {
    if (open.empty()) return;
    Word word = open.back().finish();
    word.space_before = spaced;
    word.italic = content.fonts[word.font].italic;
    if (!word.text.empty()) words.push_back(std::move(word));
    open.clear();
  };
  for (const Glyph& glyph : content.glyphs) {
    std::string text = text_of(glyph.code);
    if (text.empty()) continue;
    if (text == " ") {
      after_space = true;
      continue;
    }
    if (overprints.seen(glyph.code, glyph.x0, glyph.y0, glyph.size)) continue;
    Mark mark = flatten(glyph, content);
    mark.text = std::move(text);
    mark.after_space = after_space;
    after_space = false;
    if (!open.empty() && open.back().take(mark)) continue;
    bool touches = false;
    if (!open.empty() && !mark.after_space) {
      const float em = std::max(open.back().size(), mark.size);
      touches = std::fabs(mark.baseline - open.back().baseline()) < 0.3f * em &&
                std::fabs(mark.x0 - open.back().end()) <= word_gap * em;
    }
    close();
    spaced = !touches;
    open.emplace_back(mark);
  }
  close();
  attach_late_marks(words);
  join_spaced_letters(words);
  return words;
}

std::string Line::text() const {
  std::string joined;
  for (const Word& word : words) {
    if (!joined.empty() && word.space_before) joined += ' ';
    joined += word.text;
  }
  return joined;
}

std::vector<Line> lines_of(const std::vector<Word>& words) {
  constexpr float same_baseline = 0.30f;  // em
  constexpr float column_gap = 1.25f;     // em
  std::vector<Line> lines;
  const auto fits = [&](const Line& line, const Word& word) {
    const float em = std::max(line.size, word.size);
    if (std::fabs(line.baseline - word.baseline) > same_baseline * std::min(line.size, word.size)) return false;
    return word.box.x0 - line.box.x1 <= column_gap * em && line.box.x0 - word.box.x1 <= column_gap * em;
  };
  for (const Word& word : words) {
    if (word.vertical) continue;
    // The stream mostly goes on where it was: look at the latest lines first.
    Line* home = nullptr;
    for (auto line = lines.rbegin(); line != lines.rend() && home == nullptr; ++line) {
      if (fits(*line, word)) home = &*line;
    }
    if (home == nullptr) {
      lines.push_back({{word}, word.box, word.baseline, word.size});
      continue;
    }
    home->words.push_back(word);
    home->box = {std::min(home->box.x0, word.box.x0), std::min(home->box.y0, word.box.y0),
                 std::max(home->box.x1, word.box.x1), std::max(home->box.y1, word.box.y1)};
  }
  for (Line& line : lines) {
    std::stable_sort(line.words.begin(), line.words.end(),
                     [](const Word& a, const Word& b) { return a.box.x0 < b.box.x0; });
    close_up_ideographs(line.words);
    line.size = median_size(line.words);
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return a.baseline != b.baseline ? a.baseline < b.baseline : a.box.x0 < b.box.x0;
  });
  return lines;
}

}  // namespace colophon::document::pdf

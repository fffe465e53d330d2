#include <algorithm>
#include <cmath>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

constexpr float kPhraseGap = 0.45f;  // em
constexpr float kLineSlack = 0.30f;  // em
constexpr float kEnds = 7.0f;        // points by which the ends of one table's rules differ (booktabs insets 5)
constexpr float kShortest = 60.0f;   // points: shorter rules bound no table
constexpr float kOpenGap = 2.2f;     // em between the baselines of rows that no rule closes
constexpr float kPieceGap = 14.0f;   // points between the pieces of a rule that is broken at column gaps

bool inside(const Word& word, const Box& box) {
  const float x = middle_x(word.box), y = word.baseline - 0.3f * word.size;
  return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

void extend(Box& box, const Box& other) {
  box = {std::min(box.x0, other.x0), std::min(box.y0, other.y0), std::max(box.x1, other.x1),
         std::max(box.y1, other.y1)};
}

bool same_ends(const Rule& a, const Rule& b) {
  return std::fabs(a.x0 - b.x0) <= kEnds && std::fabs(a.x1 - b.x1) <= kEnds;
}

// Prose fills its line with words at ordinary distance.
bool is_prose(const Row& row, const Box& box) {
  return row.phrases.size() == 1 && row.phrases[0].words.size() >= 8 &&
         row.phrases[0].box.x1 - row.phrases[0].box.x0 > 0.75f * (box.x1 - box.x0);
}

// True where the text between two rules of equal extent shows that they bound no table together.
bool parted(const Page& page, const Rule& above, const Rule& below, const std::vector<Caption>& captions) {
  const Box box{std::min(above.x0, below.x0) - 2, above.y0, std::max(above.x1, below.x1) + 2, below.y0};
  for (const Caption& caption : captions) {
    const float x = middle_x(caption.box), y = middle_y(caption.box);
    if (x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1) return true;
  }
  for (const Word& word : page.words) {
    const float y = word.baseline - 0.3f * word.size;
    if (word.vertical || y < box.y0 || y > box.y1) continue;
    const bool crosses = (word.box.x0 < box.x0 - 6 && word.box.x1 > box.x0 + 6) ||
                         (word.box.x0 < box.x1 - 6 && word.box.x1 > box.x1 + 6);
    if (crosses) return true;
  }
  int prose = 0;
  for (const Row& row : rows_in(page, box)) {
    prose = is_prose(row, box) ? prose + 1 : 0;
    if (prose == 2) return true;
  }
  return false;
}

// A rule broken at column gaps counts as whole beside its pieces.
std::vector<Rule> with_wholes(std::vector<Rule> rules) {
  std::sort(rules.begin(), rules.end(),
            [](const Rule& a, const Rule& b) { return a.y0 != b.y0 ? a.y0 < b.y0 : a.x0 < b.x0; });
  std::vector<Rule> out = rules;
  for (size_t begin = 0; begin < rules.size();) {
    size_t end = begin + 1;
    while (end < rules.size() && rules[end].y0 - rules[begin].y0 < 1 && rules[end].x0 - rules[end - 1].x1 <= kPieceGap)
      ++end;
    if (end - begin >= 2) {
      Rule whole = rules[begin];
      whole.x1 = rules[end - 1].x1;
      out.push_back(whole);
    }
    begin = end;
  }
  std::stable_sort(out.begin(), out.end(), [](const Rule& a, const Rule& b) { return a.y0 < b.y0; });
  return out;
}

}  // namespace

std::string Phrase::text() const {
  std::string out;
  for (const Word* word : words) {
    if (!out.empty() && word->space_before) out += ' ';
    out += word->text;
  }
  return out;
}

std::string Phrase::core() const {
  std::string out;
  for (const Word* word : words) {
    if (word->core.empty()) continue;
    if (!out.empty() && word->space_before) out += ' ';
    out += word->core;
  }
  return out;
}

bool Phrase::bold() const {
  return std::all_of(words.begin(), words.end(), [](const Word* word) { return word->bold; });
}

int Region::section_of(float y) const {
  return static_cast<int>(std::upper_bound(rules.begin(), rules.end(), y) - rules.begin());
}

bool Region::parted(float above, float below, float x) const {
  const auto between = [&](float y) { return y > above + 1 && y < below - 1; };
  return std::any_of(rules.begin(), rules.end(), between) ||
         std::any_of(partials.begin(), partials.end(), [&](const Rule& rule) {
           return between(rule.y0) && rule.x0 < x + kEnds && rule.x1 > box.x1 - kEnds - 1;
         });
}

std::vector<Row> rows_in(const Page& page, const Box& box) {
  std::vector<const Word*> words;
  for (const Word& word : page.words) {
    if (!word.vertical && inside(word, box)) words.push_back(&word);
  }
  std::stable_sort(words.begin(), words.end(), [](const Word* a, const Word* b) { return a->baseline < b->baseline; });
  std::vector<Row> rows;
  for (size_t begin = 0; begin < words.size();) {
    size_t end = begin + 1;
    while (end < words.size() && words[end]->baseline - words[begin]->baseline <= kLineSlack * words[begin]->size)
      ++end;
    std::stable_sort(words.begin() + begin, words.begin() + end,
                     [](const Word* a, const Word* b) { return a->box.x0 < b->box.x0; });
    Row row;
    row.baseline = words[begin]->baseline;
    for (; begin < end; ++begin) {
      const Word* word = words[begin];
      row.size = std::max(row.size, word->size);
      if (row.phrases.empty() || word->box.x0 - row.phrases.back().box.x1 > kPhraseGap * word->size) {
        row.phrases.push_back({{word}, word->box});
      } else {
        row.phrases.back().words.push_back(word);
        extend(row.phrases.back().box, word->box);
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

namespace {

size_t most_phrases(const std::vector<Row>& rows) {
  size_t phrases = 0;
  for (const Row& row : rows) phrases = std::max(phrases, row.phrases.size());
  return phrases;
}

// Lines that follow each other closely; what stands further down is another text.
void cut_at_gap(std::vector<Row>& rows) {
  for (size_t r = 1; r < rows.size(); ++r) {
    if (rows[r].baseline - rows[r - 1].baseline <= kOpenGap * rows[r - 1].size) continue;
    rows.resize(r);
    return;
  }
}

// Nothing else stands there: no caption, no line that runs over the table's edges.
bool free_of_others(const Page& page, const std::vector<Caption>& captions, const Box& box) {
  for (const Caption& caption : captions) {
    if (caption.box.y1 > box.y0 && caption.box.y0 < box.y1 && std::min(caption.box.x1, box.x1) > box.x0) return false;
  }
  return std::none_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    const float y = word.baseline - 0.3f * word.size;
    const bool crosses = (word.box.x0 < box.x0 - 4 && word.box.x1 > box.x0 + 4) ||
                         (word.box.x0 < box.x1 - 4 && word.box.x1 > box.x1 + 4);
    return !word.vertical && y > box.y0 && y < box.y1 && crosses;
  });
}

// Every phrase stands under one of the header's and most of those have one.
bool under_header(const Row& row, const Row& header) {
  if (row.phrases.size() < 2 || 10 * row.phrases.size() < 6 * header.phrases.size()) return false;
  return std::all_of(row.phrases.begin(), row.phrases.end(), [&](const Phrase& phrase) {
    return 1 == std::count_if(header.phrases.begin(), header.phrases.end(), [&](const Phrase& name) {
             return std::min(name.box.x1, phrase.box.x1) > std::max(name.box.x0, phrase.box.x0);
           });
  });
}

// Rows under a header that has both its rules, to the end of a page as often as not: they go on while each stands under
// the header's names.
float end_under_header(const Page& page, const Region& region) {
  const float bottom = region.rules.back();
  const std::vector<Row> header = rows_in(page, region.box);
  if (header.empty() || header.size() > 3 || header.back().phrases.size() < 2) return bottom;
  std::vector<Row> below = rows_in(page, {region.box.x0 - 2, bottom, region.box.x1 + 2, page.height});
  cut_at_gap(below);
  if (below.empty() || below.front().baseline - bottom > kOpenGap * below.front().size) return bottom;
  float end = bottom;
  for (const Row& row : below) {
    if (!under_header(row, header.back())) break;
    end = row.baseline + 0.35f * row.size;
  }
  return end;
}

// The last row of a table whose rows are ruled: a band no higher than the one above it, with most of its phrases.
float end_of_open_row(const Page& page, const Region& region) {
  const float bottom = region.rules.back(), band = bottom - region.rules[region.rules.size() - 2];
  const Box last{region.box.x0 - 2, bottom - band, region.box.x1 + 2, bottom};
  const Box next{region.box.x0 - 2, bottom, region.box.x1 + 2, bottom + band + 2};
  const std::vector<Row> above = rows_in(page, last);
  std::vector<Row> below = rows_in(page, next);
  cut_at_gap(below);
  const size_t most_lines = region.rules.size() > 3 ? 5 : 3;
  if (above.empty() || above.size() > most_lines || below.empty() || below.size() > above.size() + 1) return bottom;
  if (most_phrases(below) < 2 || 10 * most_phrases(below) < 6 * most_phrases(above) || is_prose(below.front(), next))
    return bottom;
  float end = bottom;
  for (const Row& row : below) end = std::max(end, row.baseline + 0.35f * row.size);
  return end;
}

// What follows the last rule may belong to the table all the same.
void take_open_rows(const Page& page, const std::vector<Caption>& captions, Region& region) {
  const float bottom = region.rules.back();
  const float end = region.rules.size() < 3 ? end_under_header(page, region) : end_of_open_row(page, region);
  if (end > bottom && free_of_others(page, captions, {region.box.x0 - 2, bottom, region.box.x1 + 2, end}))
    region.box.y1 = end;
}

}  // namespace

std::vector<Region> find_regions(const Page& page, const std::vector<Caption>& captions) {
  std::vector<Rule> flat;
  for (const Rule& rule : page.rules) {
    if (rule.horizontal()) flat.push_back(rule);
  }
  const std::vector<Rule> rules = with_wholes(flat);
  std::vector<Region> regions;
  std::vector<bool> used(rules.size(), false);
  for (size_t i = 0; i < rules.size(); ++i) {
    if (used[i] || rules[i].x1 - rules[i].x0 < kShortest) continue;
    Region region;
    region.rules = {rules[i].y0};
    region.box = {rules[i].x0, rules[i].y0, rules[i].x1, rules[i].y0};
    std::vector<size_t> members = {i};
    for (size_t k = i + 1; k < rules.size(); ++k) {
      if (used[k] || !same_ends(rules[k], rules[i])) continue;
      if (parted(page, rules[members.back()], rules[k], captions)) break;
      members.push_back(k);
      if (rules[k].y0 - region.rules.back() > 2.5f) region.rules.push_back(rules[k].y0);
      region.box = {std::min(region.box.x0, rules[k].x0), region.box.y0, std::max(region.box.x1, rules[k].x1),
                    rules[k].y0};
    }
    for (const size_t k : members) used[k] = true;
    if (region.rules.size() < 2) continue;
    take_open_rows(page, captions, region);
    regions.push_back(std::move(region));
  }
  const auto area = [](const Box& b) { return (b.x1 - b.x0) * (b.y1 - b.y0); };
  std::stable_sort(regions.begin(), regions.end(),
                   [&](const Region& a, const Region& b) { return area(a.box) > area(b.box); });
  std::vector<Region> outermost;
  for (Region& region : regions) {
    const Box& b = region.box;
    const bool nested = std::any_of(outermost.begin(), outermost.end(), [&](const Region& other) {
      return std::min(b.x1, other.box.x1) > std::max(b.x0, other.box.x0) &&
             std::min(b.y1, other.box.y1) > std::max(b.y0, other.box.y0);
    });
    if (nested) continue;
    for (const Rule& rule : flat) {
      const bool within = rule.x0 > b.x0 - kEnds && rule.x1 < b.x1 + kEnds && rule.y0 > b.y0 && rule.y0 < b.y1;
      if (within && rule.x1 - rule.x0 < b.x1 - b.x0 - 2 * kEnds && rule.x1 - rule.x0 > 6)
        region.partials.push_back(rule);
    }
    for (const Rule& rule : page.rules) {
      const bool within = rule.x0 > b.x0 - kEnds && rule.x1 < b.x1 + kEnds && rule.y0 < b.y1 && rule.y1 > b.y0;
      if (!rule.horizontal() && within) region.uprights.push_back(rule);
    }
    std::sort(region.uprights.begin(), region.uprights.end(),
              [](const Rule& left, const Rule& right) { return left.x0 < right.x0; });
    outermost.push_back(std::move(region));
  }
  std::stable_sort(outermost.begin(), outermost.end(),
                   [](const Region& a, const Region& b) { return a.box.y0 < b.box.y0; });
  return outermost;
}

}  // namespace colophon::document::pdf

#include <algorithm>
#include <cctype>
#include <cmath>

#include "indexer/document/pdf/page.h"
#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

constexpr float kCaptionReach = 80.0f;  // points

struct PageTables {
  std::vector<Table> tables;
  std::vector<Box> regions;   // a table: what captions are paired with
  std::vector<size_t> rules;  // a table: how many rules run across it
  std::vector<bool> goes_on;  // a table: it is the rest of the one before it, under a header of its own
  std::vector<Caption> captions;
};

// How far the caption stands from the table on one side, negative where it does not.
float distance(const Caption& caption, const Box& table, bool above) {
  if (std::min(caption.box.x1, table.x1) <= std::max(caption.box.x0, table.x0)) return -1;
  const float gap = above ? table.y0 - caption.box.y1 : caption.box.y0 - table.y1;
  return gap > -6 && gap <= kCaptionReach ? std::max(gap, 0.0f) : -1;
}

// The caption nearest to a table on one side that no other table is nearer to; -1 where there is none.
int nearest(const PageTables& page, size_t table, bool above) {
  int best = -1;
  float least = kCaptionReach + 1;
  for (size_t i = 0; i < page.captions.size(); ++i) {
    const float gap = distance(page.captions[i], page.regions[table], above);
    if (gap < 0 || gap >= least) continue;
    best = static_cast<int>(i);
    least = gap;
  }
  return best;
}

// Most of a document's captions stand on one side of their tables.
bool captions_above(const std::vector<PageTables>& pages) {
  int above = 0, below = 0;
  for (const PageTables& page : pages) {
    for (size_t t = 0; t < page.tables.size(); ++t) {
      const bool a = nearest(page, t, true) >= 0, b = nearest(page, t, false) >= 0;
      above += a && !b;
      below += b && !a;
    }
  }
  return above >= below;
}

bool within(const Line& line, const Box& box) {
  const float x = middle_x(line.box), y = line.baseline - 0.3f * line.size;
  return x > box.x0 - 2 && x < box.x1 + 2 && y > box.y0 && y < box.y1;
}

bool worded(const Cell& cell) {
  return (!is_number(cell.core) || is_size(cell.core)) && std::any_of(cell.text.begin(), cell.text.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0x80) != 0 || std::isalpha(static_cast<unsigned char>(c)) != 0;
         });
}

// A rule above and below every row of a grid that is mostly full: drawn to be a table, whatever it holds.
bool ruled(const Table& table, size_t rules) {
  size_t full = 0, cells = 0;
  for (const auto& row : table.rows) {
    cells += row.size();
    full += std::count_if(row.begin(), row.end(), [](const Cell& cell) { return !cell.text.empty(); });
  }
  return table.rows.size() >= 2 && rules >= table.rows.size() && table.header_rows > 0 && 10 * full >= 8 * cells;
}

// Grids without a caption are tables only where names stand at their rows and columns and most cells are filled: charts
// and code boxes are not.
bool convinces(const Table& table) {
  size_t full = 0, cells = 0, numbers = 0, dashes = 0, named = 0, headed = 0;
  for (size_t r = table.header_rows; r < table.rows.size(); ++r) {
    for (const Cell& cell : table.rows[r]) {
      ++cells;
      full += !cell.text.empty();
      numbers += is_number(cell.core) || is_number_list(cell.core);
      dashes += is_dash(cell.text);
    }
    named += std::any_of(table.rows[r].begin(), table.rows[r].begin() + table.header_cols, worded);
  }
  for (size_t c = 1; c < table.columns(); ++c) {
    headed += std::any_of(table.rows.begin(), table.rows.begin() + table.header_rows,
                          [c](const std::vector<Cell>& row) { return worded(row[c]); });
  }
  const size_t rows = table.rows.size() - table.header_rows;
  return table.rows.size() >= 3 && 10 * full >= 6 * cells && numbers >= 2 && 5 * (numbers + dashes) >= cells &&
         10 * named >= 6 * rows && 2 * headed >= table.columns() - 1;
}

bool same_header(const Table& a, const Table& b) {
  if (a.header_rows != b.header_rows) return false;
  for (int r = 0; r < a.header_rows; ++r) {
    for (size_t c = 0; c < a.columns(); ++c) {
      if (a.rows[r][c].text != b.rows[r][c].text) return false;
    }
  }
  return true;
}

// The grid at the top of a page goes on with the one that ended the page before: as wide, of as many columns, under the
// same header or none, without a caption of its own.
bool goes_on(const Table& above, const Table& below, const Page& page) {
  const bool placed = below.box.y0 < 0.25f * page.height && std::fabs(above.box.x0 - below.box.x0) < 8 &&
                      std::fabs(above.box.x1 - below.box.x1) < 8;
  return placed && above.columns() == below.columns() && (below.id.empty() || below.id == above.id) &&
         (below.header_rows == 0 || same_header(above, below));
}

// Joins tables over page breaks. What is joined leaves an empty table that still holds its lines.
void join_pages(const Pages& pages, std::vector<std::vector<FoundTable>>& found) {
  FoundTable* last = nullptr;  // the lowest table of the page before, or the one that it went on with
  const auto higher = [](const FoundTable& a, const FoundTable& b) { return a.table.box.y0 < b.table.box.y0; };
  for (size_t p = 0; p < found.size(); ++p) {
    std::vector<FoundTable>& tables = found[p];
    if (tables.empty()) {
      last = nullptr;
      continue;
    }
    FoundTable& first = *std::min_element(tables.begin(), tables.end(), higher);
    FoundTable* lowest = &*std::max_element(tables.begin(), tables.end(), higher);
    if (last != nullptr && goes_on(last->table, first.table, pages.pages[p])) {
      Table& above = last->table;
      above.page_starts.push_back(above.rows.size());
      above.rows.insert(above.rows.end(), first.table.rows.begin() + first.table.header_rows, first.table.rows.end());
      above.groups.insert(above.groups.end(), first.table.groups.begin() + first.table.header_rows,
                          first.table.groups.end());
      if (lowest == &first) lowest = last;
      first.table = {};
    }
    last = lowest;
  }
}

}  // namespace

std::vector<std::vector<FoundTable>> find_tables(const Pages& pages) {
  std::vector<PageTables> found(pages.pages.size());
  for (size_t p = 0; p < pages.pages.size(); ++p) {
    const Page& page = pages.pages[p];
    found[p].captions = find_captions(page);
    std::vector<Region> regions = find_regions(page, found[p].captions);
    add_unruled(page, found[p].captions, regions);
    for (const Region& region : regions) {
      bool first = true;
      for (Table& table : read_grids(page, region)) {
        if (table.rows.size() < 2) continue;
        table.page = page.number;
        found[p].regions.push_back(region.box);
        found[p].rules.push_back(region.rules.size());
        found[p].goes_on.push_back(!first);
        found[p].tables.push_back(std::move(table));
        first = false;
      }
    }
  }
  const bool above = captions_above(found);
  std::vector<std::vector<FoundTable>> out(pages.pages.size());
  for (size_t p = 0; p < pages.pages.size(); ++p) {
    const Page& page = pages.pages[p];
    std::vector<bool> taken(found[p].captions.size(), false);
    for (size_t t = 0; t < found[p].tables.size(); ++t) {
      FoundTable result;
      int caption = nearest(found[p], t, above);
      if (caption < 0 || taken[caption]) caption = nearest(found[p], t, !above);
      if (caption >= 0 && taken[caption]) caption = -1;
      const bool rest = found[p].goes_on[t] && !out[p].empty();
      if (rest) caption = -1;
      result.table = std::move(found[p].tables[t]);
      if (rest) {
        result.table.id = out[p].back().table.id;
        result.table.caption = out[p].back().table.caption;
      } else if (caption < 0 && !convinces(result.table) && !ruled(result.table, found[p].rules[t])) {
        continue;
      }
      for (int i = 0; i < static_cast<int>(page.lines.size()); ++i) {
        if (within(page.lines[i], result.table.box)) result.lines.push_back(i);
      }
      if (caption >= 0) {
        taken[caption] = true;
        const Caption& text = found[p].captions[caption];
        result.table.id = text.id;
        result.table.caption = text.text;
        result.caption_box = text.box;
        result.lines.insert(result.lines.end(), text.lines.begin(), text.lines.end());
      }
      std::sort(result.lines.begin(), result.lines.end());
      result.lines.erase(std::unique(result.lines.begin(), result.lines.end()), result.lines.end());
      out[p].push_back(std::move(result));
    }
  }
  join_pages(pages, out);
  return out;
}

}  // namespace colophon::document::pdf

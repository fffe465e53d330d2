#include "indexer/document/table_shape.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

namespace colophon::document {
namespace {

bool filled(const Cell& cell) { return !is_blank(cell.core); }

bool empty_row(const std::vector<Cell>& row) {
  return std::all_of(row.begin(), row.end(), [](const Cell& cell) { return cell.text.empty(); });
}

// At least half of the filled cells after the first are values.
bool is_data_row(const std::vector<Cell>& row) {
  size_t values = 0, texts = 0;
  for (size_t c = row.size() > 1 ? 1 : 0; c < row.size(); ++c) {
    if (row[c].copy || !filled(row[c])) continue;
    (is_number(row[c].core) ? values : texts) += 1;
  }
  return values > 0 && values >= texts;
}

bool has_value(const std::vector<Cell>& row) {
  return std::any_of(row.begin(), row.end(), [](const Cell& cell) { return !cell.copy && is_number(cell.core); });
}

bool settings_header(std::string_view header) {
  static const RE2 pattern(
      R"((?i)#?\s*(?:(?:num(?:ber)?\.?|#)\s*(?:of\s+)?|of\s+|n[- ])?(?:few[- ]?)?(?:shots?|metrics?|settings?|prompt(?:s|ing)?|languages?|lang\.?|splits?))"
      R"(|(?:评测|评价)?指标|度量|设置|语言|样本数)");
  return RE2::FullMatch(header, pattern);
}

// The cells of column `c` that stand in ordinary rows.
std::vector<const Cell*> body(const Grid& rows, int header_rows, size_t c) {
  std::vector<const Cell*> cells;
  for (size_t r = static_cast<size_t>(header_rows); r < rows.size(); ++r) {
    if (!is_band(rows[r])) cells.push_back(&rows[r][c]);
  }
  return cells;
}

bool mostly(const std::vector<const Cell*>& cells, bool (*test)(std::string_view)) {
  size_t yes = 0, all = 0;
  for (const Cell* cell : cells) {
    if (!filled(*cell)) continue;
    ++all;
    if (test(cell->core)) ++yes;
  }
  return all > 0 && 2 * yes > all;
}

bool all_filled_are(const std::vector<const Cell*>& cells, bool (*test)(std::string_view)) {
  bool any = false;
  for (const Cell* cell : cells) {
    if (!filled(*cell)) continue;
    if (!test(cell->core)) return false;
    any = true;
  }
  return any;
}

// The first `cols` cells tell every row from the others; an empty cell stands for the one above it.
bool rows_told_apart(const Grid& rows, int header_rows, size_t cols) {
  std::set<std::pair<std::string, std::string>> seen;
  std::string band;
  std::vector<std::string> above(cols);
  for (size_t r = static_cast<size_t>(header_rows); r < rows.size(); ++r) {
    if (is_band(rows[r])) {
      band = rows[r].front().core;
      continue;
    }
    std::string key;
    for (size_t c = 0; c < cols; ++c) {
      if (!rows[r][c].core.empty()) above[c] = rows[r][c].core;
      key += above[c] + '\n';
    }
    if (!seen.emplace(band, key).second) return false;
  }
  return true;
}

void drop_empty_columns(Grid& rows) {
  if (rows.empty()) return;
  for (size_t c = rows.front().size(); c-- > 0;) {
    const bool empty = std::all_of(rows.begin(), rows.end(), [c](const auto& row) { return row[c].text.empty(); });
    if (!empty) continue;
    for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
  }
}

void fill_group_column(Table& table) {
  for (int c = 0; c + 1 < table.header_cols; ++c) {
    const auto column = static_cast<size_t>(c);
    for (size_t r = static_cast<size_t>(table.header_rows) + 1; r < table.rows.size(); ++r) {
      if (is_band(table.rows[r]) || is_band(table.rows[r - 1])) continue;
      Cell& cell = table.rows[r][column];
      const Cell& above = table.rows[r - 1][column];
      if (!cell.text.empty() || above.text.empty() || table.rows[r][column + 1].text.empty()) continue;
      cell = above;
      cell.copy = true;
    }
  }
}

}  // namespace

bool is_number(std::string_view core) {
  static const std::string number =
      R"([+\-−–]?\s*[$¥€]?\s*\d[\d,]*(?:\.\d+)?(?:\s*[×x*·]\s*10\s*\^?\s*\{?[-−–]?\d+\}?|e[-+−]?\d+)?)";
  static const std::string unit =
      R"(\s*(?:%|‰|×|x|[kmbtgs]|[kmgt]i?b|bn|ms|hrs?|hours?|days?|steps?|tokens?|(?:s|tokens?)/(?:s|iter|it)|亿|万亿?|千|百万|十亿|张|层|维)?)";
  static const RE2 pattern("(?i)[~≈<>≤≥±]*\\s*" + number + unit + R"((?:\s*(?:±|\+/-|\+|/|\||\\|–|-|~|→)\s*)" + number +
                           unit + ")*" +                                 // ±0.6, 16 / 32
                           R"((?:\s*[(（\[][^()（）]{1,24}[)）\]])?)");  // (report), (82.0)
  return RE2::FullMatch(core, pattern);
}

bool is_blank(std::string_view core) {
  static const RE2 pattern(R"((?i)[\s\-−–—―_/\\.·…]*|n\.?/?a\.?|none|无)");
  return RE2::FullMatch(core, pattern);
}

bool is_setting(std::string_view core) {
  static const RE2 pattern(
      R"((?i)(?:(?:\d+|zero|one|few|five|n|k)[- ]?shots?(?:[ ,-]*(?:cot|em|acc\.?|ppl|gen))?|\(?(?:(?:em|f1|acc\.?|accuracy|bpb|ppl|rouge-?[l12]?|bleu|)"
      R"(pass@\d+|(?:cons|maj|avg|mean|best|acc)@\d+|cot|tot|0|win ?rate|elo|mcc|mse|wer|cer|percentile|rating|exact match)[,. ]*)+\)?|[零少多单]样本))");
  return RE2::FullMatch(core, pattern);
}

bool is_band(const std::vector<Cell>& row) {
  if (row.size() < 3 || row.front().core.empty() || !std::any_of(row.begin(), row.end(), filled)) return false;
  for (size_t c = 1; c < row.size(); ++c) {
    if (!row[c].text.empty() && row[c].text != row.front().text) return false;
    if (!row[c].text.empty() && !row[c].copy) return false;
  }
  return !is_number(row.front().core);
}

int count_header_rows(const Grid& rows, int declared) {
  const auto total = static_cast<int>(rows.size());
  int n = std::clamp(declared, 0, total);
  if (n == 0) {
    // Markup is silent: what stands above the first row of values is the header.
    const auto data = std::find_if(rows.begin(), rows.end(), is_data_row);
    if (data == rows.end()) return total > 1 && rows.front().size() > 2 ? 1 : 0;
    n = static_cast<int>(data - rows.begin());
    // Rows that have a name in a table of two columns are key and value, not headers.
    if (rows.front().size() == 2 && n > 1) return 1;
    // Attribute rows ("Architecture | MoE | Dense") lie between header and values: only the first row is sure.
    while (n > 1 && !rows[static_cast<size_t>(n) - 1].front().copy &&
           !rows[static_cast<size_t>(n) - 1].front().core.empty() && !is_band(rows[0])) {
      --n;
    }
    return n;
  }
  // A row with a name and values is a first row of the body ("# Params | 21B | 72B"), whatever rule stands below it.
  while (n > 1 && is_data_row(rows[static_cast<size_t>(n) - 1]) && !rows[static_cast<size_t>(n) - 1].front().copy &&
         !rows[static_cast<size_t>(n) - 1].front().core.empty()) {
    --n;
  }
  while (n < total - 1) {
    const std::vector<Cell>& row = rows[static_cast<size_t>(n)];
    const bool named = !row.front().core.empty() && !(row.front().copy && row.front().text == rows[0].front().text);
    const size_t texts = static_cast<size_t>(
        std::count_if(row.begin(), row.end(), [](const Cell& cell) { return !cell.text.empty() && !cell.copy; }));
    const size_t settings = static_cast<size_t>(
        std::count_if(row.begin(), row.end(), [](const Cell& cell) { return !cell.copy && is_setting(cell.core); }));
    const bool label_below = row.size() > 1 && !row[1].core.empty() && row[0].core.empty() && settings == 0 &&
                             !rows[0][1].core.empty() && rows[0][0].core.empty();
    if (named || has_value(row) || texts < 2 || label_below) break;
    ++n;
  }
  return n;
}

int count_header_cols(const Grid& rows, int header_rows) {
  if (rows.empty() || static_cast<size_t>(header_rows) >= rows.size()) return rows.empty() ? 0 : 1;
  const size_t columns = rows.front().size();
  const auto first = body(rows, header_rows, 0);
  if (columns < 2) return 0;
  // One row of values under its names.
  if (first.size() == 1 && header_rows > 0 && is_number(first.front()->core)) return 0;
  size_t n = 1;
  while (n + 1 < columns && n < 4) {
    const auto cells = body(rows, header_rows, n);
    const std::string header = header_rows > 0 ? rows[static_cast<size_t>(header_rows) - 1][n].core : "";
    const bool settings = settings_header(header) || all_filled_are(cells, is_setting);
    const bool needed = !mostly(cells, is_number) && !rows_told_apart(rows, header_rows, n);
    if (!settings && !needed) break;
    ++n;
  }
  return static_cast<int>(n);
}

void shape_table(Table& table, int declared_header_rows) {
  int declared = declared_header_rows;
  // An empty header row (GFM must have one) says that there is no header.
  for (size_t r = 0; r < table.rows.size();) {
    if (!empty_row(table.rows[r])) {
      ++r;
      continue;
    }
    table.rows.erase(table.rows.begin() + static_cast<std::ptrdiff_t>(r));
    if (static_cast<int>(r) < declared) --declared;
  }
  drop_empty_columns(table.rows);
  table.header_rows = count_header_rows(table.rows, declared);
  table.header_cols = count_header_cols(table.rows, table.header_rows);
  fill_group_column(table);
  table.groups.assign(table.rows.size(), "");
  std::string band;
  for (size_t r = static_cast<size_t>(table.header_rows); r < table.rows.size(); ++r) {
    if (is_band(table.rows[r])) {
      band = table.rows[r].front().core;
    } else {
      table.groups[r] = band;
    }
  }
}

}  // namespace colophon::document

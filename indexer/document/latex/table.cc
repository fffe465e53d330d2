#include "indexer/document/latex/table.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "indexer/document/grid.h"
#include "indexer/document/latex/inline.h"
#include "indexer/document/latex/scanner.h"

namespace colophon::document {
namespace {

struct SourceCell {
  std::string_view tex;
  int colspan = 1;
  int rowspan = 1;  // negative: upwards
};

struct SourceRow {
  std::vector<SourceCell> cells;
  bool rule_before = false;
};

// "\multicolumn{2}{c}{\multirow{3}{*}{Text}}" and the other way round.
void unwrap_spans(SourceCell& cell) {
  for (int round = 0; round < 3; ++round) {
    TexScanner scan(cell.tex);
    scan.skip_space();
    if (scan.done() || scan.peek() != '\\') return;
    const std::string_view name = scan.command();
    if (name == "multicolumn") {
      const int n = std::atoi(std::string(scan.argument()).c_str());
      cell.colspan = std::clamp(n, 1, 200);
      scan.argument();
    } else if (name == "multirow") {
      scan.optional();
      const int n = std::atoi(std::string(scan.argument()).c_str());
      cell.rowspan = n == 0 ? 1 : std::clamp(n, -500, 500);
      scan.optional();
      scan.argument();
      scan.optional();
    } else if (name == "cellcolor" || name == "rowcolor") {
      scan.optional();
      scan.argument();
      const size_t rest = scan.position();
      scan.seek(static_cast<size_t>(-1));
      cell.tex = scan.between(rest, scan.position());
      continue;
    } else {
      return;
    }
    cell.tex = scan.argument();
  }
}

bool is_full_rule(std::string_view name) {
  static constexpr std::string_view names[] = {"hline",       "midrule",    "toprule",   "bottomrule", "Xhline",
                                               "specialrule", "thickhline", "hdashline", "Midrule"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Splits at "&" and "\\" outside of groups and nested environments. A rule before a row is noted, not kept.
std::vector<SourceRow> split_rows(std::string_view body) {
  std::vector<SourceRow> rows;
  SourceRow row;
  TexScanner scan(body);
  size_t start = 0;
  const auto end_cell = [&](size_t end) {
    SourceCell cell{scan.between(start, end), 1, 1};
    unwrap_spans(cell);
    row.cells.push_back(cell);
  };
  const auto only_space = [&](size_t end) {
    const std::string_view text = scan.between(start, end);
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
  };
  while (!scan.done()) {
    const size_t here = scan.position();
    const char c = scan.peek();
    if (c == '{') {
      scan.argument();
    } else if (c == '&') {
      end_cell(here);
      scan.skip();
      start = scan.position();
    } else if (c == '\\') {
      const std::string name(scan.command());
      if (name == "\\" || name == "tabularnewline" || name == "cr") {
        end_cell(here);
        scan.star();
        scan.optional();
        start = scan.position();
        rows.push_back(std::move(row));
        row = {};
      } else if (name == "begin") {
        const std::string environment(scan.argument());
        scan.environment(environment);
      } else if (is_full_rule(name) && row.cells.empty() && only_space(here)) {
        scan.optional();
        if (name == "Xhline") scan.argument();
        for (int i = 0; name == "specialrule" && i < 3; ++i) scan.argument();
        row.rule_before = true;
        start = scan.position();
      } else if ((name == "cmidrule" || name == "cline" || name == "addlinespace" || name == "noalign" ||
                  name == "rowcolor" || name == "arrayrulecolor" || name == "cdashline" || name == "morecmidrules" ||
                  name == "rowfont") &&
                 row.cells.empty() && only_space(here)) {
        TexScanner skip(scan.between(here, body.size()));
        TexInline inline_text;
        RichText nothing;
        RichText::Style style;
        skip.command();
        if (name == "noalign" || name == "cdashline") {
          skip.argument();
        } else if (name == "addlinespace" || name == "rowfont") {
          skip.optional();
        } else {
          inline_text.command(name, skip, nothing, style);
        }
        scan.seek(here + skip.position());
        start = scan.position();
      }
    } else {
      scan.skip();
    }
  }
  if (!row.cells.empty() || !only_space(body.size())) {
    end_cell(body.size());
    rows.push_back(std::move(row));
  } else if (row.rule_before) {
    rows.push_back(std::move(row));
  }
  return rows;
}

// A long table repeats its head on each page and has a foot: the first head, then the body.
std::string once_only(std::string_view body) {
  const auto find = [&body](std::string_view mark) { return body.find(mark); };
  size_t head_end = find("\\endfirsthead"), head_size = std::string_view("\\endfirsthead").size();
  if (head_end == std::string_view::npos) {
    head_end = find("\\endhead");
    head_size = std::string_view("\\endhead").size();
  }
  if (head_end == std::string_view::npos) return std::string(body);
  size_t body_start = head_end + head_size;
  for (const std::string_view mark : {"\\endhead", "\\endfoot", "\\endlastfoot"}) {
    const size_t at = find(mark);
    if (at != std::string_view::npos) body_start = std::max(body_start, at + mark.size());
  }
  return std::string(body.substr(0, head_end)) + std::string(body.substr(body_start));
}

// A LaTeX row keeps its places under a \multirow, empty: they become copies.
void fill_rowspans(std::vector<std::vector<Cell>>& rows, size_t r, size_t c, int width, int height) {
  const int step = height < 0 ? -1 : 1;
  for (int i = 1; i < std::abs(height); ++i) {
    const auto target = static_cast<long>(r) + static_cast<long>(step) * i;
    if (target < 0 || target >= static_cast<long>(rows.size())) return;
    for (int j = 0; j < width; ++j) {
      auto& row = rows[static_cast<size_t>(target)];
      const size_t column = c + static_cast<size_t>(j);
      if (column >= row.size() || !row[column].text.empty()) continue;
      row[column] = rows[r][c];
      row[column].copy = true;
    }
  }
}

}  // namespace

bool is_tabular(std::string_view environment, int& arguments) {
  if (environment.ends_with('*')) {
    environment.remove_suffix(1);
    arguments = environment == "tabular" || environment == "tabularx" ? 2 : 1;
    return environment == "tabular" || environment == "longtable" || environment == "tabularx";
  }
  arguments = environment == "tabularx" || environment == "tabulary" || environment == "xltabular" ? 2 : 1;
  static constexpr std::string_view names[] = {"tabular", "tabularx", "tabulary",    "longtable", "xltabular",
                                               "tabu",    "longtabu", "NiceTabular", "tblr",      "supertabular"};
  return std::find(std::begin(names), std::end(names), environment) != std::end(names);
}

TexTable read_tex_table(std::string_view body) {
  TexTable out;
  const std::string once = once_only(body);
  const std::vector<SourceRow> source = split_rows(once);
  GridBuilder grid;
  struct Span {
    size_t row, column;
    int width, height;
  };
  std::vector<Span> spans;
  size_t rows = 0;
  for (const SourceRow& row : source) {
    if (row.rule_before && rows > 0 && out.header_rows == 0) out.header_rows = static_cast<int>(rows);
    if (row.cells.empty()) continue;
    grid.begin_row();
    size_t column = 0;
    for (const SourceCell& cell : row.cells) {
      TexInline inline_text;
      RichText text;
      inline_text.add(cell.tex, text);
      if (std::abs(cell.rowspan) > 1) spans.push_back({rows, column, cell.colspan, cell.rowspan});
      grid.cell(text.cell(), cell.colspan);
      column += static_cast<size_t>(cell.colspan);
    }
    ++rows;
  }
  out.table.rows = grid.rows();
  for (const Span& span : spans) {
    if (span.row < out.table.rows.size() && span.column < out.table.columns()) {
      fill_rowspans(out.table.rows, span.row, span.column, span.width, span.height);
    }
  }
  if (out.header_rows >= static_cast<int>(out.table.rows.size())) out.header_rows = 0;  // only the bottom rule
  return out;
}

}  // namespace colophon::document

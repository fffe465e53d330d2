#include "indexer/extract/mixture_table.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "indexer/extract/benchmarks.h"
#include "indexer/extract/cues.h"
#include "indexer/extract/numbers.h"
#include "indexer/extract/patterns.h"

namespace colophon::extract {
namespace {

using document::Cell;
using document::Table;

class MixtureTable {
 public:
  MixtureTable(const document::Document& document, const Table& table) : document_(document), table_(table) {}

  std::vector<TableShare> shares() const {
    if (has_results()) return {};
    std::vector<TableShare> found;
    if (about_data()) by_column(found);
    if (found.empty()) by_row(found);
    std::stable_sort(found.begin(), found.end(),
                     [](const TableShare& a, const TableShare& b) { return a.row < b.row; });
    return found;
  }

 private:
  size_t header_rows() const { return static_cast<size_t>(std::max(table_.header_rows, 0)); }

  bool about_data() const {
    static const Patterns topic({"data", "corp(?:us|ora)", "mixture", "distribution", "composition", "tokens?",
                                 "sources?", "数据", "语料", "配比", "占比", "分布"},
                                "mixture");
    return topic.in(table_.caption) || (table_.section >= 0 && topic.in(document_.heading_path(table_.section)));
  }

  // Whether a column is a test or an average of tests: "MBPP", "Avg.". Beside it percentages are scores.
  bool has_results() const {
    for (size_t c = 1; c < table_.columns(); ++c) {
      const LabelKind kind = read_benchmark(table_.column_header(c)).kind;
      if (kind == LabelKind::benchmark || kind == LabelKind::average) return true;
    }
    return false;
  }

  static bool has_sign(const Cell& cell) { return cell.text.find('%') != std::string::npos; }

  // The number that a cell is, bar a sign or a unit after it.
  static std::optional<double> number(const Cell& cell) {
    const std::vector<Number> numbers = find_numbers(cell.core.empty() ? cell.text : cell.core);
    if (cell.copy || numbers.size() != 1 || numbers.front().span.begin > 2) return std::nullopt;
    return numbers.front().value;
  }

  void by_column(std::vector<TableShare>& found) const {
    for (size_t c = 1; c < table_.columns(); ++c) {
      const std::string header = table_.column_header(c);
      const bool labelled =
          rule_of("mixture").labels.whole(normal_label(header)) || header.find('%') != std::string::npos;
      size_t signs = 0;
      for (size_t r = header_rows(); r < table_.rows.size(); ++r) signs += has_sign(table_.rows[r][c]);
      if (!labelled && signs < 2) continue;
      for (size_t r = header_rows(); r < table_.rows.size(); ++r) {
        const Cell& cell = table_.rows[r][c];
        const std::optional<double> percent = number(cell);
        if (!percent || (!labelled && !has_sign(cell))) continue;
        const std::string source = source_before(r, c);
        if (!source.empty()) found.push_back({r, c, source, *percent, labelled});
      }
    }
  }

  // The row's label; where it has none, the nearest words to the left.
  std::string source_before(size_t r, size_t c) const {
    std::string source = table_.row_header(r);
    for (size_t left = c; source.empty() && left > 0; --left) {
      const std::string& text = table_.rows[r][left - 1].text;
      if (text.find_first_of("0123456789") == std::string::npos) source = text;
    }
    return source;
  }

  // Columns under one header that says "ratio", and whose numbers make 100 in each row.
  void by_row(std::vector<TableShare>& found) const {
    static const RE2 ratio(R"((?i)\b(?:ratios?|proportions?|shares?|percentages?|mixture|mix)\b|配比|占比|比例)");
    if (header_rows() < 2) return;
    const std::vector<Cell>& headers = table_.rows.front();
    for (size_t c = 1; c < table_.columns();) {
      size_t end = c + 1;
      while (end < table_.columns() && headers[end].copy && headers[end].text == headers[c].text) ++end;
      if (end - c >= 2 && RE2::PartialMatch(headers[c].text, ratio)) group(c, end, found);
      c = end;
    }
  }

  void group(size_t begin, size_t end, std::vector<TableShare>& found) const {
    std::vector<TableShare> shares;
    for (size_t r = header_rows(); r < table_.rows.size(); ++r) {
      double sum = 0;
      for (size_t c = begin; c < end; ++c) {
        const std::optional<double> percent = number(table_.rows[r][c]);
        if (!percent) continue;
        sum += *percent;
        shares.push_back({r, c, table_.rows[header_rows() - 1][c].text, *percent, true});
      }
      if (std::abs(sum - 100) > 1) return;
    }
    found.insert(found.end(), shares.begin(), shares.end());
  }

  const document::Document& document_;
  const Table& table_;
};

}  // namespace

std::vector<TableShare> shares_in(const document::Document& document, const Table& table) {
  return MixtureTable(document, table).shares();
}

}  // namespace colophon::extract

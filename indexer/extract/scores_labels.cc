#include "indexer/extract/scores_labels.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "indexer/extract/regex.h"
#include "indexer/extract/scores_numbers.h"

namespace colophon::extract {
namespace {

// "7B", "1.5T".
bool counts_parameters_or_tokens(const std::string& core) {
  static const RE2 count("\\d+(?:\\.\\d+)?\\s?[BMT]");
  return RE2::FullMatch(core, count);
}

using document::Cell;
using document::Table;

class LabelReader {
 public:
  LabelReader(const Table& table, const ModelNames& models) : table_(table), models_(models) {}

  TableLabels run() {
    bounds();
    label();
    return std::move(labels_);
  }

 private:
  LabelPart part_of(const Cell& cell) const {
    LabelPart part;
    part.text = cell.core.empty() ? cell.text : cell.core;
    static const RE2 citation("\\s*\\[\\d+(?:\\s*[,–-]\\s*\\d+)*\\]");
    RE2::GlobalReplace(&part.text, citation, "");
    part.bench = read_benchmark(cell.text);
    // a footnote's mark hides the name; a name may end in what looks like a mark ("V*")
    if (part.bench.kind != LabelKind::benchmark && cell.core != cell.text && !cell.core.empty())
      part.bench = read_benchmark(cell.core);
    if (part.bench.kind == LabelKind::benchmark) {
      const auto mentions = find_benchmarks(part.bench.name);
      part.everyday = !mentions.empty() && mentions.front().ordinary;
    }
    part.whose = models_.match(part.text).whose;
    if (part.whose != Whose::unknown && part.bench.kind == LabelKind::benchmark) {
      // "LlamaQuestions", "GPT-4 win rate": a listed benchmark is no model
      part.whose = Whose::unknown;
    }
    return part;
  }

  static void add(TableLabel& label, LabelPart part) {
    if (part.text.empty()) return;
    if (!label.parts.empty() && label.parts.back().text == part.text) return;
    label.parts.push_back(std::move(part));
  }

  static void settle(TableLabel& label) {
    for (size_t i = 0; i < label.parts.size(); ++i) {
      const LabelPart& part = label.parts[i];
      const int at = static_cast<int>(i);
      // an everyday word below a benchmark is a part of it: "Math" below "Code Interpreter Benchmark"
      if (part.bench.kind == LabelKind::benchmark &&
          (label.bench < 0 || !label.listed() ||
           (label.parts[static_cast<size_t>(label.bench)].everyday && !part.everyday))) {
        label.bench = at;
      }
      if (part.bench.kind == LabelKind::shaped && part.whose == Whose::unknown && label.bench < 0) label.bench = at;
      if (part.bench.kind == LabelKind::average && label.average < 0) label.average = at;
      if (part.whose != Whose::unknown && label.model < 0) label.model = at;
    }
    for (const LabelPart& part : label.parts) {
      if (part.bench.kind == LabelKind::attribute && label.model < 0) label.attribute = true;
      static const RE2 delta("^\\s*(?:Δ|∆|δ|Delta|Gain|Improvement|提升)");
      if (matches(part.text, delta)) label.attribute = true;
      break;  // only the nearest
    }
  }

  bool sizes_only(size_t c) const {
    bool any = false;
    for (size_t r = labels_.first_row; r < table_.rows.size(); ++r) {
      const std::string& core = table_.rows[r][c].core;
      if (counts_parameters_or_tokens(core)) {
        any = true;
      } else if (!core.empty() && core.find_first_not_of("-–— ") != std::string::npos) {
        return false;
      }
    }
    return any;
  }

  // Where the header ends: readers may count its last lines ("67B | 72B | 8x22B" below the families) to the body.
  void bounds() {
    labels_.first_row = static_cast<size_t>(std::max(table_.header_rows, 1));
    labels_.first_column = std::min(static_cast<size_t>(std::max(table_.header_cols, 1)), table_.columns() - 1);
    // a column of models behind one of ranks
    static const RE2 model_column("(?i)^\\W*(?:models?|模型|模型名称|model name)\\W*$");
    for (size_t c = labels_.first_column; c < std::min<size_t>(3, table_.columns() - 1); ++c) {
      if (matches(table_.column_header(c), model_column)) labels_.first_column = c + 1;
    }
    // columns of sizes qualify the rows' names, whether readers count them to the stub or not
    while (labels_.first_column > 1 && sizes_only(labels_.first_column - 1)) --labels_.first_column;
    while (labels_.first_row + 1 < table_.rows.size()) {
      const auto& row = table_.rows[labels_.first_row];
      bool stub = false, number = false, filled = false;
      for (size_t c = 0; c < row.size(); ++c) {
        if (row[c].text.empty()) continue;
        if (c < labels_.first_column) stub = true;
        filled = true;
        number = number || (c >= labels_.first_column && !numbers_of(row[c]).empty() &&
                            row[c].core.find('.') != std::string::npos);
      }
      if (stub || number || !filled) break;
      ++labels_.first_row;
    }
  }

  void label() {
    labels_.rows.resize(table_.rows.size());
    labels_.columns.resize(table_.columns());
    for (size_t c = 0; c < table_.columns(); ++c) {
      for (size_t r = labels_.first_row; r-- > 0;) {
        // a single header row is the header, whatever its corner says ("Rank | Model | Score")
        if (c >= labels_.first_column && labels_.first_row > 1 && attribute_row(table_, r, labels_.first_column))
          continue;  // "# Total Params | 67B | 236B" below the models' names
        LabelPart part = part_of(table_.rows[r][c]);
        part.span = table_.rows[r][c].copy || (c + 1 < table_.columns() && table_.rows[r][c + 1].copy &&
                                               table_.rows[r][c + 1].text == table_.rows[r][c].text);
        add(labels_.columns[c], std::move(part));
      }
      settle(labels_.columns[c]);
    }
    // An empty cell of the stub repeats what stands above it, or below when the label is set at the middle of its rows:
    // then the numbers that tell the rows apart start anew ("7B | 13B", "7B | 33B").
    std::vector<std::string> above(labels_.first_column);
    double last_number = 0;
    static const RE2 leading("^(\\d+(?:\\.\\d+)?)");
    const auto leading_number = [&](size_t r) {
      double number = 0;
      for (size_t c = 1; c <= labels_.first_column && c < table_.columns(); ++c) {
        if (c < labels_.first_column || only_size(table_.rows[r][c].core))
          RE2::PartialMatch(table_.rows[r][c].core, leading, &number);
      }
      return number;
    };
    const auto below = [&](size_t r, size_t c) {
      while (r < table_.rows.size() && table_.rows[r][c].core.empty()) ++r;
      return r < table_.rows.size() ? table_.rows[r][c].core : std::string();
    };
    for (size_t r = labels_.first_row; r < table_.rows.size(); ++r) {
      bool rest = false;  // something else tells this row from the one above
      for (size_t c = 0; c < std::min(labels_.first_column + 1, table_.columns()); ++c) {
        const std::string& text = table_.rows[r][c].core;
        rest = rest || (!text.empty() && (c > 0 && (c < labels_.first_column || only_size(text))));
      }
      for (size_t c = labels_.first_column; c-- > 0;) {
        Cell cell = table_.rows[r][c];
        if (cell.text.empty() && rest) {
          const double number = leading_number(r);
          const bool anew =
              (number > 0 && number < last_number) || read_benchmark(above[c]).kind == LabelKind::attribute;
          cell.text = cell.core = anew ? below(r, c) : above[c];
          if (anew) above[c] = cell.core;
        }
        LabelPart part = part_of(cell);
        static const RE2 rank("^\\d+$");
        if (matches(part.text, rank)) continue;
        part.span = cell.copy || (r + 1 < table_.rows.size() && table_.rows[r + 1][c].copy &&
                                  table_.rows[r + 1][c].text == cell.text);
        add(labels_.rows[r], std::move(part));
      }
      for (size_t c = 0; c < labels_.first_column; ++c) {
        if (!table_.rows[r][c].text.empty()) above[c] = table_.rows[r][c].core;
      }
      last_number = leading_number(r);
      if (r < table_.groups.size() && !table_.groups[r].empty()) {
        Cell band;
        band.text = band.core = table_.groups[r];
        LabelPart part = part_of(band);
        part.span = true;
        add(labels_.rows[r], std::move(part));
      }
      settle(labels_.rows[r]);
    }
  }

  const Table& table_;
  const ModelNames& models_;
  TableLabels labels_;
};

}  // namespace

TableLabels read_labels(const Table& table, const ModelNames& models) { return LabelReader(table, models).run(); }

bool attribute_row(const Table& table, size_t r, size_t first_column) {
  static const RE2 precision("(?i)^\\s*(?:weight )?(?:precision|data ?type|dtype|bit ?width|quantization)\\s*$");
  const bool numeric = std::any_of(table.rows[r].begin(), table.rows[r].end(),
                                   [](const Cell& cell) { return !numbers_of(cell).empty(); });
  if (!numeric && matches(table.rows[r][0].core, precision)) return true;
  // "# Train Data | 2T | 15T" inside a header
  if (r > 0 && r < static_cast<size_t>(table.header_rows) && !table.rows[r][0].core.empty()) {
    bool sizes = true;
    size_t filled = 0;
    for (size_t c = first_column; c < table.columns(); ++c) {
      const std::string& core = table.rows[r][c].core;
      if (core.empty() || core == "-") continue;
      sizes = sizes && counts_parameters_or_tokens(core);
      ++filled;
    }
    if (sizes && filled > 1) return true;
  }
  for (size_t c = 0; c < first_column; ++c) {
    if (read_benchmark(table.rows[r][c].core).kind == LabelKind::attribute) return true;
  }
  return false;
}

}  // namespace colophon::extract

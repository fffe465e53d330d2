#include "indexer/extract/scores_table.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "indexer/extract/benchmarks.h"
#include "indexer/extract/regex.h"
#include "indexer/extract/scores_labels.h"
#include "indexer/extract/scores_numbers.h"
#include "indexer/extract/scores_sides.h"

namespace colophon::extract {
namespace {

using document::Cell;
using document::Document;
using document::Table;

constexpr size_t longest_name = 80;  // bytes

class TableReader {
 public:
  TableReader(const Document& document, const Table& table, const ModelNames& models, const TableTopic& topic,
              const TableLabels& labels, const TableSides& sides)
      : document_(document), table_(table), models_(models), topic_(topic), labels_(labels), sides_(sides) {}

  std::vector<schema::Score> run() {
    settings_and_sizes();
    nobody_named_ = parts_only(sides_.models_by_row ? labels_.rows : labels_.columns);
    if (!sides_.models_by_row) sizes_of_columns();
    for (size_t r = labels_.first_row; r < table_.rows.size(); ++r) {
      for (size_t c = labels_.first_column; c < table_.columns(); ++c) read(r, c);
    }
    return std::move(scores_);
  }

 private:
  // Columns that hold shots, metrics or sizes qualify the row.
  void settings_and_sizes() {
    for (size_t c = 0; c < table_.columns(); ++c) {
      size_t filled = 0, settings = 0, sizes = 0;
      for (size_t r = labels_.first_row; r < table_.rows.size(); ++r) {
        const std::string& text = table_.rows[r][c].core;
        if (text.empty()) continue;
        ++filled;
        if (read_benchmark(text).kind == LabelKind::metric) ++settings;
        if (only_size(text)) ++sizes;
      }
      static const RE2 shots("(?i)^\\W*(?:num(?:ber)? of )?(?:#?\\s*shots?|n-shot|metrics?|setting|指标)\\W*$");
      std::string header = table_.column_header(c);
      const bool named = matches(header, shots);
      if (filled > 0 && c > 0 && (settings * 2 > filled || named)) setting_columns_.push_back(c);
      if (filled > 0 && c > 0 && sizes * 2 > filled && labels_.columns[c].bench < 0) size_columns_.push_back(c);
    }
  }

  // "Qwen3 | Gemma3 | Qwen3" over a row "# Params | 0.6B | 1B | 8B": equal names are told apart by their sizes.
  void sizes_of_columns() {
    std::set<std::string> seen;
    bool repeated = false;
    for (size_t c = labels_.first_column; c < table_.columns(); ++c) {
      const std::string name = model_text(labels_.columns[c]);
      repeated = repeated || (!name.empty() && !seen.insert(name).second);
    }
    if (!repeated) return;
    column_sizes_.assign(table_.columns(), "");
    for (size_t r = 1; r < table_.rows.size(); ++r) {
      if (!attribute_row(table_, r, labels_.first_column)) continue;
      const auto& row = table_.rows[r];
      const auto sizes = std::count_if(row.begin(), row.end(), [](const Cell& cell) { return only_size(cell.core); });
      if (static_cast<size_t>(sizes) * 2 < table_.columns() - labels_.first_column) continue;
      for (size_t c = labels_.first_column; c < table_.columns(); ++c) {
        if (only_size(row[c].core)) column_sizes_[c] = row[c].core;
      }
      return;
    }
  }

  static bool holds(const std::vector<size_t>& list, size_t c) {
    return std::find(list.begin(), list.end(), c) != list.end();
  }

  std::string size_of(size_t r) const {
    for (const size_t c : size_columns_) {
      if (c >= labels_.first_column && only_size(table_.rows[r][c].core)) return table_.rows[r][c].core;
    }
    return {};
  }

  // A column of "2/30", "4/30": so many of a count.
  bool fraction(size_t c) const {
    static const RE2 of("^\\s*(\\d+)\\s*/\\s*(\\d+)\\s*$");
    size_t rows = 0;
    int count = 0;
    for (size_t r = labels_.first_row; r < table_.rows.size(); ++r) {
      int part = 0, whole = 0;
      if (!RE2::FullMatch(table_.rows[r][c].core, of, &part, &whole)) continue;
      if (part > whole || (rows > 0 && whole != count)) return false;
      count = whole;
      ++rows;
    }
    return rows >= 2;
  }

  // Whether the side of the models names parts of a benchmark instead: "STEM", "Humanities".
  static bool parts_only(const std::vector<TableLabel>& labels) {
    size_t filled = 0, parts = 0;
    for (const TableLabel& label : labels) {
      if (label.parts.empty()) continue;
      ++filled;
      if (label.model >= 0) return false;
      const LabelKind kind = label.parts.front().bench.kind;
      parts += kind == LabelKind::metric || kind == LabelKind::average || is_category(label.parts.front().text);
    }
    return filled > 0 && parts * 2 > filled;
  }

  // The model's name as printed, from the outermost part in: a group's name only where it is a model's, no metrics.
  std::string model_text(const TableLabel& label) const {
    std::string text;
    for (size_t i = label.parts.size(); i-- > 0;) {
      const LabelPart& part = label.parts[i];
      const LabelKind kind = part.bench.kind;
      if (part.whose == Whose::unknown) {
        if (kind == LabelKind::metric || kind == LabelKind::benchmark || kind == LabelKind::average) continue;
        if (kind == LabelKind::attribute && label.model < 0) continue;
        if (part.span || (i > 0 && label.model >= 0 && static_cast<int>(i) > label.model && part.text.size() > 12))
          continue;
      }
      if (!text.empty() && text.back() != '-' && part.text.front() != '-') text += ' ';
      text += part.text;
    }
    return text;
  }

  void join(std::string& setting, const std::string& more) const {
    if (more.empty() || setting.find(more) != std::string::npos) return;
    if (!setting.empty()) setting += ", ";
    setting += more;
  }

  struct Named {
    std::string benchmark;
    std::string setting;
  };

  // The benchmark and setting that a label gives; without benchmark when it gives none.
  Named named(const TableLabel& label) const {
    Named result;
    int at = sides_.by_caption ? -1 : label.bench;
    if (at < 0) at = label.average;
    // an average under a listed benchmark is that benchmark's average
    if (at < 0 && !sides_.by_caption) {
      for (size_t i = 0; i < label.parts.size(); ++i) {
        if (label.parts[i].bench.kind == LabelKind::other) {
          at = static_cast<int>(i);
          break;
        }
      }
    }
    for (size_t i = 0; i < label.parts.size(); ++i) {
      const LabelPart& part = label.parts[i];
      if (static_cast<int>(i) == at) {
        result.benchmark = part.bench.name.empty() ? part.text : part.bench.name;
        join(result.setting, part.bench.setting);
      } else if (part.bench.kind == LabelKind::metric) {
        join(result.setting, part.bench.setting);
      } else if (static_cast<int>(i) < at || (at < 0 && i == 0)) {
        join(result.setting, part.text);
      }
    }
    return result;
  }

  void read(size_t r, size_t c) {
    const Cell& cell = table_.rows[r][c];
    if (cell.copy && cell.text.empty()) return;
    if (holds(setting_columns_, c) || holds(size_columns_, c)) return;
    const TableLabel& row = labels_.rows[r];
    const TableLabel& column = labels_.columns[c];
    if (row.attribute || column.attribute) return;
    auto values = numbers_of(cell);
    if (values.empty()) return;
    if (fraction(c)) values.resize(1);
    if (cell.text.find_first_not_of(' ') != std::string::npos && cell.text[cell.text.find_first_not_of(' ')] == '+')
      return;
    const bool by_row = sides_.models_by_row;
    const TableLabel& who = by_row ? row : column;
    const TableLabel& what = by_row ? column : row;

    Named test = named(what);
    // the benchmark may stand on the models' side: a band above the rows, an upper header
    if (!sides_.by_caption && what.bench < 0 && who.bench >= 0) {
      const LabelPart& part = who.parts[static_cast<size_t>(who.bench)];
      if (part.whose == Whose::unknown || part.bench.kind == LabelKind::benchmark) {
        join(test.setting, test.benchmark);
        test.benchmark = part.bench.name.empty() ? part.text : part.bench.name;
        join(test.setting, part.bench.setting);
      }
    } else if (test.benchmark.empty() || sides_.by_caption) {
      if (topic_.benchmark.empty()) return;
      if (!test.benchmark.empty()) join(test.setting, test.benchmark);
      test.benchmark = topic_.benchmark;
    }
    for (size_t s : setting_columns_) {
      if (s < labels_.first_column) continue;  // already among the row's parts
      std::string text = table_.rows[r][s].core;
      if (text.find_first_not_of("0123456789") == std::string::npos && !text.empty()) text += "-shot";
      join(test.setting, text);
    }
    std::string model = model_text(who);
    if (by_row) {
      const std::string size = size_of(r);
      if (!size.empty() && model.find(size) == std::string::npos) model += " " + size;
    }
    if (!by_row && c < column_sizes_.size() && !column_sizes_[c].empty() &&
        model.find(column_sizes_[c]) == std::string::npos) {
      model += " " + column_sizes_[c];
    }
    static const RE2 no_model("^[\\d.,%\\s-]*$");
    if (RE2::FullMatch(model, no_model) || nobody_named_) {
      // no name on the models' side: the topic's model, or the report's only one
      if (topic_.model.empty() && models_.own().size() != 1) return;
      join(test.setting, model);
      for (const LabelPart& part : who.parts) {
        if (part.bench.kind == LabelKind::metric) join(test.setting, part.bench.setting);
      }
      model = topic_.model.empty() ? models_.own().front().name : topic_.model;
    }
    // "N-shot | 5 | 5 | 0": how many examples each test had, no scores
    static const RE2 shots("(?i)\\W*(?:(?:[nk]|num(?:ber of)?)[\\s-]*|#\\s?)shots?\\W*");
    if (RE2::FullMatch(test.setting, shots)) return;
    if (model.size() > longest_name || test.benchmark.size() > longest_name)
      return;  // a sentence or several names run together
    // a model on the other side is compared with itself or judged: no benchmark
    if (read_benchmark(test.benchmark).kind == LabelKind::other &&
        models_.match(test.benchmark).whose != Whose::unknown)
      return;
    static const RE2 no_name("^[\\d.,%\\s-]*$");
    if (RE2::FullMatch(test.benchmark, no_name)) return;

    const ModelMention mention = models_.match(model);
    static const RE2 arm("(?i)^\\s*(?:\\+|w/|w/o|-\\s|ours?\\b|–\\s)|\\(ours\\)");
    const bool own = mention.whose == Whose::own || (mention.whose == Whose::unknown && matches(model, arm));
    std::vector<std::string> names = {test.benchmark}, settings = {test.setting};
    if (values.size() > 1) {
      names.assign(values.size(), test.benchmark);
      settings.assign(values.size(), test.setting);
      const auto several = split_names(test.benchmark);
      const auto qualified = split_names(test.setting);
      if (several.size() == values.size()) {
        // "LibriSpeech test-clean | test-other" are parts of one, "AIME 2024 | MATH-500" two
        const auto mentions = find_benchmarks(test.benchmark);
        const bool one =
            mentions.size() == 1 && mentions.front().begin == 0 && mentions.front().end < several.front().size();
        for (size_t i = 0; i < several.size(); ++i) {
          names[i] = one ? mentions.front().name : several[i];
          if (one) settings[i] = i == 0 ? several[0].substr(mentions.front().end) : several[i];
          while (!settings[i].empty() && settings[i].front() == ' ') settings[i].erase(0, 1);
        }
      } else if (qualified.size() == values.size()) {
        settings = qualified;
      }
    }
    for (size_t i = 0; i < values.size(); ++i) {
      schema::Score score;
      score.model = model;
      score.benchmark = names[i];
      score.setting = settings[i];
      score.value = values[i];
      score.own = own;
      score.ablation = topic_.ablation;
      score.page = table_.page_of(r);
      score.table = table_.id;
      score.evidence = {.page = score.page,
                        .section = document_.heading_path(table_.section),
                        .quote = table_.row_text(r),
                        .table = table_.id,
                        .row = table_.row_header(r),
                        .column = table_.column_header(c)};
      scores_.push_back(std::move(score));
    }
  }

  const Document& document_;
  const Table& table_;
  const ModelNames& models_;
  const TableTopic& topic_;
  const TableLabels& labels_;
  const TableSides& sides_;
  std::vector<size_t> setting_columns_, size_columns_;
  std::vector<std::string> column_sizes_;
  bool nobody_named_ = false;  // no side names models
  std::vector<schema::Score> scores_;
};

}  // namespace

std::vector<schema::Score> read_result_table(const Document& document, size_t table, const ModelNames& models) {
  const Table& at = document.tables[table];
  if (at.rows.empty() || at.columns() < 2) return {};
  const TableTopic topic = read_topic(document, table, models);
  const TableLabels labels = read_labels(at, models);
  const auto sides = decide_sides(document, at, labels, topic);
  if (!sides) return {};
  return TableReader(document, at, models, topic, labels, *sides).run();
}

}  // namespace colophon::extract

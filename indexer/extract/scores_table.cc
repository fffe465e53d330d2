#include "indexer/extract/scores_table.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string>

#include "indexer/extract/benchmarks.h"
#include "indexer/extract/models_grammar.h"

namespace colophon::extract {
namespace {

using document::Cell;
using document::Document;
using document::Role;
using document::Table;

constexpr size_t longest_name = 80;  // bytes

re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }
bool matches(std::string_view text, const RE2& pattern) { return RE2::PartialMatch(piece_of(text), pattern); }

// A header cell, read both ways.
struct Part {
  std::string text;
  BenchmarkLabel bench;
  Whose whose = Whose::unknown;
  bool everyday = false;  // a listed benchmark's name that is an everyday word too: "Math", "General"
};

// What one row or column stands for.
struct Label {
  std::vector<Part> parts;  // nearest to the numbers first
  int bench = -1;           // the part that names the benchmark: listed, else of a benchmark's shape
  int average = -1;
  int model = -1;           // the part that names a model
  bool attribute = false;   // numbers under it are no scores
  bool listed() const { return bench >= 0 && parts[static_cast<size_t>(bench)].bench.kind == LabelKind::benchmark; }
};

// The numbers of a cell: one, or several set apart by "/" or "|". Empty for anything else.
std::vector<double> numbers_of(const Cell& cell) {
  static const RE2 one("^[\\s~≈]*(-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?)\\s*%?\\s*(?:±.*|\\((?:[^()]*)\\)|[*†‡§↑↓]+)?\\s*$");
  const auto read = [&](std::string_view text) -> std::optional<double> {
    std::string digits;
    if (!RE2::FullMatch(piece_of(text), one, &digits)) return std::nullopt;
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    return std::stod(digits);
  };
  for (const std::string* text : {&cell.core, &cell.text}) {
    if (const auto value = read(*text)) return {*value};
    for (const char separator : {'|', '/'}) {
      if (text->find(separator) == std::string::npos) continue;
      std::vector<double> values;
      size_t at = 0;
      bool all = true;
      while (all && at <= text->size()) {
        const size_t cut = std::min(text->find(separator, at), text->size());
        const auto value = read(std::string_view(*text).substr(at, cut - at));
        all = value.has_value();
        if (value) values.push_back(*value);
        at = cut + 1;
      }
      if (all && values.size() > 1) return values;
    }
  }
  return {};
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (const char* separator : {" | ", " / ", "|", "/"}) {
    if (text.find(separator) == std::string::npos) continue;
    size_t at = 0;
    while (at <= text.size()) {
      const size_t cut = std::min(text.find(separator, at), text.size());
      parts.push_back(text.substr(at, cut - at));
      at = cut + std::string_view(separator).size();
    }
    break;
  }
  return parts;
}

bool only_size(const std::string& text) {
  const auto pieces = name_pieces(text);
  return pieces.size() == 1 && pieces[0].kind == NamePiece::Kind::size && pieces[0].end - pieces[0].begin + 2 >= text.size();
}

class TableReader {
 public:
  TableReader(const Document& document, const Table& table, const ModelNames& models)
      : document_(document), table_(table), models_(models) {}

  std::vector<schema::Score> run() {
    if (table_.rows.empty() || table_.columns() < 2) return {};
    context();
    label();
    if (!decide()) return {};
    settings_and_sizes();
    for (size_t r = first_row_; r < table_.rows.size(); ++r) {
      for (size_t c = first_column_; c < table_.columns(); ++c) read(r, c);
    }
    return std::move(scores_);
  }

 private:
  enum class Sides { models_by_row, models_by_column };

  // What stands around the table: its caption, heading and the line before it.
  void context() {
    around_ = table_.caption;
    heading_ = table_.section >= 0 ? document_.sections[static_cast<size_t>(table_.section)].title : "";
    static const RE2 ablation("(?i)ablat|消融|w/o\\b|without|effect of|impact of|contribution of each");
    const Role role = document_.role_of(table_.section);
    ablation_ = role == Role::ablation || matches(table_.caption, ablation) || matches(heading_, RE2("(?i)ablat|消融"));
    for (const std::string& text : {table_.caption, heading_}) {
      for (const BenchmarkMention& mention : find_benchmarks(text)) {
        if (caption_benchmark_.empty() && (!mention.ordinary || text == heading_)) caption_benchmark_ = mention.name;
      }
      if (!caption_benchmark_.empty()) break;
    }
    if (caption_benchmark_.empty()) {
      const BenchmarkLabel label = read_benchmark(heading_);
      if (label.kind == LabelKind::shaped || label.kind == LabelKind::benchmark) caption_benchmark_ = label.name;
    }
    for (const std::string& text : {table_.caption, heading_}) {
      if (!caption_model_.empty()) break;
      for (const ModelMention& mention : models_.mentions(text)) {
        if (mention.whose == Whose::own && !mention.pronoun) caption_model_ = text.substr(mention.begin, mention.end - mention.begin);
      }
    }
  }

  Part part_of(const Cell& cell) const {
    Part part;
    part.text = cell.core.empty() ? cell.text : cell.core;
    part.bench = read_benchmark(cell.text);
    if (part.bench.kind != LabelKind::benchmark && cell.core != cell.text) {
      BenchmarkLabel core = read_benchmark(cell.core);
      if (core.kind == LabelKind::benchmark || part.bench.kind == LabelKind::empty) part.bench = core;
    }
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

  static void add(Label& label, Part part) {
    if (part.text.empty()) return;
    if (!label.parts.empty() && label.parts.back().text == part.text) return;
    label.parts.push_back(std::move(part));
  }

  static void settle(Label& label) {
    for (size_t i = 0; i < label.parts.size(); ++i) {
      const Part& part = label.parts[i];
      const int at = static_cast<int>(i);
      // an everyday word below a benchmark is a part of it: "Math" below "Code Interpreter Benchmark"
      if (part.bench.kind == LabelKind::benchmark &&
          (label.bench < 0 || !label.listed() || (label.parts[static_cast<size_t>(label.bench)].everyday && !part.everyday))) {
        label.bench = at;
      }
      if (part.bench.kind == LabelKind::shaped && part.whose == Whose::unknown && label.bench < 0) label.bench = at;
      if (part.bench.kind == LabelKind::average && label.average < 0) label.average = at;
      if (part.whose != Whose::unknown && label.model < 0) label.model = at;
    }
    for (const Part& part : label.parts) {
      if (part.bench.kind == LabelKind::attribute && part.whose == Whose::unknown) label.attribute = true;
      static const RE2 delta("^\\s*(?:Δ|∆|δ|Delta|Gain|Improvement|提升)");
      if (matches(part.text, delta)) label.attribute = true;
      break;  // only the nearest
    }
  }

  void label() {
    first_row_ = static_cast<size_t>(std::max(table_.header_rows, 0));
    first_column_ = static_cast<size_t>(std::max(table_.header_cols, 1));
    rows_.resize(table_.rows.size());
    columns_.resize(table_.columns());
    std::vector<bool> attribute_row(first_row_, false);  // "# Total Params | 67B | 236B" below the models' names
    for (size_t r = 0; r < first_row_; ++r) {
      for (size_t c = 0; c < std::min(first_column_, table_.columns()); ++c) {
        if (read_benchmark(table_.rows[r][c].core).kind == LabelKind::attribute) attribute_row[r] = true;
      }
    }
    for (size_t c = 0; c < table_.columns(); ++c) {
      for (size_t r = first_row_; r-- > 0;) {
        if (!attribute_row[r] || c < first_column_) add(columns_[c], part_of(table_.rows[r][c]));
      }
      settle(columns_[c]);
    }
    for (size_t r = first_row_; r < table_.rows.size(); ++r) {
      for (size_t c = std::min(first_column_, table_.columns()); c-- > 0;) add(rows_[r], part_of(table_.rows[r][c]));
      if (r < table_.groups.size() && !table_.groups[r].empty()) {
        Cell band;
        band.text = band.core = table_.groups[r];
        add(rows_[r], part_of(band));
      }
      settle(rows_[r]);
    }
  }

  struct Share {
    double listed = 0, shaped = 0, models = 0, attributes = 0, counted = 0;
    double bench() const { return counted > 0 ? (listed + 0.7 * shaped) / counted : 0; }
    double model() const { return counted > 0 ? models / counted : 0; }
  };

  bool numeric_column(size_t c) const {
    for (size_t r = first_row_; r < table_.rows.size(); ++r) {
      if (!numbers_of(table_.rows[r][c]).empty()) return true;
    }
    return false;
  }

  bool numeric_row(size_t r) const {
    for (size_t c = first_column_; c < table_.columns(); ++c) {
      if (!numbers_of(table_.rows[r][c]).empty()) return true;
    }
    return false;
  }

  static void count(Share& share, const Label& label) {
    ++share.counted;
    if (label.bench >= 0) (label.listed() ? share.listed : share.shaped) += 1;
    if (label.average >= 0) share.shaped += 0.3;
    if (label.model >= 0) ++share.models;
    if (label.attribute) ++share.attributes;
  }

  bool decide() {
    Share columns, rows;
    for (size_t c = first_column_; c < table_.columns(); ++c) {
      if (numeric_column(c)) count(columns, columns_[c]);
    }
    for (size_t r = first_row_; r < table_.rows.size(); ++r) {
      if (numeric_row(r)) count(rows, rows_[r]);
    }
    if (columns.counted == 0 || rows.counted == 0) return false;
    known_share_ = std::max(columns.bench(), rows.bench());
    // "Math | Visualization | General" of one benchmark that the caption or heading names: parts of it, not tests
    if (!caption_benchmark_.empty() && everyday_words()) known_share_ = 0;
    static const RE2 no_result("(?i)mixture|composition|distribution of|proportion|statistics of|hyper-?parameter|configuration|data sources|占比|配比|超参|tokenizer|compression|throughput|latency|speed|显存|memory|训练数据|cost");
    static const RE2 result("(?i)result|performance|evaluat|compar|score|accuracy|benchmark|评测|评估|结果|对比|比较|表现|成绩");
    const bool evaluation = document_.role_of(table_.section) == Role::evaluation || matches(table_.caption, result) || matches(heading_, result);
    const double as_columns = columns.bench() + 0.6 * rows.model() - 0.6 * columns.model();
    const double as_rows = rows.bench() + 0.6 * columns.model() - 0.6 * rows.model();
    if (known_share_ >= 0.3 || (known_share_ > 0.12 && evaluation)) {
      sides_ = as_columns >= as_rows ? Sides::models_by_row : Sides::models_by_column;
      if (std::max(columns.bench(), rows.bench()) < 0.3 && std::max(columns.model(), rows.model()) < 0.3) return false;
      // both sides benchmarks: models must be somewhere
      return true;
    }
    if (matches(table_.caption, no_result) || matches(heading_, no_result)) return false;
    const double attributes = std::max(columns.attributes / columns.counted, rows.attributes / rows.counted);
    if (attributes > 0.4) return false;
    if (std::max(columns.model(), rows.model()) < 0.4) return false;
    if (caption_benchmark_.empty() && !evaluation) return false;
    sides_ = rows.model() >= columns.model() ? Sides::models_by_row : Sides::models_by_column;
    by_caption_ = !caption_benchmark_.empty();
    return true;
  }

  // Whether all benchmarks in the headers are everyday words too.
  bool everyday_words() const {
    const auto everyday = [](const std::vector<Label>& labels) {
      return std::all_of(labels.begin(), labels.end(), [](const Label& label) {
        return label.bench < 0 || (label.listed() && label.parts[static_cast<size_t>(label.bench)].everyday);
      });
    };
    return everyday(rows_) && everyday(columns_);
  }

  // Columns that hold shots, metrics or sizes qualify the row.
  void settings_and_sizes() {
    for (size_t c = 0; c < table_.columns(); ++c) {
      size_t filled = 0, settings = 0, sizes = 0;
      for (size_t r = first_row_; r < table_.rows.size(); ++r) {
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
      if (filled > 0 && c > 0 && sizes * 2 > filled && columns_[c].bench < 0) size_columns_.push_back(c);
    }
  }

  static bool holds(const std::vector<size_t>& list, size_t c) { return std::find(list.begin(), list.end(), c) != list.end(); }

  std::string size_of(size_t r) const {
    for (const size_t c : size_columns_) {
      if (c >= first_column_ && only_size(table_.rows[r][c].core)) return table_.rows[r][c].core;
    }
    return {};
  }

  // The model's name as printed: the part that names it, with the size or variant that a nearer part adds.
  std::string model_text(const Label& label) const {
    if (label.parts.empty()) return {};
    size_t at = label.model >= 0 ? static_cast<size_t>(label.model) : 0;
    while (label.model < 0 && at + 1 < label.parts.size() &&
           (label.parts[at].bench.kind == LabelKind::metric || only_size(label.parts[at].text))) {
      ++at;
    }
    std::string text = label.parts[at].text;
    for (size_t i = at; i-- > 0;) {
      const Part& nearer = label.parts[i];
      if (nearer.bench.kind == LabelKind::metric || nearer.bench.kind == LabelKind::benchmark || nearer.bench.kind == LabelKind::average) continue;
      text += " " + nearer.text;
    }
    // a size or variant alone takes its family from further out: "72B" under "Qwen2.5"
    if (label.model == 0 && label.parts.size() > 1 && (only_size(label.parts[0].text)) && label.parts[1].whose != Whose::unknown) {
      text = label.parts[1].text + " " + text;
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
  Named named(const Label& label) const {
    Named result;
    int at = by_caption_ ? -1 : label.bench;
    if (at < 0) at = label.average;
    // an average under a listed benchmark is that benchmark's average
    if (at < 0 && !by_caption_) {
      for (size_t i = 0; i < label.parts.size(); ++i) {
        if (label.parts[i].bench.kind == LabelKind::other) {
          at = static_cast<int>(i);
          break;
        }
      }
    }
    for (size_t i = 0; i < label.parts.size(); ++i) {
      const Part& part = label.parts[i];
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
    const Label& row = rows_[r];
    const Label& column = columns_[c];
    if (row.attribute || column.attribute) return;
    const auto values = numbers_of(cell);
    if (values.empty()) return;
    if (cell.text.find_first_not_of(' ') != std::string::npos && cell.text[cell.text.find_first_not_of(' ')] == '+') return;
    const bool by_row = sides_ == Sides::models_by_row;
    const Label& who = by_row ? row : column;
    const Label& what = by_row ? column : row;

    Named test = named(what);
    // the benchmark may stand on the models' side: a band above the rows, an upper header
    if (!by_caption_ && what.bench < 0 && who.bench >= 0) {
      const Part& part = who.parts[static_cast<size_t>(who.bench)];
      if (part.whose == Whose::unknown || part.bench.kind == LabelKind::benchmark) {
        join(test.setting, test.benchmark);
        test.benchmark = part.bench.name.empty() ? part.text : part.bench.name;
        join(test.setting, part.bench.setting);
      }
    } else if (test.benchmark.empty() || by_caption_) {
      if (caption_benchmark_.empty()) return;
      if (!test.benchmark.empty()) join(test.setting, test.benchmark);
      test.benchmark = caption_benchmark_;
    }
    for (size_t s : setting_columns_) {
      if (s < first_column_) continue;  // already among the row's parts
      std::string text = table_.rows[r][s].core;
      if (text.find_first_not_of("0123456789") == std::string::npos && !text.empty()) text += "-shot";
      join(test.setting, text);
    }
    std::string model = model_text(who);
    if (by_row) {
      const std::string size = size_of(r);
      if (!size.empty() && model.find(size) == std::string::npos) model += " " + size;
    }
    static const RE2 no_model("^[\\d.,%\\s-]*$");
    if (RE2::FullMatch(model, no_model)) {
      if (caption_model_.empty()) return;
      join(test.setting, model);
      model = caption_model_;
    }
    if (model.size() > longest_name || test.benchmark.size() > longest_name) return;  // a sentence or several names run together
    // a model on the other side is compared with itself or judged: no benchmark
    if (read_benchmark(test.benchmark).kind == LabelKind::other && models_.match(test.benchmark).whose != Whose::unknown) return;
    static const RE2 no_name("^[\\d.,%\\s-]*$");
    if (RE2::FullMatch(test.benchmark, no_name)) return;

    const ModelMention mention = models_.match(model);
    static const RE2 arm("(?i)^\\s*(?:\\+|w/|w/o|-\\s|ours?\\b|–\\s)|\\(ours\\)");
    const bool own = mention.whose == Whose::own || (mention.whose == Whose::unknown && matches(model, arm));
    std::vector<std::string> names = {test.benchmark}, settings = {test.setting};
    if (values.size() > 1) {
      const auto several = split(test.benchmark);
      const auto qualified = split(test.setting);
      if (several.size() == values.size()) {
        names = several;
        settings.assign(values.size(), test.setting);
      } else if (qualified.size() == values.size()) {
        names.assign(values.size(), test.benchmark);
        settings = qualified;
      } else {
        names.assign(values.size(), test.benchmark);
        settings.assign(values.size(), test.setting);
      }
    }
    for (size_t i = 0; i < values.size(); ++i) {
      schema::Score score;
      score.model = model;
      score.benchmark = names[i];
      score.setting = settings[i];
      score.value = values[i];
      score.own = own;
      score.ablation = ablation_;
      score.page = table_.page;
      score.table = table_.id;
      score.evidence = {.page = table_.page, .section = document_.heading_path(table_.section), .quote = table_.row_text(r), .table = table_.id,
                        .row = table_.row_header(r), .column = table_.column_header(c)};
      scores_.push_back(std::move(score));
    }
  }

  const Document& document_;
  const Table& table_;
  const ModelNames& models_;
  std::string around_, heading_, caption_benchmark_, caption_model_;
  bool ablation_ = false;
  bool by_caption_ = false;  // the other side holds no benchmarks: the caption's is measured, the side qualifies
  double known_share_ = 0;
  size_t first_row_ = 0, first_column_ = 1;
  std::vector<Label> rows_, columns_;
  std::vector<size_t> setting_columns_, size_columns_;
  Sides sides_ = Sides::models_by_row;
  std::vector<schema::Score> scores_;
};

}  // namespace

std::vector<schema::Score> read_result_table(const Document& document, size_t table, const ModelNames& models) {
  return TableReader(document, document.tables[table], models).run();
}

}  // namespace colophon::extract

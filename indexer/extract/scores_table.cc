#include "indexer/extract/scores_table.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
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
  bool span = false;      // covers several rows or columns: a group's name unless it names a model
  bool everyday = false;  // a listed benchmark's name that is an everyday word too: "Math", "General"
};

// What one row or column stands for.
struct Label {
  std::vector<Part> parts;  // nearest to the numbers first
  int bench = -1;           // the part that names the benchmark: listed, else of a benchmark's shape
  int average = -1;
  int model = -1;          // the part that names a model
  bool attribute = false;  // numbers under it are no scores
  bool listed() const { return bench >= 0 && parts[static_cast<size_t>(bench)].bench.kind == LabelKind::benchmark; }
};

// The numbers of a cell: one, or several set apart by "/" or "|". Empty for anything else.
std::vector<double> numbers_of(const Cell& cell) {
  static const RE2 one(
      "^[\\s~≈]*(-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?)\\s*%?\\s*(?:±.*|\\((?:[^()]*)\\)|[*†‡§↑↓]+)?"
      "\\s*$");
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
  return pieces.size() == 1 && pieces[0].kind == NamePiece::Kind::size &&
         pieces[0].end - pieces[0].begin + 2 >= text.size();
}

class TableReader {
 public:
  TableReader(const Document& document, const Table& table, const ModelNames& models)
      : document_(document), table_(table), models_(models) {}

  std::vector<schema::Score> run() {
    if (table_.rows.empty() || table_.columns() < 2) return {};
    context();
    bounds();
    label();
    if (!decide()) return {};
    settings_and_sizes();
    if (sides_ == Sides::models_by_column) sizes_of_columns();
    for (size_t r = first_row_; r < table_.rows.size(); ++r) {
      for (size_t c = first_column_; c < table_.columns(); ++c) read(r, c);
    }
    return std::move(scores_);
  }

 private:
  enum class Sides { models_by_row, models_by_column };

  // What stands around the table: its caption, heading and the line before it.
  void context() {
    heading_ = table_.section >= 0 ? document_.sections[static_cast<size_t>(table_.section)].title : "";
    static const RE2 ablation("(?i)ablat|消融|w/o\\b|without|effect of|impact of|contribution of each");
    const Role role = document_.role_of(table_.section);
    ablation_ = role == Role::ablation || matches(table_.caption, ablation) || matches(heading_, RE2("(?i)ablat|消融"));
    const std::array<std::string, 2> texts = {table_.caption, heading_};
    for (const std::string& text : texts) {
      for (const BenchmarkMention& mention : find_benchmarks(text)) {
        if (caption_benchmark_.empty() && (!mention.ordinary || text == heading_)) caption_benchmark_ = mention.name;
      }
      if (!caption_benchmark_.empty()) {
        named_by_caption_ = &text == std::begin(texts);
        break;
      }
    }
    if (caption_benchmark_.empty()) {
      const BenchmarkLabel label = read_benchmark(heading_);
      if (label.kind == LabelKind::shaped || label.kind == LabelKind::benchmark) caption_benchmark_ = label.name;
    }
    if (const BenchmarkLabel corner = read_benchmark(table_.rows[0][0].core);
        corner.kind == LabelKind::benchmark && caption_benchmark_.empty()) {
      caption_benchmark_ = corner.name;
    }
    for (const std::string& text : {table_.caption, heading_}) {
      if (!caption_model_.empty()) break;
      for (const ModelMention& mention : models_.mentions(text)) {
        if (mention.whose == Whose::own && !mention.pronoun)
          caption_model_ = text.substr(mention.begin, mention.end - mention.begin);
      }
    }
  }

  Part part_of(const Cell& cell) const {
    Part part;
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
          (label.bench < 0 || !label.listed() ||
           (label.parts[static_cast<size_t>(label.bench)].everyday && !part.everyday))) {
        label.bench = at;
      }
      if (part.bench.kind == LabelKind::shaped && part.whose == Whose::unknown && label.bench < 0) label.bench = at;
      if (part.bench.kind == LabelKind::average && label.average < 0) label.average = at;
      if (part.whose != Whose::unknown && label.model < 0) label.model = at;
    }
    for (const Part& part : label.parts) {
      if (part.bench.kind == LabelKind::attribute && label.model < 0) label.attribute = true;
      static const RE2 delta("^\\s*(?:Δ|∆|δ|Delta|Gain|Improvement|提升)");
      if (matches(part.text, delta)) label.attribute = true;
      break;  // only the nearest
    }
  }

  // Where the header ends: readers may count its last lines ("67B | 72B | 8x22B" below the families) to the body.
  void bounds() {
    first_row_ = static_cast<size_t>(std::max(table_.header_rows, 1));
    first_column_ = std::min(static_cast<size_t>(std::max(table_.header_cols, 1)), table_.columns() - 1);
    // a column of models behind one of ranks
    static const RE2 model_column("(?i)^\\W*(?:models?|模型|模型名称|model name)\\W*$");
    for (size_t c = first_column_; c < std::min<size_t>(3, table_.columns() - 1); ++c) {
      if (matches(table_.column_header(c), model_column)) first_column_ = c + 1;
    }
    while (first_row_ + 1 < table_.rows.size()) {
      const auto& row = table_.rows[first_row_];
      bool stub = false, number = false, filled = false;
      for (size_t c = 0; c < row.size(); ++c) {
        if (row[c].text.empty()) continue;
        if (c < first_column_) stub = true;
        filled = true;
        number =
            number || (c >= first_column_ && !numbers_of(row[c]).empty() && row[c].core.find('.') != std::string::npos);
      }
      if (stub || number || !filled) break;
      ++first_row_;
    }
  }

  bool attribute_row(size_t r) const {
    for (size_t c = 0; c < first_column_; ++c) {
      if (read_benchmark(table_.rows[r][c].core).kind == LabelKind::attribute) return true;
    }
    return false;
  }

  void label() {
    rows_.resize(table_.rows.size());
    columns_.resize(table_.columns());
    for (size_t c = 0; c < table_.columns(); ++c) {
      for (size_t r = first_row_; r-- > 0;) {
        if (c >= first_column_ && attribute_row(r)) continue;  // "# Total Params | 67B | 236B" below the models' names
        Part part = part_of(table_.rows[r][c]);
        part.span = table_.rows[r][c].copy || (c + 1 < table_.columns() && table_.rows[r][c + 1].copy &&
                                               table_.rows[r][c + 1].text == table_.rows[r][c].text);
        add(columns_[c], std::move(part));
      }
      settle(columns_[c]);
    }
    // An empty cell of the stub repeats what stands above it, or below when the label is set at the middle of its rows:
    // then the numbers that tell the rows apart start anew ("7B | 13B", "7B | 33B").
    std::vector<std::string> above(first_column_);
    double last_number = 0;
    const auto leading_number = [&](size_t r) {
      double number = 0;
      for (size_t c = 1; c <= first_column_ && c < table_.columns(); ++c) {
        if (c < first_column_ || only_size(table_.rows[r][c].core))
          RE2::PartialMatch(table_.rows[r][c].core, "^(\\d+(?:\\.\\d+)?)", &number);
      }
      return number;
    };
    const auto below = [&](size_t r, size_t c) {
      while (r < table_.rows.size() && table_.rows[r][c].core.empty()) ++r;
      return r < table_.rows.size() ? table_.rows[r][c].core : std::string();
    };
    for (size_t r = first_row_; r < table_.rows.size(); ++r) {
      bool rest = false;  // something else tells this row from the one above
      for (size_t c = 0; c < std::min(first_column_ + 1, table_.columns()); ++c) {
        const std::string& text = table_.rows[r][c].core;
        rest = rest || (!text.empty() && (c > 0 && (c < first_column_ || only_size(text))));
      }
      for (size_t c = first_column_; c-- > 0;) {
        Cell cell = table_.rows[r][c];
        if (cell.text.empty() && rest) {
          const double number = leading_number(r);
          const bool anew =
              (number > 0 && number < last_number) || read_benchmark(above[c]).kind == LabelKind::attribute;
          cell.text = cell.core = anew ? below(r, c) : above[c];
          if (anew) above[c] = cell.core;
        }
        Part part = part_of(cell);
        static const RE2 rank("^\\d+$");
        if (matches(part.text, rank)) continue;
        part.span = cell.copy || (r + 1 < table_.rows.size() && table_.rows[r + 1][c].copy &&
                                  table_.rows[r + 1][c].text == cell.text);
        add(rows_[r], std::move(part));
      }
      for (size_t c = 0; c < first_column_; ++c) {
        if (!table_.rows[r][c].text.empty()) above[c] = table_.rows[r][c].core;
      }
      last_number = leading_number(r);
      if (r < table_.groups.size() && !table_.groups[r].empty()) {
        Cell band;
        band.text = band.core = table_.groups[r];
        Part part = part_of(band);
        part.span = true;
        add(rows_[r], std::move(part));
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
    if (!caption_benchmark_.empty() && (table_.caption.empty() || named_by_caption_) && everyday_words())
      known_share_ = 0;
    // "Results on AGIEval" over its subjects, of which a few are tests of their own
    const double listed = std::max(columns.listed / columns.counted, rows.listed / rows.counted);
    const bool many = std::max(columns.counted, rows.counted) >= 8;
    if (many && !caption_benchmark_.empty() && listed < 0.34 && std::max(columns.model(), rows.model()) >= 0.5)
      known_share_ = 0;
    static const RE2 no_result(
        "(?i)mixture|composition|distribution of|proportion|statistics of|hyper-?parameter|configuration|data "
        "sources|占比|配比|超参|tokenizer|compression|throughput|latency|speed|显存|memory|训练数据|cost");
    static const RE2 result(
        "(?i)result|performance|evaluat|compar|score|accuracy|benchmark|评测|评估|结果|对比|比较|表现|成绩");
    const bool evaluation = document_.role_of(table_.section) == Role::evaluation || matches(table_.caption, result) ||
                            matches(heading_, result);
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

  // "Qwen3 | Gemma3 | Qwen3" over a row "# Params | 0.6B | 1B | 8B": equal names are told apart by their sizes.
  void sizes_of_columns() {
    std::set<std::string> seen;
    bool repeated = false;
    for (size_t c = first_column_; c < table_.columns(); ++c) {
      const std::string name = model_text(columns_[c]);
      repeated = repeated || (!name.empty() && !seen.insert(name).second);
    }
    if (!repeated) return;
    column_sizes_.assign(table_.columns(), "");
    for (size_t r = 1; r < table_.rows.size(); ++r) {
      if (!attribute_row(r)) continue;
      const auto& row = table_.rows[r];
      const auto sizes = std::count_if(row.begin(), row.end(), [](const Cell& cell) { return only_size(cell.core); });
      if (static_cast<size_t>(sizes) * 2 < table_.columns() - first_column_) continue;
      for (size_t c = first_column_; c < table_.columns(); ++c) {
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
      if (c >= first_column_ && only_size(table_.rows[r][c].core)) return table_.rows[r][c].core;
    }
    return {};
  }

  // The model's name as printed, from the outermost part in: a group's name only where it is a model's, no metrics.
  std::string model_text(const Label& label) const {
    std::string text;
    for (size_t i = label.parts.size(); i-- > 0;) {
      const Part& part = label.parts[i];
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
    if (cell.text.find_first_not_of(' ') != std::string::npos && cell.text[cell.text.find_first_not_of(' ')] == '+')
      return;
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
    if (!by_row && c < column_sizes_.size() && !column_sizes_[c].empty() &&
        model.find(column_sizes_[c]) == std::string::npos) {
      model += " " + column_sizes_[c];
    }
    static const RE2 no_model("^[\\d.,%\\s-]*$");
    if (RE2::FullMatch(model, no_model)) {
      // no name on the models' side: the caption's model, or the report's only one
      if (caption_model_.empty() && models_.own().size() != 1) return;
      join(test.setting, model);
      for (const Part& part : who.parts) {
        if (part.bench.kind == LabelKind::metric) join(test.setting, part.bench.setting);
      }
      model = caption_model_.empty() ? models_.own().front().name : caption_model_;
    }
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
      const auto several = split(test.benchmark);
      const auto qualified = split(test.setting);
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
      score.ablation = ablation_;
      score.page = table_.page;
      score.table = table_.id;
      score.evidence = {.page = table_.page,
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
  std::string heading_, caption_benchmark_, caption_model_;
  bool ablation_ = false;
  bool named_by_caption_ = false;  // caption_benchmark_ stands in the caption, not only in the heading
  bool by_caption_ = false;        // the other side holds no benchmarks: the caption's is measured, the side qualifies
  double known_share_ = 0;
  size_t first_row_ = 0, first_column_ = 1;
  std::vector<Label> rows_, columns_;
  std::vector<size_t> setting_columns_, size_columns_;
  std::vector<std::string> column_sizes_;
  Sides sides_ = Sides::models_by_row;
  std::vector<schema::Score> scores_;
};

}  // namespace

std::vector<schema::Score> read_result_table(const Document& document, size_t table, const ModelNames& models) {
  return TableReader(document, document.tables[table], models).run();
}

}  // namespace colophon::extract

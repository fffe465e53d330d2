// Configuration tables in every orientation: a cell that is a field's label gives its row (or, in a header, its column)
// the field. Mixture tables (mixture_table.h). Cells of words are read as sentences.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "indexer/extract/chip_count.h"
#include "indexer/extract/compound_cell.h"
#include "indexer/extract/mixture_table.h"
#include "indexer/extract/propose.h"

namespace colophon::extract {
namespace {

using document::Cell;
using document::Table;

struct Label {
  size_t row = 0;
  size_t column = 0;
  bool sideways = false;  // its values stand in its row; else below it
  std::vector<int> rules;
  std::string text;
  double scale = 1;
  // "Heads (Q / KV)" over "64 / 8": a label for each number of the cell.
  std::vector<std::string> parts;
};

std::string_view core(const Cell& cell) { return cell.core.empty() ? cell.text : cell.core; }

bool has_number(const Cell& cell) {
  return std::any_of(cell.text.begin(), cell.text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A cell that mostly is a number: "4,096", "3.0 × 10^-4", "14.8T", "64 (8 active)".
bool numeric(const Cell& cell) {
  const std::vector<Number> numbers = find_numbers(core(cell));
  return !numbers.empty() && numbers.front().span.begin <= 3 && !numbers.front().attached;
}

std::vector<int> rules_of_label(const std::string& label) {
  std::vector<int> found;
  if (label.empty() || label.size() > 60) return found;
  for (size_t r = 0; r < rules().size(); ++r) {
    if (rules()[r].labels.whole(label)) found.push_back(static_cast<int>(r));
  }
  return found;
}

// The labels that one label stands for, for cells with several numbers: "Heads (Q / KV)" is "Heads Q" and "Heads KV",
// "Adam β1, β2" is both betas. None unless each part is the label of something; in brackets, "" for a part that is not
// ("Layers (Total / windowed)").
std::vector<std::string> parts_of_label(const std::string& label) {
  static const RE2 bracketed(R"(^([^()（）]*?)\s*[(（]([^()（）]+)[)）]\s*$)");
  static const RE2 divider(R"(\s*(?:/|,|，|、|\s\|\s)\s*)");
  std::string outer;
  std::string inner = label;
  RE2::FullMatch(label, bracketed, &outer, &inner);
  std::vector<std::string> parts;
  re2::StringPiece rest(inner);
  re2::StringPiece match;
  while (divider.Match(rest, 0, rest.size(), RE2::UNANCHORED, &match, 1)) {
    parts.emplace_back(rest.data(), match.data() - rest.data());
    rest.remove_prefix(static_cast<size_t>(match.data() - rest.data()) + match.size());
  }
  parts.push_back(rest.as_string());
  if (parts.size() < 2 || parts.size() > 4) return {};
  for (std::string& part : parts) {
    const std::string forms[] = {outer.empty() ? part : part + " " + outer, outer + " " + part, part};
    const std::string* known = std::find_if(std::begin(forms), std::end(forms), [](const std::string& form) {
      return !rules_of_label(normal_label(form)).empty();
    });
    if (known == std::end(forms) && outer.empty()) return {};
    part = known == std::end(forms) ? "" : std::string(*known);
  }
  if (std::all_of(parts.begin(), parts.end(), [](const std::string& part) { return part.empty(); })) return {};
  return parts;
}

// The byte range of every row in the text of the table's block.
std::vector<Span> row_spans(const Table& table, const std::string& text) {
  std::vector<Span> spans;
  size_t at = 0;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    const std::string row = table.row_text(r);
    const size_t begin = text.find(row, at);
    if (begin == std::string::npos) {
      spans.push_back({0, 0});
      continue;
    }
    spans.push_back({begin, begin + row.size()});
    at = begin + row.size();
  }
  return spans;
}

class TableProposer {
 public:
  TableProposer(MentionReader& reader, int table, int block, std::vector<Candidate>& out)
      : reader_(reader),
        index_(table),
        block_(block),
        table_(reader.document().tables[table]),
        out_(out),
        rows_(row_spans(table_, reader.document().blocks[block].text)) {}

  void propose() {
    if (table_.rows.empty() || table_.rows.size() > 400) return;
    const size_t first = out_.size();
    find_labels();
    for (const Label& label : labels_) {
      if (label.sideways) {
        for (size_t c = label.column + 1; c < table_.columns(); ++c) {
          if (is_label(label.row, c)) break;
          value_cell(label, label.row, c);
        }
      } else {
        for (size_t r = label.row + 1; r < table_.rows.size(); ++r) value_cell(label, r, label.column);
      }
    }
    propose_mixture();
    for (size_t r = header_rows(); r < table_.rows.size(); ++r) {
      for (size_t c = 1; c < table_.columns(); ++c) {
        if (rows_[r].end == 0 || table_.rows[r][c].copy) continue;
        affirmed_cell(r, c);
        wordy_cell(r, c);
      }
    }
    compare(first);
  }

 private:
  // How many values the table has for a candidate's field, and the share of own models among what it has them for.
  void compare(size_t first) {
    std::map<std::string, std::set<std::string>> values;
    float own = 0;
    for (size_t i = first; i < out_.size(); ++i) {
      values[out_[i].field].insert(schema::value_key(out_[i].value));
      own += out_[i].features[Feature::own_column];
    }
    for (size_t i = first; i < out_.size(); ++i) {
      Features& f = out_[i].features;
      f[Feature::values_in_table] = std::log1p(static_cast<float>(values[out_[i].field].size()));
      f[Feature::own_in_table] = own / static_cast<float>(out_.size() - first);
    }
  }

  size_t header_rows() const { return static_cast<size_t>(std::max(table_.header_rows, 0)); }

  void find_labels() {
    for (size_t r = 0; r < table_.rows.size(); ++r) {
      for (size_t c = 0; c < table_.columns(); ++c) {
        const Cell& cell = table_.rows[r][c];
        if (cell.copy || cell.text.empty() || numeric(cell)) continue;
        const bool header = r < std::max<size_t>(header_rows(), 1);
        std::string text = cell.text;
        std::vector<int> found = rules_of_label(normal_label(text));
        if (header && r + 1 == header_rows() && r > 0) {  // "# Shared" over "Experts" is no label of all experts
          const std::string whole = table_.column_header(c);
          std::vector<int> of_whole = rules_of_label(normal_label(whole));
          if (found.empty() || !of_whole.empty()) {
            text = whole;
            found = std::move(of_whole);
          }
        }
        std::vector<std::string> parts = parts_of_label(text);
        if (found.empty() && parts.empty()) continue;
        // Below a header, or in a first row without one, a label with words to its right has its values beneath it.
        bool sideways = !header;
        if (header) {
          const bool right =
              c + 1 < table_.columns() && has_number(table_.rows[r][c + 1]) && !table_.rows[r][c + 1].copy;
          const bool below = r + 1 < table_.rows.size() && has_number(table_.rows[r + 1][c]);
          sideways = right && !below;
        }
        if (sideways && c > 0 && c >= static_cast<size_t>(std::max(table_.header_cols, 1)) && !is_first_of_pair(r, c))
          continue;
        labels_.push_back({r, c, sideways, std::move(found), text, label_scale(text), std::move(parts)});
      }
    }
    tell_widths_apart();
    for (const Label& label : labels_) {
      for (const int rule : label.rules) {
        if (std::find(quantities_.begin(), quantities_.end(), rule) == quantities_.end()) quantities_.push_back(rule);
      }
    }
  }

  // Beside "dim", "hidden_dim" is the width of the feed-forward layers, as in the params.json of several families.
  void tell_widths_apart() {
    const auto is = [](std::string_view name) {
      return [name](const Label& label) { return normal_label(label.text) == name; };
    };
    if (std::none_of(labels_.begin(), labels_.end(), is("dim"))) return;
    const int inner = static_cast<int>(&rule_of("ffn_size") - rules().data());
    for (Label& label : labels_) {
      if (is("hidden dim")(label)) label.rules = {inner};
    }
  }

  // "key value key value" rows: a label right of a value.
  bool is_first_of_pair(size_t r, size_t c) const { return c > 0 && has_number(table_.rows[r][c - 1]); }

  bool is_label(size_t r, size_t c) const {
    return std::any_of(labels_.begin(), labels_.end(),
                       [&](const Label& l) { return l.row == r && l.column == c && l.sideways; });
  }

  Place place(size_t r, size_t c) const { return {block_, rows_[r], index_, static_cast<int>(r), static_cast<int>(c)}; }

  // What is read for the cell's stage and subject: caption, group, labels of both sides.
  std::string surroundings(size_t r, size_t c) const {
    std::string text = table_.caption;
    if (r < table_.groups.size() && !table_.groups[r].empty()) text += " | " + table_.groups[r];
    text += " | " + table_.row_header(r) + " | " + table_.column_header(c);
    return text;
  }

  void value_cell(const Label& label, size_t r, size_t c) {
    const Cell& cell = table_.rows[r][c];
    if (cell.text.empty() || rows_[r].end == 0) return;
    if (cell.copy && label.sideways) return;
    const std::string text(core(cell));
    Mention mention = reader_.cell(place(r, c), surroundings(r, c) + " | " + text);
    const Span span{mention.text.size() - text.size(), mention.text.size()};
    const std::vector<int> models = subject(label, r, c, mention.base);
    const size_t before = out_.size();
    Features f;
    f[Feature::row_label] = label.sideways;
    f[Feature::label_exact] = 1;
    f[Feature::cue_strong] = f[Feature::connected] = f[Feature::nearest_cue] = f[Feature::nearest_number] = 1;
    f[Feature::config_labels] = static_cast<float>(quantities_.size());
    f[Feature::table_wide] = static_cast<float>(table_.columns());
    f[Feature::label_unit] = label.scale != 1;
    if (parts_cell(label, mention, text, span, f)) {
      finish(before, text, models);
      return;
    }
    for (const int index : label.rules) {
      const Rule& rule = rules()[index];
      if (rule.kind == Kind::parallelism) {
        parallel_cell(rule, label.text, mention, text, span, f);
      } else if (rule.numeric()) {
        numeric_cell(rule, label, mention, text, span, f);
      } else if (rule.kind != Kind::share) {
        term_cell(rule, mention, text, span, f);
      }
    }
    finish(before, text, models);
  }

  // What all candidates of a cell have in common.
  void finish(size_t first, const std::string& text, const std::vector<int>& models) {
    for (size_t i = first; i < out_.size(); ++i) {
      out_[i].as_written = text;
      if (!models.empty()) out_[i].models = reader_.subjects().of_field(models, out_[i].field);
    }
  }

  // A cell with a number for each part of its label. False where it is none.
  bool parts_cell(const Label& label, const Mention& mention, const std::string& text, const Span& span,
                  const Features& f) {
    static const RE2 divider(R"([\s/,，、()（）\[\]]*)");
    if (label.parts.empty()) return false;
    std::vector<Number> numbers = find_numbers(text);
    if (numbers.size() != label.parts.size()) return false;
    for (size_t i = 0; i < numbers.size(); ++i) {
      const size_t from = i == 0 ? 0 : numbers[i - 1].span.end;
      if (!RE2::FullMatch(re2::StringPiece(text.data() + from, numbers[i].span.begin - from), divider)) return false;
    }
    for (size_t i = 0; i < numbers.size(); ++i) {
      const std::string number = text.substr(numbers[i].span.begin, numbers[i].span.end - numbers[i].span.begin);
      for (const int index : rules_of_label(normal_label(label.parts[i]))) {
        const Rule& rule = rules()[index];
        if (rule.kind == Kind::parallelism) parallel_cell(rule, label.parts[i], mention, number, span, f);
        if (rule.numeric()) numeric_cell(rule, label, mention, number, span, f);
      }
    }
    return true;
  }

  // A size under the name of a kind of parallelism ("TP | 8"), or kinds and sizes in words.
  void parallel_cell(const Rule& rule, const std::string& label, const Mention& mention, const std::string& text,
                     const Span& span, const Features& f) {
    const std::vector<Number> numbers = find_numbers(text);
    const auto kind = std::find_if(rule.terms.begin(), rule.terms.end(),
                                   [&](const TermPattern& term) { return term.pattern.in(label); });
    if (kind == rule.terms.end() || numbers.size() != 1 || numbers.front().span.begin != 0) {
      term_cell(rule, mention, text, span, f);
      return;
    }
    emit(reader_, mention, rule, schema::Labelled{kind->value, numbers.front().value}, span, f, out_);
  }

  void numeric_cell(const Rule& rule, const Label& label, const Mention& mention, const std::string& text,
                    const Span& span, Features f) {
    if (compound_cell(rule, mention, text, span, f)) return;
    std::vector<Number> numbers = find_numbers(text);
    std::erase_if(numbers, [](const Number& n) { return n.attached || n.incomplete; });
    f[Feature::numbers_in_cell] = static_cast<float>(numbers.size());
    if (numbers.empty() || numbers.front().span.begin > 12 || numbers.size() > 3) return;
    for (size_t i = 0; i < std::min<size_t>(numbers.size(), 2); ++i) {
      Number number = numbers[i];
      if (label.scale != 1 && number.form != NumberForm::scaled) number.value *= label.scale;
      if (number.unit == Unit::other || number.unit == Unit::parameters) number.unit = Unit::none;
      if (rule.need_unit != 0 && number.unit == Unit::none) {
        for (int u = 0; u < 32; ++u) {
          if ((rule.need_unit >> u & 1) != 0) number.unit = static_cast<Unit>(u);
        }
      }
      f[Feature::numbers_between] = static_cast<float>(i);
      emit_number(rule, number, mention, span, f);
    }
  }

  // "64 (6 activated)": each number of the cell under the rule that it belongs to. False where the cell is none such.
  bool compound_cell(const Rule& rule, const Mention& mention, const std::string& text, const Span& span, Features f) {
    const std::vector<CellNumber> numbers = compound_numbers(rule.quantity, text);
    for (const CellNumber& stated : numbers) emit_number(rule_of(stated.quantity), stated.number, mention, span, f);
    return !numbers.empty();
  }

  void emit_number(const Rule& rule, const Number& number, const Mention& mention, const Span& span, Features f) {
    const std::optional<schema::Value> value = value_of(rule, number);
    if (!value) return;
    f[Feature::form_grouped] = number.form == NumberForm::grouped;
    f[Feature::form_scaled] = number.form == NumberForm::scaled;
    f[Feature::form_scientific] = number.form == NumberForm::scientific;
    f[Feature::suffix_k] = number.suffix == 'K';
    f[Feature::percent_unit] = number.unit == Unit::percent;
    emit(reader_, mention, rule, *value, span, f, out_);
  }

  void term_cell(const Rule& rule, const Mention& mention, const std::string& text, const Span& span,
                 const Features& f) {
    for (const TermPattern& term : rule.terms) {
      if (!term.pattern.in(text)) continue;
      schema::Value value = term.value;
      if (rule.kind == Kind::parallelism) value = schema::Labelled{term.value, std::nullopt};
      if (rule.kind == Kind::hardware)
        value = schema::Labelled{term.value, chip_count(text, term.pattern.all(text).front())};
      emit(reader_, mention, rule, value, span, f, out_);
    }
  }

  // "Pre-norm | yes": the row's label is the term.
  void affirmed_cell(size_t r, size_t c) {
    static const RE2 yes(R"((?i)\s*(?:yes|true|✓|✔|√|是|有)\s*)");
    if (!RE2::FullMatch(table_.rows[r][c].text, yes)) return;
    const std::string name = table_.row_header(r);
    for (const Rule& rule : rules()) {
      if (rule.kind != Kind::term || rule.open) continue;
      for (const TermPattern& term : rule.terms) {
        if (!term.pattern.whole(name)) continue;
        const Mention mention = reader_.cell(place(r, c), surroundings(r, c));
        Features f;
        f[Feature::row_label] = f[Feature::label_exact] = f[Feature::cue_strong] = f[Feature::connected] = 1;
        f[Feature::config_labels] = static_cast<float>(quantities_.size());
        emit(reader_, mention, rule, term.value, {0, mention.text.size()}, f, out_);
      }
    }
  }

  // A cell that is a sentence of its own: "KL 系数 0.05，clip 0.15", "AdamW (0.9, 0.95)".
  void wordy_cell(size_t r, size_t c) {
    const Cell& cell = table_.rows[r][c];
    const std::string text(core(cell));
    if (text.size() < 8 || !has_number(cell) || numeric(cell)) return;
    const std::vector<int> hits = rules_in(text);
    if (hits.empty()) return;
    propose_numbers(reader_, reader_.cell(place(r, c), surroundings(r, c), text), hits, out_);
  }

  // The own models on the other side of the label, and whether it is one of the report's own.
  std::vector<int> subject(const Label& label, size_t r, size_t c, Features& f) const {
    const std::string header = label.sideways ? table_.column_header(c) : table_.row_header(r);
    if (header.empty()) return {};
    const ModelMention match = reader_.models().match(header);
    if (match.whose == Whose::own) f[Feature::own_column] = 1;
    if (match.whose == Whose::baseline) f[Feature::baseline_column] = 1;
    if (match.whose == Whose::unknown) f[Feature::unknown_column] = 1;
    if (match.model >= 0) return {match.model};
    return match.several;
  }

  void propose_mixture() {
    const Rule& rule = rule_of("mixture");
    const Rule& sources = rule_of("data_source");
    for (const TableShare& share : shares_in(reader_.document(), table_)) {
      const Cell& cell = table_.rows[share.row][share.column];
      if (rows_[share.row].end == 0 || share.percent < rule.low || share.percent > rule.high) continue;
      Mention mention =
          reader_.cell(place(share.row, share.column), surroundings(share.row, share.column) + " | " + cell.text);
      const Span span{mention.text.size() - cell.text.size(), mention.text.size()};
      Features f;
      f[Feature::row_label] = 1;
      f[Feature::label_exact] = share.labelled;
      f[Feature::percent_unit] = cell.text.find('%') != std::string::npos;
      f[Feature::table_wide] = static_cast<float>(table_.columns());
      f[Feature::config_labels] = static_cast<float>(quantities_.size());
      f[Feature::term_length] = static_cast<float>(share.source.size());
      const size_t before = out_.size();
      emit(reader_, mention, rule, schema::Labelled{share.source, share.percent}, span, f, out_);
      for (const TermPattern& term : sources.terms) {
        if (term.pattern.in(share.source)) emit(reader_, mention, sources, term.value, span, f, out_);
      }
      for (size_t i = before; i < out_.size(); ++i) out_[i].as_written = cell.text;
    }
  }

  MentionReader& reader_;
  int index_;
  int block_;
  const Table& table_;
  std::vector<Candidate>& out_;
  std::vector<Span> rows_;
  std::vector<Label> labels_;
  std::vector<int> quantities_;
};

}  // namespace

void propose_tables(MentionReader& reader, std::vector<Candidate>& out) {
  const document::Document& document = reader.document();
  for (size_t b = 0; b < document.blocks.size(); ++b) {
    const document::Block& block = document.blocks[b];
    if (block.kind != document::BlockKind::table || block.table < 0) continue;
    TableProposer(reader, block.table, static_cast<int>(b), out).propose();
  }
}

void propose_settings(MentionReader& reader, std::vector<Candidate>& out) {
  static const RE2 pair(R"(["']?([A-Za-z][A-Za-z0-9_]{2,40})["']?\s*[:=]\s*["']?([^"',}\s]{1,24}))");
  const document::Document& document = reader.document();
  for (size_t b = 0; b < document.blocks.size(); ++b) {
    const document::Block& block = document.blocks[b];
    if (block.kind != document::BlockKind::code) continue;
    re2::StringPiece rest(block.text);
    re2::StringPiece key;
    re2::StringPiece written;
    while (RE2::FindAndConsume(&rest, pair, &key, &written)) {
      const std::vector<int> found = rules_of_label(normal_label({key.data(), key.size()}));
      if (found.empty()) continue;
      const auto begin = static_cast<size_t>(key.data() - block.text.data());
      const auto end = static_cast<size_t>(written.data() - block.text.data()) + written.size();
      Mention mention = reader.sentence({static_cast<int>(b), {begin, end}});
      const Span value_span{mention.text.size() - written.size(), mention.text.size()};
      for (const int index : found) {
        const Rule& rule = rules()[index];
        Features f;
        f[Feature::label_exact] = f[Feature::cue_strong] = f[Feature::connected] = 1;
        if (rule.numeric()) {
          const std::vector<Number> numbers = find_numbers(written.as_string());
          if (numbers.size() != 1 || numbers.front().span.begin != 0) continue;
          const std::optional<schema::Value> value = value_of(rule, numbers.front());
          if (value) emit(reader, mention, rule, *value, value_span, f, out);
        } else {
          for (const TermPattern& term : rule.terms) {
            if (rule.kind == Kind::term && term.pattern.in(written.as_string()))
              emit(reader, mention, rule, term.value, value_span, f, out);
          }
        }
      }
    }
  }
}

}  // namespace colophon::extract

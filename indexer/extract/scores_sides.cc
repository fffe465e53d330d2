#include "indexer/extract/scores_sides.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "indexer/extract/regex.h"
#include "indexer/extract/scores_numbers.h"

namespace colophon::extract {
namespace {

using document::Document;
using document::Role;
using document::Table;

class SideReader {
 public:
  SideReader(const Document& document, const Table& table, const TableLabels& labels, const TableTopic& topic)
      : document_(document), table_(table), labels_(labels), topic_(topic) {}

  std::optional<TableSides> decide() const {
    Share columns, rows;
    for (size_t c = labels_.first_column; c < table_.columns(); ++c) {
      if (numeric_column(c)) count(columns, labels_.columns[c]);
    }
    for (size_t r = labels_.first_row; r < table_.rows.size(); ++r) {
      if (numeric_row(r)) count(rows, labels_.rows[r]);
    }
    if (columns.counted == 0 || rows.counted == 0) return std::nullopt;
    double known_share = std::max(columns.bench(), rows.bench());
    // "Math | Visualization | General" of one benchmark that the caption or heading names: parts of it, not tests
    if (!topic_.benchmark.empty() && (table_.caption.empty() || topic_.named_by_caption) && everyday_words())
      known_share = 0;
    // "Results on AGIEval" over its subjects, of which a few are tests of their own
    const double listed = std::max(columns.listed / columns.counted, rows.listed / rows.counted);
    const bool many = std::max(columns.counted, rows.counted) >= 8;
    if (many && !topic_.benchmark.empty() && listed < 0.34 && std::max(columns.model(), rows.model()) >= 0.5)
      known_share = 0;
    static const RE2 no_result(
        "(?i)mixture|composition|distribution of|proportion|statistics of|hyper-?parameter|configuration|data "
        "sources|占比|配比|超参|tokenizer|compression|throughput|latency|speed|显存|memory|训练数据|cost");
    static const RE2 result(
        "(?i)result|performance|evaluat|compar|score|accuracy|benchmark|评测|评估|结果|对比|比较|表现|成绩");
    const bool evaluation = document_.role_of(table_.section) == Role::evaluation || matches(table_.caption, result) ||
                            matches(topic_.heading, result);
    const double as_columns = columns.bench() + 0.6 * rows.model() - 0.6 * columns.model();
    const double as_rows = rows.bench() + 0.6 * columns.model() - 0.6 * rows.model();
    if (known_share >= 0.3 || (known_share > 0.12 && evaluation)) {
      if (std::max(columns.bench(), rows.bench()) < 0.3 && std::max(columns.model(), rows.model()) < 0.3)
        return std::nullopt;
      return TableSides{as_columns >= as_rows, false};
    }
    if (matches(table_.caption, no_result) || matches(topic_.heading, no_result)) return std::nullopt;
    const double attributes = std::max(columns.attributes / columns.counted, rows.attributes / rows.counted);
    if (attributes > 0.5) return std::nullopt;
    if (std::max(columns.model(), rows.model()) < 0.4) return std::nullopt;
    if (topic_.benchmark.empty() && !evaluation) return std::nullopt;
    return TableSides{rows.model() >= columns.model(), !topic_.benchmark.empty()};
  }

 private:
  struct Share {
    double listed = 0, shaped = 0, models = 0, attributes = 0, counted = 0;
    double bench() const { return counted > 0 ? (listed + 0.7 * shaped) / counted : 0; }
    double model() const { return counted > 0 ? models / counted : 0; }
  };

  bool numeric_column(size_t c) const {
    for (size_t r = labels_.first_row; r < table_.rows.size(); ++r) {
      if (!numbers_of(table_.rows[r][c]).empty()) return true;
    }
    return false;
  }

  bool numeric_row(size_t r) const {
    for (size_t c = labels_.first_column; c < table_.columns(); ++c) {
      if (!numbers_of(table_.rows[r][c]).empty()) return true;
    }
    return false;
  }

  static void count(Share& share, const TableLabel& label) {
    ++share.counted;
    if (label.bench >= 0) (label.listed() ? share.listed : share.shaped) += 1;
    if (label.average >= 0) share.shaped += 0.3;
    if (label.model >= 0) ++share.models;
    if (label.attribute) ++share.attributes;
  }

  // Whether all benchmarks in the headers are everyday words too.
  bool everyday_words() const {
    const auto everyday = [](const std::vector<TableLabel>& labels) {
      return std::all_of(labels.begin(), labels.end(), [](const TableLabel& label) {
        return label.bench < 0 || (label.listed() && label.parts[static_cast<size_t>(label.bench)].everyday);
      });
    };
    return everyday(labels_.rows) && everyday(labels_.columns);
  }

  const Document& document_;
  const Table& table_;
  const TableLabels& labels_;
  const TableTopic& topic_;
};

// The paragraph right before a table, "" where something else stands there.
std::string paragraph_before(const Document& document, size_t table) {
  for (size_t b = 1; b < document.blocks.size(); ++b) {
    const document::Block& block = document.blocks[b];
    if (block.kind != document::BlockKind::table || block.table != static_cast<int>(table)) continue;
    const document::Block& before = document.blocks[b - 1];
    const bool same = before.section == block.section && before.kind == document::BlockKind::paragraph;
    return same ? before.text : "";
  }
  return "";
}

}  // namespace

TableTopic read_topic(const Document& document, size_t table, const ModelNames& models) {
  TableTopic topic;
  const Table& at = document.tables[table];
  topic.heading = at.section >= 0 ? document.sections[static_cast<size_t>(at.section)].title : "";
  static const RE2 ablation("(?i)ablat|消融|w/o\\b|without|effect of|impact of|contribution of each");
  static const RE2 headed("(?i)ablat|消融");
  const Role role = document.role_of(at.section);
  topic.ablation = role == Role::ablation || matches(at.caption, ablation) || matches(topic.heading, headed);
  const std::array<std::string, 2> texts = {at.caption, topic.heading};
  for (const std::string& text : texts) {
    for (const BenchmarkMention& mention : find_benchmarks(text)) {
      if (topic.benchmark.empty() && (!mention.ordinary || text == topic.heading)) topic.benchmark = mention.name;
    }
    if (!topic.benchmark.empty()) {
      topic.named_by_caption = &text == std::begin(texts);
      break;
    }
  }
  if (topic.benchmark.empty()) {
    const BenchmarkLabel label = read_benchmark(topic.heading);
    if (label.kind == LabelKind::shaped || label.kind == LabelKind::benchmark) topic.benchmark = label.name;
  }
  if (const BenchmarkLabel corner = read_benchmark(at.rows[0][0].core);
      corner.kind == LabelKind::benchmark && topic.benchmark.empty()) {
    topic.benchmark = corner.name;
  }
  for (const std::string& text : {at.caption, topic.heading, paragraph_before(document, table)}) {
    if (!topic.model.empty()) break;
    for (const ModelMention& mention : models.mentions(text)) {
      if (mention.whose == Whose::own && !mention.pronoun)
        topic.model = text.substr(mention.begin, mention.end - mention.begin);
    }
  }
  return topic;
}

std::optional<TableSides> decide_sides(const Document& document, const Table& table, const TableLabels& labels,
                                       const TableTopic& topic) {
  return SideReader(document, table, labels, topic).decide();
}

}  // namespace colophon::extract

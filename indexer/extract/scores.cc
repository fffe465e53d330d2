#include "indexer/extract/scores.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "indexer/extract/benchmarks.h"
#include "indexer/extract/models_grammar.h"
#include "indexer/extract/scores_prose.h"
#include "indexer/extract/scores_table.h"

namespace colophon::extract {

std::vector<schema::Score> find_scores(const document::Document& document, const ModelNames& models) {
  std::vector<schema::Score> scores;
  std::set<std::tuple<std::string, std::string, std::string, double>> seen;
  const auto keep = [&](std::vector<schema::Score> more) {
    for (schema::Score& score : more) {
      if (!seen.insert({name_key(score.model), benchmark_key(score.benchmark), score.setting, score.value}).second)
        continue;
      scores.push_back(std::move(score));
    }
  };
  for (size_t table = 0; table < document.tables.size(); ++table) keep(read_result_table(document, table, models));
  keep(read_prose_scores(document, models, scores));
  return scores;
}

std::vector<schema::Fact> benchmark_facts(const std::vector<schema::Score>& scores) {
  // An unlisted name is a benchmark where at least half of its table's names are known ones.
  std::map<std::string, std::map<std::string, bool>> tables;  // table -> name -> known
  const auto table_of = [](const schema::Score& score) {
    return score.table + "\n" + score.evidence.section + "\n" + std::to_string(score.page);
  };
  for (const schema::Score& score : scores) {
    const LabelKind kind = read_benchmark(score.benchmark).kind;
    tables[table_of(score)][score.benchmark] = kind == LabelKind::benchmark || kind == LabelKind::shaped;
  }
  const auto mostly_known = [&](const schema::Score& score) {
    const auto& names = tables.at(table_of(score));
    const auto known = std::count_if(names.begin(), names.end(), [](const auto& name) { return name.second; });
    return known * 2 >= static_cast<std::ptrdiff_t>(names.size());
  };
  std::vector<schema::Fact> facts;
  std::set<std::string> seen;
  for (const schema::Score& score : scores) {
    if (!score.own || score.ablation) continue;
    const BenchmarkLabel label = read_benchmark(score.benchmark);
    if (label.kind == LabelKind::average || label.kind == LabelKind::metric || label.kind == LabelKind::empty) continue;
    if ((label.kind == LabelKind::other || label.kind == LabelKind::attribute) && !mostly_known(score)) continue;
    const std::string name = label.name.empty() ? score.benchmark : label.name;
    if (!seen.insert(name_key(name).empty() ? name : name_key(name)).second) continue;
    schema::Fact fact;
    fact.field = "eval.benchmark";
    fact.value = name;
    fact.as_written = score.benchmark;
    fact.confidence = label.kind == LabelKind::benchmark ? 0.95 : label.kind == LabelKind::shaped ? 0.85 : 0.7;
    fact.evidence = {score.evidence};
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace colophon::extract

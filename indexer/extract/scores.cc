#include "indexer/extract/scores.h"

#include <cmath>
#include <set>
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
      if (!seen.insert({name_key(score.model), benchmark_key(score.benchmark), score.setting, score.value}).second) continue;
      scores.push_back(std::move(score));
    }
  };
  for (size_t table = 0; table < document.tables.size(); ++table) keep(read_result_table(document, table, models));
  keep(read_prose_scores(document, models, scores));
  return scores;
}

std::vector<schema::Fact> benchmark_facts(const std::vector<schema::Score>& scores) {
  std::vector<schema::Fact> facts;
  std::set<std::string> seen;
  for (const schema::Score& score : scores) {
    if (!score.own || score.ablation) continue;
    const BenchmarkLabel label = read_benchmark(score.benchmark);
    if (label.kind == LabelKind::average || label.kind == LabelKind::metric || label.kind == LabelKind::empty) continue;
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

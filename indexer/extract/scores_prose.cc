#include "indexer/extract/scores_prose.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "indexer/extract/benchmarks.h"
#include "indexer/extract/models_grammar.h"
#include "indexer/extract/regex.h"
#include "indexer/extract/sentences.h"

namespace colophon::extract {
namespace {

using document::Document;
using document::Role;

// The number that a sentence ties to the benchmark at [begin, end).
std::optional<double> tied_number(std::string_view text, size_t begin, size_t end) {
  const std::string_view before = text.substr(0, begin);
  const std::string_view after = text.substr(end);
  static const RE2 number_on(
      "(?i)(?:^|[^\\w.+-])(\\d{1,4}(?:\\.\\d+)?)\\s*(?:%|％)?\\s*(?:points?|accuracy|acc\\.?|score|pass@1|EM|F1|avg@"
      "\\d+|pass rate|分)?\\s*(?:\\([^()]{1,24}\\)\\s*)?(?:on|in|at|for)\\s+(?:the\\s+)?(?:[a-z-]+\\s+){0,2}$");
  static const RE2 on_number(
      "(?i)^\\s*(?:\\((?:[^()]{1,24})\\))?\\s*(?:benchmark|dataset|Pass@1|\\d-shot|0-shot)?\\s*(?:\\(|:|：|score "
      "of|of|is|reaches|得分为?|上?(?:取得|达到|获得)了?)\\s*(?:Pass@1: "
      "?)?(\\d{1,4}(?:\\.\\d+)?)\\s*(?:%|\\)|,|;|，|。|分|\\.|$)");
  double value = 0;
  if (RE2::PartialMatch(piece_of(before), number_on, &value)) return value;
  if (RE2::PartialMatch(piece_of(after), on_number, &value)) return value;
  return std::nullopt;
}

}  // namespace

std::vector<schema::Score> read_prose_scores(const Document& document, const ModelNames& models,
                                             const std::vector<schema::Score>& tables) {
  std::vector<schema::Score> scores;
  if (models.own().empty()) return scores;
  std::set<std::string> in_tables;
  for (const schema::Score& score : tables) {
    if (score.own) in_tables.insert(benchmark_key(score.benchmark));
  }
  static const RE2 gain(
      "(?i)\\b(?:by|from|improv\\w+|gains?|gap|increas\\w+|drop\\w*|decreas\\w+|reduc\\w+|margin|faster|steps?|tokens?|"
      "tasks?|problems|out of|questions|samples|higher|lower|than)\\b|提升|提高|下降|领先|高出");
  for (const Sentence& sentence : sentences(document)) {
    const auto& block = document.blocks[static_cast<size_t>(sentence.block)];
    const Role role = document.role_of(block.section);
    if (role == Role::references || role == Role::related_work || role == Role::ablation || role == Role::usage)
      continue;
    const std::string_view text = sentence.text(document);
    if (text.find_first_of("0123456789") == std::string_view::npos) continue;
    const auto benchmarks = find_benchmarks(text);
    if (benchmarks.empty()) continue;
    const auto mentions = models.mentions(text);
    const bool baseline =
        std::any_of(mentions.begin(), mentions.end(), [](const ModelMention& m) { return m.whose == Whose::baseline; });
    for (const BenchmarkMention& benchmark : benchmarks) {
      if (benchmark.ordinary || in_tables.contains(benchmark_key(benchmark.name))) continue;
      const auto value = tied_number(text, benchmark.begin, benchmark.end);
      if (!value || *value < 1 || *value > 100) continue;  // ratings are not told from years and counts
      if (RE2::PartialMatch(piece_of(text.substr(0, benchmark.begin)), gain) || baseline) continue;
      const ModelMention* subject = nullptr;
      for (const ModelMention& mention : mentions) {
        if (mention.whose == Whose::own && mention.end <= benchmark.begin) subject = &mention;
      }
      std::string model;
      if (subject != nullptr && subject->model >= 0) {
        model = subject->pronoun ? models.own()[static_cast<size_t>(subject->model)].name
                                 : std::string(text.substr(subject->begin, subject->end - subject->begin));
      } else if (models.own().size() == 1 && subject != nullptr) {
        model = models.own()[0].name;
      } else {
        continue;
      }
      schema::Score score;
      score.model = model;
      score.benchmark = benchmark.name;
      score.value = *value;
      score.own = true;
      score.page = block.page;
      score.evidence = {
          .page = block.page, .section = document.heading_path(block.section), .quote = std::string(text)};
      scores.push_back(std::move(score));
    }
  }
  return scores;
}

}  // namespace colophon::extract

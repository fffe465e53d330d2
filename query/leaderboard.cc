#include "query/leaderboard.h"

#include <algorithm>
#include <map>

#include "query/directions.h"
#include "query/names.h"
#include "query/settings.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

using schema::term_key;

// One statement of a cell.
struct Claim {
  double value = 0;
  std::string setting;
  const ScoreEntry* entry = nullptr;

  Goodness goodness() const { return query::goodness(value, entry->score().benchmark, setting); }
};

struct Row {
  std::string model;
  std::map<std::string, std::vector<Claim>> claims;  // by benchmark
};

std::string number_text(double value) { return schema::value_to_text(value, schema::ValueType::number, ""); }

// The model's own claim counts before what others measured, the whole benchmark before a part of it, then the best.
bool before(const Claim& a, const Claim& b) {
  if (a.entry->score().own != b.entry->score().own) return a.entry->score().own;
  const bool part = is_of_a_part(a.setting);
  if (part != is_of_a_part(b.setting)) return !part;
  return a.goodness() > b.goodness();
}

Cell cell_of(std::vector<Claim> claims) {
  Cell cell;
  if (claims.empty()) return cell;
  std::stable_sort(claims.begin(), claims.end(), before);
  const bool agree =
      std::all_of(claims.begin(), claims.end(), [&](const Claim& c) { return c.value == claims[0].value; });
  std::vector<std::string> said;
  for (const Claim& claim : claims) {
    const schema::Score& score = claim.entry->score();
    std::string text = number_text(claim.value);
    if (!claim.setting.empty()) text += " (" + claim.setting + ")";
    if (!agree) text += " [" + std::string(score.own ? "" : "measured by ") + claim.entry->key + "]";
    if (agree && !score.own) text += " [measured by " + claim.entry->key + "]";
    if (std::find(said.begin(), said.end(), text) == said.end()) {
      said.push_back(text);
      schema::Evidence evidence = score.evidence;
      if (evidence.page == 0) evidence.page = score.page;
      if (evidence.table.empty()) evidence.table = score.table;
      cell.evidence.push_back(std::move(evidence));
    }
    if (agree && !said.empty()) break;
  }
  for (const std::string& text : said) cell.text += (cell.text.empty() ? "" : "; ") + text;
  cell.number = said.size() == 1 && claims[0].setting.empty() ? std::optional<double>(claims[0].value) : std::nullopt;
  cell.report = claims.front().entry->record.report;
  return cell;
}

// The names that the condition's models have, by report; nothing where there is no condition.
std::map<std::string, std::vector<std::string>> wanted_models(Library& library, const Condition& where) {
  std::map<std::string, std::vector<std::string>> wanted;
  if (where.kind == Condition::Kind::everything) return wanted;
  for (const Library::Found& found : library.models(where)) {
    std::vector<std::string>& names = wanted[found.entry->key];
    if (found.entry->model() == nullptr) continue;
    names.push_back(term_key(found.entry->model()->name));
    for (const std::string& alias : found.entry->model()->aliases) names.push_back(term_key(alias));
  }
  return wanted;
}

void require_benchmark(const IndexNames& names, const std::string& name) {
  if (names.is_benchmark(name)) return;
  const std::string near = names.nearest_benchmark(name);
  throw NoScores(name, "no report has scores on \"" + name + "\"" +
                           (near.empty() ? "; `colophon sql \"SELECT DISTINCT benchmark FROM scores\"` lists them"
                                         : "; did you mean \"" + near + "\"?"));
}

}  // namespace

Table leaderboard(Library& library, const LeaderboardOptions& options) {
  const IndexNames known(library.index());
  for (const std::string& benchmark : options.benchmarks) require_benchmark(known, benchmark);
  const auto wanted = wanted_models(library, options.where);
  std::vector<std::string> names;  // every name that satisfies the condition: others' measurements of it count as well
  for (const auto& [key, of] : wanted) names.insert(names.end(), of.begin(), of.end());
  std::map<std::string, Row> rows;
  for (const std::string& benchmark : options.benchmarks) {
    for (const ScoreEntry* entry : library.scores(benchmark, !options.baselines)) {
      const schema::Score& score = entry->score();
      const std::string key = term_key(score.model);
      const bool filtered = options.where.kind != Condition::Kind::everything;
      if (filtered && std::find(names.begin(), names.end(), key) == names.end()) continue;
      Row& row = rows[key];
      if (row.model.empty()) row.model = score.model;
      row.claims[benchmark].push_back({score.value, score.setting, entry});
    }
  }
  std::vector<Row> ranked;
  ranked.reserve(rows.size());
  for (auto& [key, row] : rows) ranked.push_back(std::move(row));
  const auto best = [&](const Row& row, const std::string& benchmark) {
    const auto found = row.claims.find(benchmark);
    if (found == row.claims.end()) return Goodness{false, -1e300};
    return std::min_element(found->second.begin(), found->second.end(), before)->goodness();
  };
  std::stable_sort(ranked.begin(), ranked.end(), [&](const Row& a, const Row& b) {
    for (const std::string& benchmark : options.benchmarks) {
      const Goodness x = best(a, benchmark), y = best(b, benchmark);
      if (x != y) return x > y;
    }
    return false;
  });
  if (ranked.size() > options.limit) ranked.resize(options.limit);
  Table table;
  table.title = "Scores";
  table.columns = {"model"};
  for (const std::string& benchmark : options.benchmarks) table.columns.push_back(benchmark);
  for (Row& row : ranked) {
    std::vector<Cell> cells{text_cell(row.model)};
    for (const std::string& benchmark : options.benchmarks) cells.push_back(cell_of(row.claims[benchmark]));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace colophon::query

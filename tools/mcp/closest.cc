#include "tools/mcp/closest.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "query/benchmarks.h"
#include "query/words.h"
#include "schema/value.h"

namespace colophon::mcp {
namespace {

std::vector<std::string> nearest(std::string_view name, const std::set<std::string>& known) {
  const std::string wanted = schema::term_key(name);
  if (wanted.empty()) return {};
  std::vector<std::tuple<bool, size_t, std::string>> ranked;
  for (const std::string& one : known) {
    const std::string key = schema::term_key(one);
    if (key.empty()) continue;
    const bool held = key.find(wanted) != std::string::npos || wanted.find(key) != std::string::npos;
    ranked.emplace_back(!held, query::edit_distance(wanted, key, std::max(wanted.size(), key.size())), one);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> closest;
  for (size_t i = 0; i < ranked.size() && i < most_closest; ++i) closest.push_back(std::get<2>(ranked[i]));
  return closest;
}

}  // namespace

std::vector<std::string> closest_names(query::Library& library, std::string_view name) {
  std::set<std::string> known;
  for (const query::ReportEntry* report : library.reports({})) {
    known.insert(report->key);
    for (const schema::Model& model : report->record.models) known.insert(model.name);
  }
  return nearest(name, known);
}

std::vector<std::string> closest_benchmarks(const std::filesystem::path& knowledge_base, std::string_view name) {
  std::set<std::string> known;
  for (const query::BenchmarkUse& one : query::benchmarks(knowledge_base)) known.insert(one.name);
  return nearest(name, known);
}

}  // namespace colophon::mcp

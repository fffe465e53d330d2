#include "tools/mcp/closest.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "query/benchmarks.h"
#include "query/words.h"
#include "schema/value.h"

namespace colophon::mcp {
namespace {

// Twice the pairs of neighbouring letters that both have, of all their pairs: 1 for the same, 0 for nothing in common.
double shared_pairs(const std::string& a, const std::string& b) {
  std::multiset<std::string> pairs;
  for (size_t i = 0; i + 1 < a.size(); ++i) pairs.insert(a.substr(i, 2));
  size_t shared = 0;
  for (size_t i = 0; i + 1 < b.size(); ++i) {
    const auto found = pairs.find(b.substr(i, 2));
    if (found == pairs.end()) continue;
    pairs.erase(found);
    ++shared;
  }
  const size_t all = a.size() + b.size() - 2;
  return all == 0 ? 0 : 2.0 * static_cast<double>(shared) / static_cast<double>(all);
}

constexpr size_t shortest_held = 3;  // "V" is in many a name

std::vector<std::string> nearest(std::string_view name, const std::set<std::string>& known) {
  const std::string wanted = schema::term_key(name);
  if (wanted.empty()) return {};
  std::vector<std::tuple<bool, double, size_t, std::string>> ranked;
  for (const std::string& one : known) {
    const std::string key = schema::term_key(one);
    if (key.empty()) continue;
    const bool held =
        key.find(wanted) != std::string::npos || (key.size() >= shortest_held && wanted.find(key) != std::string::npos);
    ranked.emplace_back(!held, -shared_pairs(wanted, key),
                        query::edit_distance(wanted, key, std::max(wanted.size(), key.size())), one);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> closest;
  for (size_t i = 0; i < ranked.size() && i < most_closest; ++i) closest.push_back(std::get<3>(ranked[i]));
  return closest;
}

void add_names(query::Library& library, std::set<std::string>& known) {
  for (const query::ReportEntry* report : library.reports(query::Condition{})) {
    known.insert(report->key);
    for (const schema::Model& model : report->record.models) known.insert(model.name);
  }
}

void add_benchmarks(const std::filesystem::path& knowledge_base, std::set<std::string>& known) {
  for (const query::BenchmarkUse& one : query::benchmarks(knowledge_base)) known.insert(one.name);
}

}  // namespace

std::vector<std::string> closest_names(query::Library& library, std::string_view name) {
  std::set<std::string> known;
  add_names(library, known);
  return nearest(name, known);
}

std::vector<std::string> closest_benchmarks(const std::filesystem::path& knowledge_base, std::string_view name) {
  std::set<std::string> known;
  add_benchmarks(knowledge_base, known);
  return nearest(name, known);
}

std::vector<std::string> closest_terms(query::Library& library, const std::filesystem::path& knowledge_base,
                                       std::string_view word) {
  std::set<std::string> known;
  add_names(library, known);
  add_benchmarks(knowledge_base, known);
  return nearest(word, known);
}

}  // namespace colophon::mcp

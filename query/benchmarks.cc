#include "query/benchmarks.h"

#include <algorithm>
#include <variant>

#include "store/sql.h"

namespace colophon::query {

std::vector<BenchmarkUse> benchmarks(const std::filesystem::path& knowledge_base) {
  // The most frequent spelling of each benchmark comes first.
  const store::SqlResult spellings = store::run_sql(
      knowledge_base,
      "SELECT benchmark_key, benchmark, sum(own), count(*) FROM scores WHERE NOT ablation "
      "GROUP BY benchmark_key, benchmark ORDER BY benchmark_key, sum(own) DESC, count(*) DESC, benchmark");
  std::vector<BenchmarkUse> list;
  std::string last;
  for (const store::SqlRow& row : spellings.rows) {
    const auto& key = std::get<std::string>(row[0]);
    if (list.empty() || key != last) list.push_back({std::get<std::string>(row[1])});
    last = key;
    list.back().own += std::get<int64_t>(row[2]);
    list.back().all += std::get<int64_t>(row[3]);
  }
  std::stable_sort(list.begin(), list.end(), [](const BenchmarkUse& a, const BenchmarkUse& b) {
    return a.own != b.own ? a.own > b.own : a.all > b.all;
  });
  return list;
}

}  // namespace colophon::query

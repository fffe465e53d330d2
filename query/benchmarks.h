// Which benchmarks a knowledge base has scores on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace colophon::query {

struct BenchmarkUse {
  std::string name;  // as it is most often spelled
  int64_t own = 0;   // scores of the reports' own models
  int64_t all = 0;   // ... and of others
};

// Those with the most own scores first; scores of ablations do not count. Throws schema::Error(storage).
std::vector<BenchmarkUse> benchmarks(const std::filesystem::path& knowledge_base);

}  // namespace colophon::query

#include "query/benchmark_names.h"

#include <map>
#include <nlohmann/json.hpp>

#include "schema/data.h"
#include "schema/value.h"

namespace colophon::query {

std::string benchmark_name(std::string_view key) {
  static const std::map<std::string, std::string, std::less<>> names = [] {
    std::map<std::string, std::string, std::less<>> read;
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/benchmarks.json"));
    for (const auto& benchmark : json.at("benchmarks")) {
      const std::string name = benchmark.at("name");
      read.emplace(schema::term_key(name), name);
    }
    return read;
  }();
  const auto found = names.find(key);
  return found == names.end() ? std::string(key) : found->second;
}

}  // namespace colophon::query

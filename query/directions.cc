#include "query/directions.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "query/words.h"
#include "schema/data.h"
#include "schema/value.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

enum class Better { lower, higher };

struct Measures {
  std::set<std::string> lower, higher;  // words
  std::set<std::string> benchmarks;     // term keys of the listed ones of which less is better

  static const Measures& standard() {
    static const Measures measures;
    return measures;
  }

 private:
  Measures() {
    const auto settings = nlohmann::json::parse(schema::data_file("lexicons/settings.json"));
    lower = settings.at("lower_is_better").get<std::set<std::string>>();
    higher = settings.at("higher_is_better").get<std::set<std::string>>();
    const auto listed = nlohmann::json::parse(schema::data_file("lexicons/benchmarks.json"));
    for (const auto& benchmark : listed.at("benchmarks")) {
      if (benchmark.value("better", "") == "lower")
        benchmarks.insert(schema::term_key(benchmark.at("name").get<std::string>()));
    }
  }
};

// What a text says of the measure that it names, if it names one.
std::optional<Better> named(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.find("↓") != std::string_view::npos) return Better::lower;
  if (text.find("↑") != std::string_view::npos) return Better::higher;
  const Words words = split_words(text);
  const auto any = [&](const std::set<std::string>& measures) {
    return std::any_of(measures.begin(), measures.end(), [&](const std::string& measure) {
      const bool ascii = static_cast<unsigned char>(measure.front()) < 0x80;
      if (!ascii) return words.folded.find(measure) != std::string::npos;
      return std::any_of(words.list.begin(), words.list.end(), [&](const Word& word) { return word.text == measure; });
    });
  };
  if (any(Measures::standard().lower)) return Better::lower;
  if (any(Measures::standard().higher)) return Better::higher;
  return std::nullopt;
}

bool listed_as_lower(std::string_view benchmark) {
  const Words words = split_words(benchmark);
  for (size_t last = words.list.size(); last > 0; --last) {
    if (Measures::standard().benchmarks.count(store::canonical_benchmark(words.text(0, last))) > 0) return true;
  }
  return false;
}

}  // namespace

bool lower_is_better(std::string_view benchmark, std::string_view setting) {
  for (const std::string_view text : {setting, benchmark}) {
    if (const auto better = named(text)) return *better == Better::lower;
  }
  return listed_as_lower(benchmark);
}

Goodness goodness(double value, std::string_view benchmark, std::string_view setting) {
  const bool lower = lower_is_better(benchmark, setting);
  return {lower == lower_is_better(benchmark, ""), lower ? -value : value};
}

}  // namespace colophon::query

// How long an answer takes in a warm process: every question of questions.tsv over the knowledge base that $COLOPHON_KB
// names, else over the sample. Processor time, so that a busy machine does not count:
//
//   COLOPHON_KB=~/papers.kb build/release/tests/query_test --gtest_filter='Latency.*'
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "query/answer.h"
#include "store/search_index.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

std::vector<std::string> questions() {
  std::ifstream file(COLOPHON_SOURCE_DIR "/tests/query/questions.tsv");
  std::vector<std::string> found;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') found.push_back(line.substr(0, line.find('\t')));
  }
  return found;
}

TEST(Latency, MedianUnderTwoMillisecondsAndNearlyAllUnderTen) {
  const TemporaryDirectory directory;
  const char* known = std::getenv("COLOPHON_KB");
  if (known == nullptr) make_sample(directory.path());
  Library library(store::open_search_index(known != nullptr ? std::filesystem::path(known) : directory.path()));
  std::vector<double> milliseconds;
  for (const bool warm : {false, true}) {
    for (const std::string& question : questions()) {
      const std::clock_t start = std::clock();
      ask(question, library);
      if (warm) milliseconds.push_back(1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  const double median = milliseconds[milliseconds.size() / 2], most = milliseconds[milliseconds.size() * 99 / 100];
  RecordProperty("p50_ms", std::to_string(median));
  RecordProperty("p99_ms", std::to_string(most));
  std::printf("ask: p50 %.2f ms, p99 %.2f ms over %zu questions\n", median, most, milliseconds.size());
  EXPECT_LT(median, 2);
  EXPECT_LT(most, 10);
}

}  // namespace
}  // namespace colophon::query

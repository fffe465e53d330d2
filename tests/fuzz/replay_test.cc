// Every kept input once: the seeds, and what fuzzing has found, each a bug that is mended. And every truncation of a
// seed: files of ours that were cut off are read or refused with a message, never worse.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/targets.h"

namespace colophon::fuzz {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> inputs(const std::string& folder, std::string_view target) {
  std::vector<std::string> all;
  const fs::path place = fs::path(COLOPHON_SOURCE_DIR "/tests/fuzz") / folder / target;
  if (!fs::exists(place)) return all;
  for (const auto& file : fs::directory_iterator(place)) {
    std::ifstream in(file.path(), std::ios::binary);
    all.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return all;
}

class Replay : public testing::TestWithParam<std::string_view> {
 protected:
  Target target() const { return targets().at(GetParam()); }
};

TEST_P(Replay, Findings) {
  for (const std::string& input : inputs("findings", GetParam())) run(target(), input);
}

TEST_P(Replay, SeedsAndTheirTruncations) {
  const std::vector<std::string> seeds = inputs("seeds", GetParam());
  ASSERT_FALSE(seeds.empty());
  for (const std::string& seed : seeds) {
    run(target(), seed);
    // Each, of formats of our own and of what is short; extractors take milliseconds for each.
    const bool ours = format_targets().contains(GetParam());
    const size_t step = ours ? 1 : std::max<size_t>(1, seed.size() / (GetParam() == "extract" ? 40 : 400));
    for (size_t size = 0; size < seed.size(); size += step) run(target(), std::string_view(seed).substr(0, size));
  }
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (const auto& [name, target] : targets()) all.push_back(name);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Target, Replay, testing::ValuesIn(names()),
                         [](const auto& one) { return std::string(one.param); });

TEST(Inputs, EveryFolderIsATarget) {
  for (const char* folder : {"seeds", "findings"}) {
    for (const auto& at : fs::directory_iterator(fs::path(COLOPHON_SOURCE_DIR "/tests/fuzz") / folder)) {
      EXPECT_TRUE(targets().contains(at.path().filename().string())) << at.path();
    }
  }
}

}  // namespace
}  // namespace colophon::fuzz

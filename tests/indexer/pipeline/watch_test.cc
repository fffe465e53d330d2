#include "indexer/pipeline/watch.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <thread>

#include "tests/temporary_directory.h"

namespace colophon::pipeline {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

bool is_markdown(const fs::path& path) { return path.extension() == ".md"; }

class WatchTest : public testing::Test {
 protected:
  WatchTest() : root_(fs::canonical(directory_.path())), watch_({root_}, is_markdown, {50ms, 400ms, 600ms}) {}

  // Whether a change is told within `time`.
  bool told(std::chrono::milliseconds time) {
    std::atomic<bool> stop = false;
    std::thread clock([&] {
      for (auto waited = 0ms; waited < time && !stop; waited += 10ms) std::this_thread::sleep_for(10ms);
      stop = true;
    });
    const bool changed = watch_.wait(stop);
    stop = true;
    clock.join();
    return changed;
  }
  void write(const std::string& name) const { directory_.write(name, "text"); }

  TemporaryDirectory directory_;
  const fs::path root_;
  Watch watch_;
};

TEST_F(WatchTest, TellsOfNewChangedMovedAndDeletedFiles) {
  EXPECT_FALSE(told(200ms));
  write("a.md");
  EXPECT_TRUE(told(2s));
  write("a.md");
  EXPECT_TRUE(told(2s));
  fs::rename(root_ / "a.md", root_ / "b.md");
  EXPECT_TRUE(told(2s));
  fs::remove(root_ / "b.md");
  EXPECT_TRUE(told(2s));
  EXPECT_FALSE(told(200ms));
}

TEST_F(WatchTest, IsSilentAboutWhatNoReaderTakes) {
  write("a.log");
  write(".hidden.md");
  EXPECT_FALSE(told(300ms));
}

TEST_F(WatchTest, JoinsABurst) {
  for (int i = 0; i < 20; ++i) write("burst-" + std::to_string(i) + ".md");
  EXPECT_TRUE(told(2s));
  EXPECT_FALSE(told(300ms));
}

TEST_F(WatchTest, WatchesFoldersThatAreMadeOrMovedIn) {
  fs::create_directories(root_ / "new" / "deep" / "er");
  EXPECT_TRUE(told(2s));
  write("new/deep/er/a.md");
  EXPECT_TRUE(told(2s));
  const TemporaryDirectory elsewhere;
  elsewhere.write("in/b.md", "text");
  fs::rename(elsewhere.path() / "in", root_ / "in");
  EXPECT_TRUE(told(2s));
  write("in/b.md");
  EXPECT_TRUE(told(2s));
}

TEST_F(WatchTest, AFileIsBusyUntilItIsClosed) {
  std::ofstream file(root_ / "a.md");
  file << "half" << std::flush;
  EXPECT_FALSE(told(200ms));
  EXPECT_TRUE(watch_.busy(root_ / "a.md"));
  file.close();
  EXPECT_TRUE(told(2s));
  EXPECT_FALSE(watch_.busy(root_ / "a.md"));
}

TEST_F(WatchTest, AFileThatIsKeptOpenAndSilentIsDone) {
  std::ofstream file(root_ / "a.md");
  file << "all" << std::flush;
  EXPECT_TRUE(told(2s));
  EXPECT_FALSE(watch_.busy(root_ / "a.md"));
}

TEST_F(WatchTest, OneThatIsWrittenSteadilyDoesNotKeepTheOthersWaiting) {
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    std::ofstream file(root_ / "slow.md");
    while (!stop) {
      file << "more" << std::flush;
      std::this_thread::sleep_for(20ms);
    }
  });
  std::this_thread::sleep_for(60ms);
  write("quick.md");
  EXPECT_TRUE(told(2s));
  EXPECT_TRUE(watch_.busy(root_ / "slow.md"));
  EXPECT_FALSE(watch_.busy(root_ / "quick.md"));
  stop = true;
  writer.join();
}

// More events than the kernel keeps: some are lost, and something is told all the same.
TEST_F(WatchTest, OutlivesAnOverflow) {
  size_t most = 16384;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> most;
  if (most > 100000) GTEST_SKIP() << "the queue holds " << most << " events";
  write("a.md");
  EXPECT_TRUE(told(2s));
  fs::create_directory(root_ / "sub");
  for (size_t i = 0; i <= most; ++i) {  // two different events each time, so that they are not merged
    std::rename((root_ / "a.md").c_str(), (root_ / "b.md").c_str());
    std::rename((root_ / "b.md").c_str(), (root_ / "a.md").c_str());
  }
  EXPECT_TRUE(told(5s));
  while (told(500ms)) {
  }
  write("sub/c.md");  // made while events were lost
  EXPECT_TRUE(told(2s));
}

TEST(WatchFileTest, WatchesAFileThatIsNamed) {
  const TemporaryDirectory directory;
  const auto file = directory.write("a.md", "text");
  Watch watch({file}, is_markdown, {50ms, 400ms, 600ms});
  directory.write("a.md", "more");
  std::atomic<bool> stop = false;
  std::thread clock([&] {
    std::this_thread::sleep_for(2s);
    stop = true;
  });
  EXPECT_TRUE(watch.wait(stop));
  clock.join();
}

}  // namespace
}  // namespace colophon::pipeline

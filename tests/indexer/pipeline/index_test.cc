#include "indexer/pipeline/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "schema/error.h"
#include "tests/temporary_directory.h"

namespace colophon::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A report's title is its text; one that says "broken" cannot be read.
Reading read_title(std::string_view bytes, const std::filesystem::path&) {
  if (bytes == "broken") throw schema::Error(schema::Error::Kind::input, "it is broken");
  Reading reading;
  reading.record.title = bytes;
  reading.document_json = nlohmann::json({{"blocks", {{{"kind", "paragraph"}, {"text", bytes}}}}}).dump();
  reading.pages = 2;
  return reading;
}

class IndexTest : public testing::Test {
 protected:
  std::filesystem::path reports() const { return directory_.path() / "reports"; }

  Summary run(const Settings& settings = {}) {
    store::KnowledgeBase base = open(store::Access::write);
    return index(base, {reports()}, reader_, settings, observer_, stop_);
  }
  store::KnowledgeBase open(store::Access access) {
    return store::KnowledgeBase::open(directory_.path() / kb_, access);
  }

  std::vector<std::string> titles() {
    std::vector<std::string> result;
    open(store::Access::read).for_each_record([&](const store::Entry& entry) {
      result.push_back(entry.record.title);
      return true;
    });
    return result;
  }
  void write(const std::string& name, const std::string& text) const { directory_.write("reports/" + name, text); }

  TemporaryDirectory directory_;
  std::string kb_ = "kb";
  Reader reader_ = read_title;
  Observer observer_;
  std::atomic<bool> stop_ = false;
};

TEST_F(IndexTest, IndexesAFolder) {
  write("a.md", "one");
  write("b.md", "two");
  const Summary summary = run();
  EXPECT_EQ(summary.indexed, 2U);
  EXPECT_EQ(summary.pages, 4U);
  EXPECT_THAT(titles(), ElementsAre("one", "two"));
  EXPECT_THAT(open(store::Access::read).verify(), IsEmpty());
}

TEST_F(IndexTest, NamesAReportByItsFile) {
  write("a/x.md", "one");
  write("b/x.md", "two");
  run();
  EXPECT_EQ(open(store::Access::read).record("b/x.md")->report, "x.md");
}

TEST_F(IndexTest, SkipsWhatHasNotChanged) {
  write("a.md", "one");
  run();
  const Summary summary = run();
  EXPECT_EQ(summary.indexed, 0U);
  EXPECT_EQ(summary.unchanged, 1U);
}

TEST_F(IndexTest, SkipsAFileThatWasOnlyTouched) {
  write("a.md", "one");
  run();
  std::filesystem::last_write_time(reports() / "a.md", std::filesystem::file_time_type::clock::now());
  reader_ = [](std::string_view, const std::filesystem::path&) -> Reading { throw std::logic_error("not to be read"); };
  EXPECT_EQ(run().unchanged, 1U);
  EXPECT_EQ(run().unchanged, 1U);
}

TEST_F(IndexTest, ReadsWhatHasChanged) {
  write("a.md", "one");
  run();
  write("a.md", "another");
  EXPECT_EQ(run().indexed, 1U);
  EXPECT_THAT(titles(), ElementsAre("another"));
}

TEST_F(IndexTest, DropsWhatIsGone) {
  write("a.md", "one");
  write("b.md", "two");
  run();
  std::filesystem::remove(reports() / "a.md");
  EXPECT_EQ(run().removed, 1U);
  EXPECT_THAT(titles(), ElementsAre("two"));
}

TEST_F(IndexTest, GoesOnAfterAFailureAndKeepsItsReason) {
  write("a.md", "broken");
  write("b.md", "two");
  const Summary summary = run();
  EXPECT_EQ(summary.indexed, 1U);
  ASSERT_THAT(summary.failures, SizeIs(1));
  EXPECT_EQ(summary.failures[0].reason, "it is broken");
  EXPECT_EQ(open(store::Access::read).sources()[0].error, "it is broken");
}

TEST_F(IndexTest, SaysThatAFileHasVanishedAndGoesOn) {
  for (const char* name : {"a.md", "b.md", "c.md"}) write(name, name);
  reader_ = [this](std::string_view bytes, const std::filesystem::path& path) {
    std::filesystem::remove(reports() / "b.md");  // after the walk has found it
    return read_title(bytes, path);
  };
  Settings one_by_one;
  one_by_one.jobs = 1;
  const Summary summary = run(one_by_one);
  EXPECT_EQ(summary.indexed, 2U);
  ASSERT_THAT(summary.failures, SizeIs(1));
  EXPECT_THAT(summary.failures[0].path, testing::EndsWith("b.md"));
  EXPECT_THAT(titles(), ElementsAre("a.md", "c.md"));
  run();
  EXPECT_THAT(open(store::Access::read).sources(), SizeIs(2));
}

// Whoever opens a knowledge base while it is written sees all of it as it was at one moment.
TEST_F(IndexTest, IsReadWholeWhileItIsWritten) {
  write("099.md", "099");
  run();
  for (int i = 100; i < 160; ++i) write(std::to_string(i) + ".md", std::to_string(i));
  std::atomic<bool> done = false;
  std::thread writer([&] {
    // Waits: who verifies holds the lock for a moment, when no writer does.
    store::KnowledgeBase base = store::KnowledgeBase::open(directory_.path() / kb_, store::Access::write, true);
    index(base, {reports()}, reader_, {}, observer_, stop_);
    done = true;
  });
  size_t before = 0;
  do {
    const store::KnowledgeBase base = open(store::Access::read);
    std::vector<std::string> keys;
    base.for_each_record([&](const store::Entry& entry) {
      EXPECT_EQ(entry.key, entry.record.title + ".md");
      keys.push_back(entry.key);
      return true;
    });
    EXPECT_GE(keys.size(), before);
    EXPECT_THAT(base.verify(), IsEmpty());
    for (const std::string& key : keys) EXPECT_TRUE(base.document(key)) << key;
    before = keys.size();
  } while (!done);
  writer.join();
  EXPECT_THAT(titles(), SizeIs(61));
}

TEST_F(IndexTest, KeepsTheReportOfAFileThatNoLongerCanBeRead) {
  write("a.md", "one");
  run();
  write("a.md", "broken");
  EXPECT_THAT(run().failures, SizeIs(1));
  EXPECT_THAT(titles(), ElementsAre("one"));
  EXPECT_THAT(open(store::Access::read).verify(), IsEmpty());
}

TEST_F(IndexTest, TriesAFailedFileAgain) {
  write("a.md", "broken");
  run();
  reader_ = [](std::string_view, const std::filesystem::path& path) { return read_title("mended", path); };
  EXPECT_EQ(run().indexed, 1U);
  EXPECT_EQ(open(store::Access::read).sources()[0].error, "");
}

TEST_F(IndexTest, KeepsTheSameWhateverTheWorkers) {
  for (int i = 0; i < 40; ++i) write("r" + std::to_string(i) + ".md", "report " + std::to_string(i));
  std::vector<std::string> kept;
  for (const unsigned jobs : {1U, 7U}) {
    kb_ = "kb" + std::to_string(jobs);
    Settings settings;
    settings.jobs = jobs;
    EXPECT_EQ(run(settings).indexed, 40U);
    std::string all;
    open(store::Access::read).for_each_record([&](const store::Entry& entry) {
      all += entry.key + std::to_string(entry.sequence) + schema::record_to_json(entry.record).dump();
      return true;
    });
    kept.push_back(all);
  }
  EXPECT_EQ(kept[0], kept[1]);
}

TEST_F(IndexTest, FinishesTheReportsInHandWhenStopped) {
  for (int i = 0; i < 40; ++i) write("r" + std::to_string(i) + ".md", std::to_string(i));
  std::mutex mutex;
  std::set<std::string> begun;
  reader_ = [&](std::string_view bytes, const std::filesystem::path& path) {
    const std::lock_guard lock(mutex);
    begun.emplace(bytes);
    if (begun.size() == 3) stop_ = true;
    return read_title(bytes, path);
  };
  const Summary summary = run();
  EXPECT_TRUE(summary.interrupted);
  EXPECT_EQ(summary.indexed, begun.size());
  EXPECT_THAT(open(store::Access::read).verify(), IsEmpty());
  stop_ = false;
  EXPECT_EQ(run().indexed, 40 - begun.size());
}

TEST_F(IndexTest, ReportsAPathThatIsNotThere) {
  store::KnowledgeBase base = open(store::Access::write);
  const Summary summary = index(base, {directory_.path() / "missing"}, reader_, {}, observer_, stop_);
  EXPECT_THAT(summary.failures, SizeIs(1));
}

TEST_F(IndexTest, TakesInTheConfigurationBesideAReadme) {
  reader_ = make_reader({});
  write("star/README.md", "# Star-7B\n\nWe introduce Star-7B.\n");
  write("star/config.json", R"({"model_type": "star", "num_hidden_layers": 32, "hidden_size": 4096})");
  EXPECT_EQ(run().indexed, 1U);
  const auto record = open(store::Access::read).record("README.md");
  ASSERT_TRUE(record);
  const auto layers = std::find_if(record->facts.begin(), record->facts.end(),
                                   [](const schema::Fact& fact) { return fact.field == "arch.layers"; });
  ASSERT_NE(layers, record->facts.end());
  EXPECT_EQ(layers->evidence.at(0).quote, "num_hidden_layers | 32");
}

TEST_F(IndexTest, ReadsAReadmeAgainWhenItsConfigurationHasChanged) {
  write("star/README.md", "# Star-7B\n");
  write("star/config.json", R"({"num_hidden_layers": 32})");
  run();
  EXPECT_EQ(run().unchanged, 1U);
  write("star/config.json", R"({"num_hidden_layers": 48})");
  EXPECT_EQ(run().indexed, 1U);
  std::filesystem::remove(reports() / "star/config.json");
  EXPECT_EQ(run().indexed, 1U);
}

TEST(Digest, IsSha256) {
  EXPECT_EQ(digest_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Recipe, ChangesWithTheSettings) {
  extract::Settings settings;
  const std::string before = recipe_of(settings);
  settings.ranker = "{}";
  EXPECT_NE(recipe_of(settings), before);
}

}  // namespace
}  // namespace colophon::pipeline

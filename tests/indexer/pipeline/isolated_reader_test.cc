#include "indexer/pipeline/isolated_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <filesystem>
#include <thread>

#include "schema/error.h"

namespace colophon::pipeline {
namespace {

using testing::HasSubstr;

Limits small() {
  Limits limits;
  limits.memory_bytes = uint64_t{200} << 20;
  limits.processor_seconds = 2;
  limits.wall_seconds = 20;
  limits.reading_bytes = uint64_t{8} << 20;
  return limits;
}

class IsolatedReader : public testing::Test {
 protected:
  std::string title(const std::string& text) { return reader_(text, "folder/report.md").record.title; }

  std::string failure(const std::string& text) {
    try {
      reader_(text, "folder/report.md");
    } catch (const schema::Error& error) {
      return error.what();
    }
    return "";
  }

  Reader reader_ = make_isolated_reader({HOSTILE_WORKER, "200", "2"}, small());
};

TEST_F(IsolatedReader, GivesWhatTheWorkerReads) {
  const Reading reading = reader_("hello", "folder/report.md");
  EXPECT_EQ(reading.record.title, "hello");
  EXPECT_EQ(reading.document_json, "{}");
  EXPECT_EQ(reading.pages, 1U);
}

TEST_F(IsolatedReader, KeepsTextAsItIs) { EXPECT_EQ(title("混合专家 \"quoted\"\n"), "混合专家 \"quoted\"\n"); }

TEST_F(IsolatedReader, HandsErrorsOn) { EXPECT_EQ(failure("broken"), "it is broken"); }

TEST_F(IsolatedReader, SurvivesACrash) {
  EXPECT_THAT(failure("crash"), HasSubstr("crashed on it"));
  EXPECT_EQ(title("next"), "next");
}

TEST_F(IsolatedReader, SurvivesAWorkerThatLeaves) {
  EXPECT_THAT(failure("leave"), HasSubstr("ended without an answer"));
  EXPECT_EQ(title("next"), "next");
}

TEST_F(IsolatedReader, EndsALoop) {
  EXPECT_THAT(failure("spin"), HasSubstr("of processor time"));
  EXPECT_EQ(title("next"), "next");
}

TEST_F(IsolatedReader, CountsProcessorTimeByReport) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(title("short"), "short");
  EXPECT_THAT(failure("spin"), HasSubstr("processor time"));
}

TEST_F(IsolatedReader, BoundsMemory) {
  EXPECT_THAT(failure("swell"), HasSubstr("not enough memory"));
  EXPECT_EQ(title("next"), "next");
}

TEST_F(IsolatedReader, BoundsWhatIsRead) {
  EXPECT_THAT(failure("flood"), HasSubstr("larger than 8 MB"));
  EXPECT_EQ(title("next"), "next");
}

TEST_F(IsolatedReader, AllowsNoNetworkAndNoProgram) {
  EXPECT_THAT(failure("connect"), HasSubstr("was stopped"));
  EXPECT_THAT(failure("exec"), HasSubstr("was stopped"));
}

TEST_F(IsolatedReader, AllowsReadingAndNoWriting) {
  EXPECT_EQ(title("write"), "cannot write");
  EXPECT_FALSE(std::filesystem::exists("/tmp/colophon-hostile"));
  EXPECT_EQ(title("read"), "may read");
}

TEST_F(IsolatedReader, ReadsInSeveralThreads) {
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const std::string text = std::to_string(t) + " " + std::to_string(i);
        EXPECT_EQ(title(text), text);
        if (i == t) {
          EXPECT_THAT(failure("crash"), HasSubstr("crashed"));
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(IsolatedReaderEnd, LeavesNoProcessBehind) {
  {
    const Reader reader = make_isolated_reader({HOSTILE_WORKER, "200", "2"}, small());
    EXPECT_EQ(reader("hello", "a.md").record.title, "hello");
  }
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(IsolatedReaderEnd, GivesUpASleeper) {
  Limits limits = small();
  limits.wall_seconds = 1;
  const Reader reader = make_isolated_reader({HOSTILE_WORKER, "200", "2"}, limits);
  try {
    reader("sleep", "a.md");
    FAIL() << "it woke";
  } catch (const schema::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("more than 1 s and was given up"));
  }
}

TEST(IsolatedReaderEnd, SaysThatAWorkerCannotBeStarted) {
  const Reader reader = make_isolated_reader({"/no/such/program"}, small());
  EXPECT_THROW(reader("hello", "a.md"), schema::Error);
}

}  // namespace
}  // namespace colophon::pipeline

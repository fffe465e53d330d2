// index among others: a second writer waits or says who writes, and a signal lets it finish the report in hand.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <optional>
#include <sstream>
#include <thread>

#include "store/knowledge_base.h"
#include "tests/tools/run.h"

namespace colophon {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// `index` as a process that one can wait for and signal; what it says goes to a file.
class Indexer {
 public:
  Indexer(const std::vector<std::string>& arguments, std::filesystem::path said) : said_(std::move(said)) {
    std::vector<char*> words = {const_cast<char*>(COLOPHON_BINARY)};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    process_ = fork();
    if (process_ == 0) {
      const int file = open(said_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      dup2(file, STDOUT_FILENO);
      dup2(file, STDERR_FILENO);
      execv(COLOPHON_BINARY, words.data());
      _exit(127);
    }
  }
  ~Indexer() {
    if (process_ > 0) end(SIGKILL);
  }
  Indexer(const Indexer&) = delete;
  Indexer& operator=(const Indexer&) = delete;

  void signal(int number) const { kill(process_, number); }
  bool runs() const {
    return waitid(P_PID, static_cast<id_t>(process_), &ended_, WEXITED | WNOHANG | WNOWAIT) == 0 && ended_.si_pid == 0;
  }
  int wait() {
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  int end(int number) {
    signal(number);
    return wait();
  }
  std::string said() const {
    std::ifstream in(said_);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path said_;
  pid_t process_ = -1;
  mutable siginfo_t ended_{};
};

class Writers : public testing::Test {
 protected:
  void write_reports(int count) const {
    for (int i = 0; i < count; ++i) {
      const std::string name = "Lamp" + std::to_string(i);
      directory_.write("reports/" + name + ".md", "# " + name + "\n\n## Architecture\n\n" + name + " has 32 layers.\n");
    }
  }
  std::string kb() const { return (directory_.path() / "kb").string(); }
  std::vector<std::string> command(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"index", (directory_.path() / "reports").string(), "--kb", kb(), "--jobs", "1"});
    return more;
  }
  std::filesystem::path said(const char* who) const { return directory_.path() / who; }

  // The report in hand is committed and told, no other is begun, and the next run does the rest.
  void expect_finishes_in_hand(int number) const {
    constexpr int count = 60;
    write_reports(count);
    Indexer indexer(command(), said("indexer"));
    while (indexer.runs() && indexer.said().find("[1/") == std::string::npos) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(indexer.end(number), 1) << indexer.said();
    size_t told = 0;
    std::istringstream lines(indexer.said());
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("[")) continue;
      ++told;
      const std::string report = std::filesystem::path(line.substr(line.find("] ") + 2)).filename().string();
      EXPECT_EQ(run_colophon({"show", report, "--kb", kb()}).exit_code, 0) << report;
    }
    EXPECT_GE(told, 1U);
    EXPECT_LT(told, static_cast<size_t>(count));
    const Outcome verified = run_colophon({"verify", "--kb", kb()});
    EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.error;
    const Outcome next = run_colophon(command());
    EXPECT_EQ(next.exit_code, 0) << next.error;
    EXPECT_THAT(next.out,
                HasSubstr(std::to_string(count - told) + " reports indexed, " + std::to_string(told) + " unchanged"));
  }

  TemporaryDirectory directory_;
};

TEST_F(Writers, SigintFinishesTheReportInHand) { expect_finishes_in_hand(SIGINT); }

TEST_F(Writers, SigtermFinishesTheReportInHand) { expect_finishes_in_hand(SIGTERM); }

TEST_F(Writers, TheSecondIndexerSaysWhoWrites) {
  write_reports(1);
  const store::KnowledgeBase first = store::KnowledgeBase::open(kb(), store::Access::write);
  const Outcome second = run_colophon(command());
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_THAT(second.error, HasSubstr("process " + std::to_string(getpid())));
}

TEST_F(Writers, TheSecondIndexerWaitsWhenAsked) {
  write_reports(1);
  std::optional<store::KnowledgeBase> first = store::KnowledgeBase::open(kb(), store::Access::write);
  Indexer second(command({"--wait"}), said("second"));
  std::this_thread::sleep_for(700ms);
  EXPECT_TRUE(second.runs()) << second.said();
  first.reset();
  EXPECT_EQ(second.wait(), 0) << second.said();
  EXPECT_EQ(run_colophon({"show", "Lamp0.md", "--kb", kb()}).exit_code, 0);
}

}  // namespace
}  // namespace colophon

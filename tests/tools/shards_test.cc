// A knowledge base in parts: `index --shard`, `--kb` with a list or a cluster file, lost parts, parts over the network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/tools/run.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr int shards = 4;

// xapian-tcpsrv on a directory, on a port of its own.
class TcpServer {
 public:
  explicit TcpServer(const std::string& directory) {
    // In a group of its own: when it is ended it ends its whole group.
    posix_spawnattr_t own_group;
    posix_spawnattr_init(&own_group);
    posix_spawnattr_setflags(&own_group, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&own_group, 0);
    for (port_ = 20000 + getpid() % 20000; port_ < 65000; port_ += 7) {
      const std::string number = std::to_string(port_);
      std::array<const char*, 8> arguments = {"xapian-tcpsrv", "--interface", "127.0.0.1",       "--port",
                                              number.c_str(),  "--quiet",     directory.c_str(), nullptr};
      if (posix_spawnp(&process_, arguments[0], nullptr, &own_group, const_cast<char**>(arguments.data()), environ) !=
          0) {
        process_ = -1;
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      if (waitpid(process_, nullptr, WNOHANG) == 0) return;  // it did not end: the port was free
    }
  }
  ~TcpServer() { stop(); }
  TcpServer(const TcpServer&) = delete;
  TcpServer& operator=(const TcpServer&) = delete;

  bool runs() const { return process_ > 0; }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  void stop() {
    if (process_ <= 0) return;
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  pid_t process_ = -1;
  int port_ = 0;
};

class ShardsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    const std::string reports = std::string(COLOPHON_SOURCE_DIR) + "/data/reports";
    ASSERT_EQ(run_colophon({"index", "--kb", whole(), reports}).exit_code, 0);
    for (int i = 1; i <= shards; ++i) {
      const std::string share = std::to_string(i) + "/" + std::to_string(shards);
      ASSERT_EQ(run_colophon({"index", "--kb", part(i), "--shard", share, reports}).exit_code, 0);
    }
  }
  static void TearDownTestSuite() { delete directory_; }

  static std::string file(const std::string& name) { return (directory_->path() / name).string(); }
  static std::string whole() { return file("whole"); }
  static std::string part(int number) { return file("part" + std::to_string(number)); }
  static std::string all_parts() {
    std::string list;
    for (int i = 1; i <= shards; ++i) list += (list.empty() ? "" : ",") + part(i);
    return list;
  }
  static std::string write_cluster(const std::string& text) {
    std::ofstream(file("cluster")) << text;
    return file("cluster");
  }
  static size_t reports_in(const std::string& kb) {
    return json::parse(run_colophon({"stats", "--kb", kb, "--format", "json"}).out).at("reports").get<size_t>();
  }

 private:
  static TemporaryDirectory* directory_;
};

TemporaryDirectory* ShardsTest::directory_ = nullptr;

const std::vector<std::vector<std::string>>& questions() {
  static const std::vector<std::vector<std::string>> all = {
      {"ask", "which models use GRPO"},
      {"ask", "哪些模型用 Muon 优化器"},
      {"ask", "how many models are mixture-of-experts"},
      {"ask", "which model has the highest MMLU"},
      {"ask", "which model has the most layers"},
      {"ask", "which three models have the most parameters"},
      {"ask", "what is the vocabulary size of Qwen3-32B"},
      {"ask", "what does Mixtral not disclose"},
      {"ask", "compare Qwen3-32B and OLMo 2 13B"},
      {"ask", "average number of layers"},
      {"ask", "how are the pre-training data deduplicated"},
      {"search", "family:moe params:>=300B"},
      {"search", "learning rate"},
      {"search", "专家 负载"},
      {"scores", "MMLU", "GSM8K"},
      {"scores", "MMLU", "--baselines"},
      {"compare", "Qwen3-32B", "Qwen2.5-72B", "--scores", "*"},
      {"coverage"},
      {"timeline", "arch.attention"},
  };
  return all;
}

TEST_F(ShardsTest, EveryReportIsInOnePart) {
  size_t sum = 0;
  for (int i = 1; i <= shards; ++i) {
    EXPECT_LT(reports_in(part(i)), reports_in(whole()));
    sum += reports_in(part(i));
  }
  EXPECT_EQ(sum, reports_in(whole()));
}

TEST_F(ShardsTest, PartsAnswerAsTheWhole) {
  for (std::vector<std::string> question : questions()) {
    question.insert(question.end(), {"--format", "json", "--kb"});
    std::vector<std::string> of_parts = question;
    question.push_back(whole());
    of_parts.push_back(all_parts());
    const Outcome expected = run_colophon(question), outcome = run_colophon(of_parts);
    EXPECT_THAT(outcome.error, IsEmpty());
    EXPECT_THAT(expected.out, Not(IsEmpty()));
    EXPECT_EQ(outcome.out, expected.out) << question[0] << " " << question[1];
  }
}

TEST_F(ShardsTest, AClusterFileNamesThePartsFromItsOwnFolder) {
  const std::string cluster = write_cluster("# a line a part\npart1\npart2  # and a comment\n\npart3\npart4\n");
  EXPECT_EQ(run_colophon({"scores", "MMLU", "--kb", cluster}).out,
            run_colophon({"scores", "MMLU", "--kb", whole()}).out);
}

TEST_F(ShardsTest, AReplicaTakesOver) {
  const std::string cluster = write_cluster("nowhere part1\npart2\nlocalhost:1 part3\npart4\n");
  const Outcome outcome = run_colophon({"scores", "MMLU", "--kb", cluster});
  EXPECT_THAT(outcome.error, IsEmpty());
  EXPECT_EQ(outcome.out, run_colophon({"scores", "MMLU", "--kb", whole()}).out);
}

TEST_F(ShardsTest, AnswersSayWhichPartIsMissing) {
  const std::string cluster = write_cluster("part1\nlost\npart3\n");
  const Outcome outcome = run_colophon({"ask", "how many models use AdamW", "--kb", cluster, "--format", "json"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.error, HasSubstr("without the shard " + file("lost")));
  EXPECT_EQ(json::parse(outcome.out).at("missing"), json({file("lost")}));
  EXPECT_EQ(run_colophon({"ask", "AdamW", "--kb", write_cluster("lost\nlost2\n")}).exit_code, 1);
  EXPECT_THAT(run_colophon({"ask", "AdamW", "--kb", write_cluster("# none\n")}).error, HasSubstr("no shard is named"));
}

TEST_F(ShardsTest, WhatNeedsRecordsIsAskedOfOnePart) {
  const std::string cluster = write_cluster("part1\npart2\n");
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"show", "qwen3.md"}, {"note", "qwen3.md"}, {"export"}, {"sql", "SELECT 1"}, {"stats"}, {"serve"}}) {
    for (const std::string& kb : {all_parts(), cluster}) {
      std::vector<std::string> arguments = command;
      arguments.insert(arguments.end(), {"--kb", kb});
      const Outcome outcome = run_colophon(arguments);
      EXPECT_EQ(outcome.exit_code, 2) << command.front();
      EXPECT_THAT(outcome.error, HasSubstr(kb + " is not one knowledge base's directory")) << command.front();
    }
  }
}

TEST_F(ShardsTest, WhatIsNoShareIsRefused) {
  for (const char* share : {"0/4", "5/4", "4", "1/", "a/b", "1/4x", "1/99999"}) {
    const Outcome outcome = run_colophon({"index", "--kb", file("none"), "--shard", share, whole()});
    EXPECT_EQ(outcome.exit_code, 2) << share;
    EXPECT_THAT(outcome.error, HasSubstr("write --shard I/N")) << share;
  }
}

TEST_F(ShardsTest, PartsOverTheNetworkAnswerAsTheWholeUntilOneIsLost) {
  TcpServer server(part(2) + "/search");
  if (!server.runs()) GTEST_SKIP() << "xapian-tcpsrv is not there (package xapian-tools)";
  const std::string cluster = write_cluster("part1\n" + server.address() + "\npart3\npart4\n");
  for (size_t i = 0; i < questions().size(); i += 3) {
    std::vector<std::string> question = questions()[i];
    question.insert(question.end(), {"--format", "json", "--kb"});
    std::vector<std::string> of_parts = question;
    question.push_back(whole());
    of_parts.push_back(cluster);
    EXPECT_EQ(run_colophon(of_parts).out, run_colophon(question).out) << question[0] << " " << question[1];
  }
  server.stop();
  const Outcome outcome = run_colophon({"ask", "which models use AdamW", "--kb", cluster, "--format", "json"});
  EXPECT_EQ(json::parse(outcome.out).at("missing"), json({server.address()}));
}

}  // namespace
}  // namespace colophon

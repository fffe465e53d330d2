// Reports that clients send, and what goes on meanwhile.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "tests/tools/http_server.h"
#include "tests/tools/serve/server_process.h"
#include "tools/serve/compress.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string report(const std::string& name, const std::string& optimizer) {
  return "# " + name + " Technical Report\n\n## Introduction\n\nWe introduce " + name +
         ", a dense language model with 7B parameters.\n\n## Pre-training\n\nWe pre-train " + name +
         " on 2T tokens with the " + optimizer + " optimizer and a peak learning rate of 3e-4.\n";
}

class UploadsTest : public testing::Test {
 protected:
  std::filesystem::path kb() const { return directory_.path() / "kb"; }

  httplib::Result post(const ServerProcess& server, const std::string& name, const std::string& body) const {
    return server.client().Post("/api/v1/reports?name=" + encoded(name),
                                {{"Authorization", "Bearer " + new_token(kb())}}, body, "application/octet-stream");
  }
  // The events of a job, read as they come, to the last.
  static std::vector<json> events(const ServerProcess& server, const std::string& job) {
    std::string text;
    httplib::Client client = server.client();
    const auto answer = client.Get(job + "/events", [&](const char* bytes, size_t n) {
      text.append(bytes, n);
      return true;
    });
    EXPECT_EQ(answer->get_header_value("Content-Type"), "text/event-stream");
    std::vector<json> list;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("data: ")) list.push_back(json::parse(line.substr(6)));
    }
    return list;
  }
  const TemporaryDirectory directory_;
};

TEST_F(UploadsTest, FromAnEmptyBaseToAnAnswerWithEvidence) {
  const ServerProcess server(kb());
  EXPECT_EQ(server.json("/api/v1/stats").at("reports"), 0);
  const auto taken = post(server, "osprey.md", report("Osprey-7B", "Lion"));
  ASSERT_EQ(taken->status, 202) << taken->body;
  const std::string job = taken->get_header_value("Location");
  EXPECT_EQ(job, "/api/v1/jobs/" + json::parse(taken->body).at("id").get<std::string>());
  const std::vector<json> all = events(server, job);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().at("event"), "waiting");
  EXPECT_EQ(all.back().at("event"), "done") << all.back();
  EXPECT_EQ(all.back().at("key"), "osprey.md");
  EXPECT_EQ(server.json(job).at("state"), "done");
  const json jobs = server.json("/api/v1/jobs").at("jobs");
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0].at("events").size(), server.json(job).at("events").size());
  const json answers = server.json("/api/v1/ask?q=" + encoded("which models use Lion")).at("answers");
  ASSERT_FALSE(answers.empty());
  EXPECT_EQ(answers[0].at("key"), "osprey.md");
  EXPECT_THAT(answers[0].at("evidence").at(0).at("quote").get<std::string>(), HasSubstr("Lion"));
  EXPECT_EQ(server.get("/api/v1/reports/osprey.md/file").body, report("Osprey-7B", "Lion"));
}

TEST_F(UploadsTest, TheSameNameAgainReplacesTheReport) {
  const ServerProcess server(kb());
  events(server, post(server, "osprey.md", report("Osprey-7B", "Lion"))->get_header_value("Location"));
  const std::string before = server.get("/api/v1/reports").get_header_value("ETag");
  events(server, post(server, "osprey.md", report("Osprey-7B", "Muon"))->get_header_value("Location"));
  EXPECT_EQ(server.json("/api/v1/stats").at("reports"), 1);
  EXPECT_EQ(server.get("/api/v1/reports", {{"If-None-Match", before}}).status, 200);
  EXPECT_EQ(server.json("/api/v1/facts?field=optimizer").at("facts").at(0).at("value"), "Muon");
}

TEST_F(UploadsTest, WhatCannotBeReadSaysWhy) {
  const ServerProcess server(kb());
  const auto taken = post(server, "broken.pdf", "%PDF-1.7 and nothing more");
  ASSERT_EQ(taken->status, 202);
  const json last = events(server, taken->get_header_value("Location")).back();
  EXPECT_EQ(last.at("event"), "failed");
  EXPECT_FALSE(last.at("message").get<std::string>().empty());
  EXPECT_EQ(server.json("/api/v1/stats").at("failed"), 1);
}

// The children of a process that may make no system call but those they need, and gain no right.
size_t confined_children(pid_t process) {
  size_t confined = 0;
  const std::filesystem::path threads = "/proc/" + std::to_string(process) + "/task";
  std::error_code gone;
  for (const auto& thread : std::filesystem::directory_iterator(threads, gone)) {
    std::ifstream children(thread.path() / "children");
    for (std::string child; children >> child;) {
      std::ifstream in("/proc/" + child + "/status");
      const std::string status{std::istreambuf_iterator<char>(in), {}};
      const bool filtered = status.find("\nSeccomp:\t2\n") != std::string::npos;
      if (filtered && status.find("\nNoNewPrivs:\t1\n") != std::string::npos) ++confined;
    }
  }
  return confined;
}

TEST_F(UploadsTest, AReportIsReadByTheConfinedWorker) {
  const ServerProcess server(kb());
  std::string text = report("Osprey-7B", "Lion");
  for (int i = 0; i < 20'000; ++i)
    text += "\nStep " + std::to_string(i) + " of many: the loss falls, and nothing else is told.\n";
  const std::string job = post(server, "osprey.md", text)->get_header_value("Location");
  size_t seen = 0;
  std::string state;
  while (seen == 0 && state != "done" && state != "failed") {
    seen = confined_children(server.process());
    state = server.json(job).at("state");
  }
  EXPECT_EQ(seen, 1U);
  EXPECT_EQ(events(server, job).back().at("event"), "done");
}

TEST_F(UploadsTest, NamesThatLeaveTheFolderAreRefused) {
  const ServerProcess server(kb());
  for (const char* name : {"../x.md", "a/b.md", "/etc/x.md", ".hidden.md", "a\\b.md", "a\nb.md", ""}) {
    EXPECT_EQ(post(server, name, "text")->status, 400) << name;
  }
  EXPECT_EQ(post(server, "program.exe", "MZ")->status, 415);
  EXPECT_EQ(post(server, "empty.md", "")->status, 400);
  EXPECT_EQ(server.json("/api/v1/stats").at("sources"), 0);
}

TEST_F(UploadsTest, FetchedFromArxiv) {
  HttpServer arxiv;
  // The source, of one file, is asked for first.
  std::string source = "\\documentclass{article}\\begin{document}\\section{Pre-training}\n";
  for (int i = 0; i < 30; ++i) source += "Heron-3B was trained with AdamW on 2 trillion tokens of text. ";
  source += "\\end{document}\n";
  arxiv.on("/e-print/2501.01234", {{200, serve::gzip(source), {"Content-Type: application/gzip"}}});
  const ServerProcess server(kb(), {"--arxiv", arxiv.url()});
  const httplib::Headers token = {{"Authorization", "Bearer " + new_token(kb())}};
  const auto order = [&](const std::string& body) {
    return server.client().Post("/api/v1/reports", token, body, "application/json");
  };
  const auto taken = order(R"({"fetch": "arxiv:2501.01234"})");
  ASSERT_EQ(taken->status, 202) << taken->body;
  EXPECT_EQ(events(server, taken->get_header_value("Location")).back().at("event"), "done");
  EXPECT_EQ(server.json("/api/v1/stats").at("reports"), 1);
  for (const char* body :
       {R"({"fetch": "http://127.0.0.1:1/"})", R"({"fetch": "file:///etc/passwd"})", "{}", "[", ""}) {
    EXPECT_EQ(order(body)->status, 400) << body;
  }
}

TEST_F(UploadsTest, ReadersSeeOneStateWhileReportsComeIn) {
  const ServerProcess server(kb());
  events(server, post(server, "first.md", report("First-7B", "Lion"))->get_header_value("Location"));
  std::atomic<bool> over = false;
  std::atomic<int> asked = 0, wrong = 0;
  std::mutex telling;
  std::string last_wrong;
  constexpr int most = 4;
  std::vector<std::thread> readers;
  readers.reserve(most);
  for (int i = 0; i < most; ++i) {
    readers.emplace_back([&] {
      while (!over) {
        for (const std::string& target :
             {"/api/v1/ask?q=" + encoded("which models use Lion"), std::string("/api/v1/reports"),
              std::string("/api/v1/reports/first.md"), std::string("/api/v1/facts?field=optimizer")}) {
          const httplib::Response answer = server.get(target);
          if (answer.status == 503) continue;  // connections that end on a busy machine still count for a moment
          ++asked;
          if (answer.status == 200 && answer.body.find("first.md") != std::string::npos) continue;
          ++wrong;
          const std::lock_guard guard(telling);
          last_wrong = target + ": " + std::to_string(answer.status) + " " + answer.body.substr(0, 300);
        }
      }
    });
  }
  for (int i = 0; i < 5; ++i) {
    const std::string name = "more" + std::to_string(i);
    events(server, post(server, name + ".md", report(name, "Lion"))->get_header_value("Location"));
  }
  over = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GT(asked, 20);
  EXPECT_EQ(wrong, 0) << "of " << asked << ", such as " << last_wrong;
  EXPECT_EQ(server.json("/api/v1/reports").at("reports").size(), 6U);
}

}  // namespace
}  // namespace colophon

// What holds for every answer: validators, compression, headers, errors, paths.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/query/sample.h"
#include "tests/tools/serve/raw_client.h"
#include "tests/tools/serve/server_process.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class HttpTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    copy_sample(kb());
    const std::filesystem::path file = directory_->path() / "quay.md";
    std::ofstream(file) << "# Quay\n\nQuay-3B is trained with AdamW on 2T tokens.\n";
    std::ofstream(directory_->path() / "secret.md") << "# Secret\n\nNot indexed.\n";
    auto base = store::KnowledgeBase::open(kb(), store::Access::write);
    schema::Record record = query::harbor();
    record.report = "quay.md";
    base.commit({file, 10, 20, "d", "quay.md", "", "r"}, record, query::document_of("Quay."));
    base.catch_up();
    server_ = new ServerProcess(kb());
  }
  static void TearDownTestSuite() {
    delete server_;
    delete directory_;
  }
  static std::filesystem::path kb() { return directory_->path() / "kb"; }
  static httplib::Response get(const std::string& target, const httplib::Headers& headers = {}) {
    return server_->get(target, headers);
  }
  static std::string raw(const std::string& bytes) {
    RawClient client(server_->port());
    client.send(bytes);
    return client.read_all(std::chrono::seconds(5));
  }
  static void is_error(const httplib::Response& answer, int status, const std::string& code) {
    EXPECT_EQ(answer.status, status) << answer.body;
    const json body = json::parse(answer.body);
    ASSERT_EQ(body.size(), 1U);
    EXPECT_EQ(body.at("error").at("code"), code);
    EXPECT_FALSE(body.at("error").at("message").get<std::string>().empty());
    EXPECT_TRUE(body.at("error").contains("hint"));
  }

  static TemporaryDirectory* directory_;
  static ServerProcess* server_;
};

TemporaryDirectory* HttpTest::directory_ = nullptr;
ServerProcess* HttpTest::server_ = nullptr;

TEST_F(HttpTest, AnswersAreNotSentTwice) {
  const std::string etag = get("/api/v1/reports").get_header_value("ETag");
  ASSERT_THAT(etag, testing::StartsWith("W/\""));
  const httplib::Response again = get("/api/v1/reports", {{"If-None-Match", "\"other\", " + etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(again.get_header_value("ETag"), etag);
  EXPECT_EQ(get("/api/v1/reports", {{"If-None-Match", "W/\"other\""}}).status, 200);
}

TEST_F(HttpTest, AnswersAreCompressedForWhoTakesIt) {
  const auto compressed = [&](const std::string& accepts) {
    RawClient client(server_->port());
    client.send("GET /api/v1/checklist HTTP/1.1\r\nHost: " + server_->host() + "\r\nAccept-Encoding: " + accepts +
                "\r\nConnection: close\r\n\r\n");
    return client.read_all(std::chrono::seconds(5));
  };
  const std::string gzip = compressed("gzip, deflate, br"), plain = compressed("gzip;q=0");
  EXPECT_THAT(gzip, HasSubstr("Content-Encoding: gzip\r\n"));
  EXPECT_THAT(gzip, HasSubstr("\x1f\x8b"));
  EXPECT_THAT(plain, Not(HasSubstr("Content-Encoding")));
  EXPECT_LT(gzip.size() * 3, plain.size());
  // httplib's client inflates.
  EXPECT_EQ(get("/api/v1/checklist", {{"Accept-Encoding", "gzip"}}).body, get("/api/v1/checklist").body);
}

TEST_F(HttpTest, HeadersKeepABrowserFromDoingHarm) {
  for (const char* target : {"/api/v1/stats", "/nothing", "/api/v1/reports/quay.md/file"}) {
    const httplib::Response answer = get(target);
    EXPECT_THAT(answer.get_header_value("Content-Security-Policy"), HasSubstr("default-src 'none'")) << target;
    EXPECT_THAT(answer.get_header_value("Content-Security-Policy"), Not(HasSubstr("unsafe"))) << target;
    EXPECT_EQ(answer.get_header_value("X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(answer.get_header_value("Cross-Origin-Resource-Policy"), "same-origin") << target;
    EXPECT_EQ(answer.get_header_value_count("Content-Security-Policy"), 1U) << target;
  }
  EXPECT_THAT(get("/api/v1/reports/quay.md/file").get_header_value("Content-Security-Policy"), HasSubstr("sandbox"));
}

TEST_F(HttpTest, ErrorsHaveOneShape) {
  is_error(get("/api/v1/nothing"), 404, "not_found");
  is_error(get("/nothing"), 404, "not_found");
  is_error(get("/nothing.json"), 404, "not_found");
  is_error(get("/api/v1/reports/nothing.pdf"), 404, "not_found");
  is_error(get("/api/v1/reports/quay.md/nothing"), 404, "not_found");
  is_error(get("/api/v1/jobs/nothing"), 404, "not_found");
  is_error(get("/api/v1/ask"), 400, "bad_request");
  is_error(get("/api/v1/ask?q=a&q=b"), 400, "bad_request");
  is_error(get("/api/v1/ask?q=a&question=b"), 400, "bad_request");
  is_error(get("/api/v1/ask?q=" + std::string(3000, 'a')), 400, "bad_request");
  is_error(get("/api/v1/reports?limit=0"), 400, "bad_request");
  is_error(get("/api/v1/reports?limit=1001"), 400, "bad_request");
  is_error(get("/api/v1/reports?cursor=zz"), 400, "bad_request");
  is_error(get("/api/v1/search?q=optimzer:AdamW"), 400, "bad_request");
  is_error(get("/api/v1/compare?name=Lantern-7B"), 400, "bad_request");
  is_error(get("/api/v1/compare?name=Lantern-7B&name=Nobody"), 404, "not_found");
  is_error(get("/api/v1/export?format=exe"), 400, "bad_request");
  is_error(get("/api/v1/ask?q=" + std::string(9000, 'a')), 414, "uri_too_long");
  is_error(*server_->client().Delete("/api/v1/reports"), 401, "unauthorized");
  EXPECT_THAT(get("/api/v1/search?q=optimzer:AdamW").body, HasSubstr("did you mean"));
}

TEST_F(HttpTest, NoPathLeavesTheKnowledgeBase) {
  for (const char* path :
       {"/../secret.md", "/%2e%2e/secret.md", "/assets/../../secret.md", "/..%2fsecret.md",
        "/api/v1/reports/../secret.md/file", "/api/v1/reports/..%2Fsecret.md/file",
        "/api/v1/reports/%2e%2e%2fsecret.md/file", "/api/v1/reports/secret.md/file", "/api/v1/reports//etc/passwd/file",
        "/api/v1/reports/%2Fetc%2Fpasswd/file", "/api/v1/reports/quay.md%00/file", "/api/v1/reports/tokens.json/file",
        "/tokens.json", "//etc/passwd", "/api/v1/export?format=../../etc/passwd"}) {
    const std::string answer =
        raw(std::string("GET ") + path + " HTTP/1.1\r\nHost: " + server_->host() + "\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, testing::ContainsRegex("^HTTP/1.1 40[04]")) << path << "\n" << answer;
    EXPECT_THAT(answer, Not(HasSubstr("Not indexed"))) << path;
    EXPECT_THAT(answer, Not(HasSubstr("root:"))) << path;
  }
}

TEST_F(HttpTest, AReportsOwnFile) {
  const httplib::Response whole = get("/api/v1/reports/quay.md/file");
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, "# Quay\n\nQuay-3B is trained with AdamW on 2T tokens.\n");
  EXPECT_EQ(whole.get_header_value("Content-Type"), "text/markdown; charset=utf-8");
  EXPECT_EQ(whole.get_header_value("Accept-Ranges"), "bytes");
  const httplib::Response part = get("/api/v1/reports/quay.md/file", {{"Range", "bytes=2-5"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "Quay");
  EXPECT_THAT(part.get_header_value("Content-Range"), HasSubstr("2-5/"));
  // Many ranges of one file would make a long answer of a short request.
  EXPECT_EQ(get("/api/v1/reports/quay.md/file", {{"Range", "bytes=0-,0-,0-,0-"}}).body, whole.body);
  is_error(get("/api/v1/reports/lantern.pdf/file"), 404, "not_found");  // indexed once, and gone
}

TEST_F(HttpTest, OtherMethods) {
  const auto head = server_->client().Head("/api/v1/reports");
  EXPECT_EQ(head->status, 200);
  EXPECT_TRUE(head->body.empty());
  EXPECT_GT(std::stoul(head->get_header_value("Content-Length")), 100U);
  const httplib::Headers token = {{"Authorization", "Bearer " + new_token(kb())}};
  is_error(*server_->client().Delete("/api/v1/reports", token), 405, "method_not_allowed");
  is_error(*server_->client().Post("/api/v1/ask", token, "{}", "application/json"), 405, "method_not_allowed");
  is_error(*server_->client().Put("/api/v1/reports", token, "{}", "application/json"), 405, "method_not_allowed");
  EXPECT_THAT(raw("GARBAGE\r\n\r\n"), HasSubstr("HTTP/1.1 400"));
  EXPECT_THAT(raw("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"), HasSubstr("HTTP/1.1 400")) << "no Host";
}

TEST_F(HttpTest, ABodyIsNeverTakenForTheNextRequest) {
  const std::string inner = "GET /healthz HTTP/1.1\r\nHost: " + server_->host() + "\r\n\r\n";
  const std::string answers = raw("GET /api/v1/stats HTTP/1.1\r\nHost: " + server_->host() +
                                  "\r\nContent-Length: " + std::to_string(inner.size()) + "\r\n\r\n" + inner);
  EXPECT_THAT(answers, HasSubstr("\"reports\""));
  EXPECT_THAT(answers, Not(HasSubstr("\"status\"")));
}

TEST_F(HttpTest, HealthMetricsAndLog) {
  EXPECT_EQ(json::parse(get("/healthz").body).at("status"), "ok");
  get("/api/v1/ask?q=Muon", {{"User-Agent", "test \"quoted\"\n"}});
  // A request is counted, and told in the log, once its answer has gone out: the client may be faster.
  const std::string counted = "colophon_requests_total{route=\"ask\",status=\"200\"}";
  const auto asked_in = [](const std::vector<json>& log) {
    return std::find_if(log.begin(), log.end(), [](const json& line) {
      return line.at("target") == "/api/v1/ask?q=Muon" && line.at("status") == 200;
    });
  };
  std::string metrics;
  std::vector<json> log;
  for (int attempt = 0; attempt < 100; ++attempt) {
    metrics = get("/metrics").body;
    log = server_->log();
    if (metrics.find(counted) != std::string::npos && asked_in(log) != log.end()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_THAT(metrics, HasSubstr(counted));
  EXPECT_THAT(metrics, HasSubstr("colophon_request_seconds_bucket{route=\"ask\",le=\"+Inf\"}"));
  EXPECT_THAT(metrics, HasSubstr("# TYPE process_resident_memory_bytes gauge"));
  const auto asked = asked_in(log);
  ASSERT_NE(asked, log.end());
  EXPECT_EQ(asked->at("remote"), "127.0.0.1");
  EXPECT_GT(asked->at("bytes"), 100);
}

TEST_F(HttpTest, ItEndsWhenItIsTold) {
  ServerProcess server(kb());
  EXPECT_EQ(server.get("/healthz").status, 200);
  EXPECT_EQ(server.stop(), 0);
}

}  // namespace
}  // namespace colophon

// Whom the server answers: Host, Origin, tokens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/run.h"
#include "tests/tools/serve/server_process.h"

namespace colophon {
namespace {

using nlohmann::json;

class GateTest : public testing::Test {
 protected:
  GateTest() { copy_sample(kb()); }
  std::filesystem::path kb() const { return directory_.path() / "kb"; }
  static std::string code(const httplib::Response& answer) { return json::parse(answer.body).at("error").at("code"); }
  const TemporaryDirectory directory_;
};

TEST_F(GateTest, OnlyTheServersOwnNamesAreAnswered) {
  const ServerProcess server(kb());
  const std::string port = std::to_string(server.port());
  for (const std::string& host : {"127.0.0.1:" + port, "localhost:" + port, "LOCALHOST:" + port}) {
    EXPECT_EQ(server.get("/api/v1/stats", {{"Host", host}}).status, 200) << host;
  }
  for (const std::string& host : {std::string("evil.example:") + port, std::string("127.0.0.1"), "127.0.0.1:1" + port,
                                  std::string("localhost.evil.example:") + port, std::string("10.0.0.1:") + port}) {
    const httplib::Response answer = server.get("/api/v1/stats", {{"Host", host}});
    EXPECT_EQ(answer.status, 403) << host;
    EXPECT_EQ(code(answer), "forbidden");
  }
  EXPECT_EQ(server.get("/", {{"Host", "evil.example"}}).status, 403) << "the page too";
}

TEST_F(GateTest, PagesOfOthersAreNotAnswered) {
  const ServerProcess server(kb());
  EXPECT_EQ(server.get("/api/v1/stats", {{"Origin", "http://" + server.host()}}).status, 200);
  for (const std::string& origin : {std::string("https://evil.example"), std::string("null"),
                                    "http://evil.example:" + std::to_string(server.port()), "ftp://" + server.host()}) {
    const httplib::Response answer = server.get("/api/v1/stats", {{"Origin", origin}});
    EXPECT_EQ(answer.status, 403) << origin;
    EXPECT_FALSE(answer.has_header("Access-Control-Allow-Origin"));
  }
}

TEST_F(GateTest, CorsIsForThoseWhoAreNamed) {
  const ServerProcess server(kb(), {"--cors", "https://friend.example"});
  const httplib::Response answer = server.get("/api/v1/stats", {{"Origin", "https://friend.example"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.get_header_value("Access-Control-Allow-Origin"), "https://friend.example");
  const auto asked = server.client().Options("/api/v1/reports", {{"Origin", "https://friend.example"}});
  EXPECT_EQ(asked->status, 204);
  EXPECT_THAT(asked->get_header_value("Access-Control-Allow-Headers"), testing::HasSubstr("Authorization"));
  EXPECT_EQ(server.get("/api/v1/stats", {{"Origin", "https://evil.example"}}).status, 403);
}

TEST_F(GateTest, WritingNeedsAToken) {
  const ServerProcess server(kb());
  const std::string token = new_token(kb());
  ASSERT_THAT(token, testing::StartsWith("colophon_"));
  const auto post = [&](const httplib::Headers& headers) {
    return server.client().Post("/api/v1/reports?name=a.txt", headers, "Nothing much.", "application/octet-stream");
  };
  const auto none = post({});
  EXPECT_EQ(none->status, 401);
  EXPECT_EQ(none->get_header_value("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(code(*none), "unauthorized");
  EXPECT_EQ(post({{"Authorization", "Bearer " + token + "0"}})->status, 401);
  EXPECT_EQ(post({{"Authorization", "Bearer "}})->status, 401);
  EXPECT_EQ(post({{"Authorization", token}})->status, 401);
  EXPECT_EQ(post({{"Authorization", "Bearer " + token}})->status, 202);
  EXPECT_EQ(post({{"Authorization", "Bearer " + token}, {"Origin", "https://evil.example"}})->status, 403);
}

TEST_F(GateTest, FromAfarReadingNeedsATokenToo) {
  const ServerProcess server(kb(), {}, "0.0.0.0:0");
  const std::string token = new_token(kb());
  for (const char* target : {"/api/v1/stats", "/reports.json", "/metrics", "/reports/lantern.pdf.json"}) {
    EXPECT_EQ(server.get(target).status, 401) << target;
    EXPECT_EQ(server.get(target, {{"Authorization", "Bearer " + token}}).status, 200) << target;
  }
  EXPECT_EQ(server.get("/healthz").status, 200);
  EXPECT_EQ(server.get("/api/v1/stats", {{"Host", "rebound.example:" + std::to_string(server.port())}}).status, 403);
}

TEST_F(GateTest, OfATokenOnlyTheHashIsKept) {
  const std::string token = new_token(kb());
  std::ifstream in(kb() / "tokens.json");
  const std::string kept{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(kept, testing::Not(testing::HasSubstr(token.substr(9))));
  EXPECT_EQ(std::filesystem::status(kb() / "tokens.json").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const json list = json::parse(run_colophon({"token", "--list", "--format", "json", "--kb", kb()}).out);
  const std::string id = list.at("tokens").at(0).at("id");
  const ServerProcess server(kb(), {}, "0.0.0.0:0");
  EXPECT_EQ(server.get("/metrics", {{"Authorization", "Bearer " + token}}).status, 200);
  EXPECT_EQ(run_colophon({"token", "--revoke", id, "--kb", kb()}).exit_code, 0);
  EXPECT_EQ(server.get("/metrics", {{"Authorization", "Bearer " + token}}).status, 401);
  EXPECT_EQ(run_colophon({"token", "--revoke", id, "--kb", kb()}).exit_code, 1);
}

}  // namespace
}  // namespace colophon

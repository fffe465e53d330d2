// Clients that take too much: too long, too large, too many.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/tools/serve/raw_client.h"
#include "tests/tools/serve/server_process.h"

namespace colophon {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

class ServeLimitsTest : public testing::Test {
 protected:
  ServeLimitsTest() { copy_sample(kb()); }
  std::filesystem::path kb() const { return directory_.path() / "kb"; }
  const TemporaryDirectory directory_;
};

TEST_F(ServeLimitsTest, AHeadThatTricklesIsEnded) {
  const ServerProcess server(kb(), {"--request-time", "1"});
  RawClient client(server.port());
  const auto begun = std::chrono::steady_clock::now();
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: " + server.host() + "\r\nX: ";
  ASSERT_TRUE(client.send(request));
  // A byte now and then: a timeout that begins anew with each would never come.
  std::string answer;
  for (int i = 0; i < 50 && answer.empty(); ++i) {
    if (!client.send("x")) break;
    answer = client.read_all(milliseconds(200));
  }
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 408 Request Timeout"));
  EXPECT_THAT(answer, HasSubstr("\"code\":\"timeout\""));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(8));
}

TEST_F(ServeLimitsTest, ALargeHeadIsRefused) {
  const ServerProcess server(kb());
  RawClient client(server.port());
  std::string request = "GET /healthz HTTP/1.1\r\nHost: " + server.host() + "\r\n";
  for (int i = 0; i < 100; ++i) request += "X-" + std::to_string(i) + ": " + std::string(1000, 'x') + "\r\n";
  client.send(request + "\r\n");
  EXPECT_THAT(client.read_all(std::chrono::seconds(5)), HasSubstr("HTTP/1.1 431"));
  EXPECT_EQ(server.get("/healthz").status, 200);
}

TEST_F(ServeLimitsTest, ALargeBodyIsRefusedBeforeItIsRead) {
  const ServerProcess server(kb(), {"--max-upload", "1"});
  const std::string head = "POST /api/v1/reports?name=a.txt HTTP/1.1\r\nHost: " + server.host() +
                           "\r\nAuthorization: Bearer " + new_token(kb()) + "\r\n";
  RawClient declared(server.port());
  declared.send(head + "Content-Length: 900000000000\r\n\r\nThe beginning");
  EXPECT_THAT(declared.read_all(std::chrono::seconds(5)), HasSubstr("HTTP/1.1 413"));
  // One that does not say how large it is.
  RawClient chunked(server.port());
  chunked.send(head + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  for (int i = 0; i < 40; ++i) {
    if (!chunked.send(chunk)) break;
  }
  EXPECT_THAT(chunked.read_all(std::chrono::seconds(5)), HasSubstr("HTTP/1.1 413"));
  EXPECT_TRUE(std::filesystem::is_empty(kb() / "sources" / "uploads")) << "what was read of it is gone";
  const auto json = server.client().Post("/api/v1/reports", {{"Authorization", "Bearer " + new_token(kb())}},
                                         std::string(2 << 20, ' '), "application/json");
  EXPECT_EQ(json->status, 413);
}

TEST_F(ServeLimitsTest, TooManyConnectionsAreTold) {
  const ServerProcess server(kb(), {"--connections", "2", "--request-time", "1"});
  RawClient one(server.port()), two(server.port());
  one.send("GET");
  two.send("GET");
  std::this_thread::sleep_for(milliseconds(300));
  RawClient three(server.port());
  three.send("GET /healthz HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n");
  const std::string answer = three.read_all(std::chrono::seconds(5));
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 503"));
  EXPECT_THAT(answer, HasSubstr("\"code\":\"busy\""));
  EXPECT_THAT(one.read_all(std::chrono::seconds(8)), HasSubstr("HTTP/1.1 408"));
  // Their places are free once the server has seen them go.
  int status = 503;
  for (int attempt = 0; attempt < 200 && status == 503; ++attempt) {
    status = server.get("/healthz").status;
    if (status == 503) std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_EQ(status, 200) << "there is room again";
}

TEST_F(ServeLimitsTest, AClientThatDoesNotReadIsLeft) {
  const ServerProcess server(kb(), {"--connections", "4"});
  RawClient client(server.port());
  for (int i = 0; i < 200; ++i) {  // pipelined, and no byte of an answer is taken
    if (!client.send("GET /api/v1/checklist HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n")) break;
  }
  EXPECT_EQ(server.get("/healthz").status, 200);
}

TEST_F(ServeLimitsTest, ManyAtOnceAreAllAnswered) {
  const ServerProcess server(kb());
  const std::string target = "/api/v1/ask?q=" + encoded("which models use GRPO");
  const std::string expected = server.get(target).body;
  EXPECT_THAT(expected, HasSubstr("beacon.pdf"));
  std::atomic<int> good = 0;
  constexpr int most = 16;
  std::vector<std::thread> clients;
  clients.reserve(most);
  for (int i = 0; i < most; ++i) {
    clients.emplace_back([&] {
      httplib::Client client = server.client();
      client.set_keep_alive(true);
      for (int n = 0; n < 20; ++n) {
        const auto answer = client.Get(target);
        if (answer && answer->status == 200 && answer->body == expected) ++good;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(good, 320);
}

}  // namespace
}  // namespace colophon

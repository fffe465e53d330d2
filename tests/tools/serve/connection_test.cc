// A client that takes no byte of an answer, or too few, and requests for which no turn comes.
#include "tools/serve/connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "schema/error.h"
#include "tests/tools/serve/server_process.h"
#include "tools/serve/http_error.h"
#include "tools/serve/jobs.h"
#include "tools/serve/snapshots.h"

namespace colophon::serve {
namespace {

using namespace std::chrono_literals;

class ConnectionTest : public testing::Test {
 protected:
  ConnectionTest() {
    limits_.stalled = 1s;
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()) != 0) throw std::runtime_error("no sockets");
    const int few = 4096;  // bytes that the kernel takes for a client that does not
    ::setsockopt(ends_[0], SOL_SOCKET, SO_SNDBUF, &few, sizeof few);
  }
  void TearDown() override { ::close(ends_[1]); }

  // What a write of `text` returned, and how long it took.
  std::pair<ssize_t, std::chrono::steady_clock::duration> write(const std::string& text) {
    Connection connection(ends_[0], limits_);
    const auto begun = std::chrono::steady_clock::now();
    const ssize_t written = connection.write(text.data(), text.size());
    const auto took = std::chrono::steady_clock::now() - begun;
    ::close(ends_[0]);
    return {written, took};
  }

  Limits limits_;
  std::array<int, 2> ends_{};  // the server's, the client's
};

TEST_F(ConnectionTest, WhoTakesNothingIsLeftInTime) {
  const auto [written, took] = write(std::string(60'000, 'x'));
  EXPECT_EQ(written, -1);
  EXPECT_GE(took, 1s);
  EXPECT_LT(took, 10s);
}

TEST_F(ConnectionTest, WhoTakesAByteNowAndThenIsLeftAsWell) {
  std::atomic<bool> over = false;
  std::thread client([&] {
    char byte = 0;
    while (!over && ::recv(ends_[1], &byte, 1, MSG_DONTWAIT) >= 0) std::this_thread::sleep_for(50ms);
  });
  const auto [written, took] = write(std::string(60'000, 'x'));
  over = true;
  client.join();
  EXPECT_EQ(written, -1);
  EXPECT_LT(took, 10s);
}

TEST_F(ConnectionTest, WhoReadsGetsAll) {
  std::future<size_t> got = std::async(std::launch::async, [&] {
    std::array<char, 65536> buffer{};
    size_t all = 0;
    for (ssize_t n = 0; all < (size_t{4} << 20) && (n = ::recv(ends_[1], buffer.data(), buffer.size(), 0)) > 0;) {
      all += static_cast<size_t>(n);
    }
    return all;
  });
  EXPECT_EQ(write(std::string(size_t{4} << 20, 'x')).first, ssize_t{4} << 20);
  EXPECT_EQ(got.get(), size_t{4} << 20);
}

TEST_F(ConnectionTest, WhoAsksNothingIsLeftInTime) {
  limits_.idle = 1s;
  Connection connection(ends_[0], limits_);
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_FALSE(connection.next_request([] { return false; }));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 1s);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 10s);
  ::close(ends_[0]);
}

TEST_F(ConnectionTest, WhoSendsABodyByteByByteIsLeftInTime) {
  Connection connection(ends_[0], limits_);
  const auto begun = std::chrono::steady_clock::now();
  connection.read_body_until(begun + 1s);
  std::atomic<bool> over = false;
  std::thread client([&] {
    while (!over && ::send(ends_[1], "x", 1, MSG_NOSIGNAL) == 1) std::this_thread::sleep_for(50ms);
  });
  char byte = 0;
  while (connection.read(&byte, 1) == 1) EXPECT_LT(std::chrono::steady_clock::now() - begun, 10s);
  over = true;
  client.join();
  EXPECT_TRUE(connection.late());
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 1s);
  ::close(ends_[0]);
}

// One report is read, one waits; there is room again when one is done.
TEST(JobsTest, NoMoreWaitThanAllowedAndTheOthersAreTold) {
  const TemporaryDirectory directory;
  copy_sample(directory.path() / "kb");
  std::promise<void> go;
  Jobs jobs({directory.path() / "kb",
             [going = go.get_future().share()](std::string_view, const std::filesystem::path&) -> pipeline::Reading {
               going.wait();
               throw schema::Error(schema::Error::Kind::input, "no report");
             },
             "recipe",
             {},
             2});
  std::string last;
  for (const char* name : {"one.txt", "two.txt"}) {
    const std::filesystem::path file = directory.path() / name;
    std::ofstream(file) << "Text.";
    jobs.need_room();
    last = jobs.add_file(file);
  }
  try {
    jobs.need_room();
    ADD_FAILURE() << "there is room for a third";
  } catch (const HttpError& error) {
    EXPECT_EQ(error.status(), 503);
  }
  EXPECT_THROW(jobs.add_address("https://example.org/a.pdf"), HttpError);
  go.set_value();
  for (size_t seen = 0;;) {
    const Jobs::Events events = jobs.events_after(last, seen, 60s);
    seen += events.events.size();
    if (events.over || events.events.empty()) break;
  }
  EXPECT_EQ(jobs.state(last).at("state"), "failed");
  EXPECT_NO_THROW(jobs.need_room());
}

TEST(SnapshotsTest, NoMoreWorkAtOnceThanAllowedAndTheOthersAreTold) {
  const TemporaryDirectory directory;
  copy_sample(directory.path() / "kb");
  Snapshots impatient(directory.path() / "kb", 1, 1s);
  const Lease only = impatient.lease();
  try {
    impatient.lease();
    ADD_FAILURE() << "two work at one time";
  } catch (const HttpError& error) {
    EXPECT_EQ(error.status(), 503);
  }
}

TEST(SnapshotsTest, WhoWaitsGetsTheTurnThatIsGivenBack) {
  const TemporaryDirectory directory;
  copy_sample(directory.path() / "kb");
  Snapshots snapshots(directory.path() / "kb", 1, 30s);
  auto first = std::make_unique<Lease>(snapshots.lease());
  std::future<bool> second = std::async(std::launch::async, [&] {
    snapshots.lease();
    return true;
  });
  first.reset();
  EXPECT_TRUE(second.get());
}

TEST(SnapshotsTest, TurnsAreTakenInTheOrderInWhichTheyWereWaitedFor) {
  const TemporaryDirectory directory;
  copy_sample(directory.path() / "kb");
  Snapshots snapshots(directory.path() / "kb", 1, 30s);
  auto held = std::make_unique<Lease>(snapshots.lease());
  std::mutex telling;
  std::vector<int> order;
  std::vector<std::thread> waiters;
  constexpr int most = 5;
  waiters.reserve(most);
  for (int i = 0; i < most; ++i) {
    waiters.emplace_back([&, i] {
      const Lease lease = snapshots.lease();
      const std::lock_guard lock(telling);
      order.push_back(i);
    });
    std::this_thread::sleep_for(100ms);
  }
  held.reset();
  for (std::thread& waiter : waiters) waiter.join();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

}  // namespace
}  // namespace colophon::serve

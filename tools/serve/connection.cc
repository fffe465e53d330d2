#include "tools/serve/connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace colophon::serve {
namespace {

void name_of(const sockaddr_storage& address, std::string& ip, int& port) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    const auto& four = reinterpret_cast<const sockaddr_in&>(address);
    inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
    port = ntohs(four.sin_port);
  } else if (address.ss_family == AF_INET6) {
    const auto& six = reinterpret_cast<const sockaddr_in6&>(address);
    inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
    port = ntohs(six.sin6_port);
  }
  ip = text.data();
}

}  // namespace

Connection::Connection(int socket, const Limits& limits) : socket_(socket), limits_(limits) {
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) | O_NONBLOCK);
}

bool Connection::wait(short events, Clock::time_point deadline) const {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd waited{socket_, events, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(std::min<int64_t>(left + 1, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Connection::next_request(const std::function<bool()>& stopping) {
  constexpr auto glance = std::chrono::milliseconds(100);
  const Clock::time_point until = Clock::now() + limits_.idle;
  while (begin_ == end_ && !wait(POLLIN, std::min(until, Clock::now() + glance))) {
    if (stopping() || Clock::now() >= until) return false;
  }
  started_ = Clock::now();
  deadline_ = started_ + limits_.request;
  in_head_ = true;
  head_read_ = 0;
  written_ = 0;
  return !stopping();
}

void Connection::read_body_until(Clock::time_point deadline) {
  in_head_ = false;
  deadline_ = deadline;
}

void Connection::close() {
  ::shutdown(socket_, SHUT_WR);
  // What the client still sends is read for a moment: a connection that is closed with bytes unread is reset, and the
  // answer with it.
  std::array<char, 16384> ignored{};
  const Clock::time_point until = Clock::now() + std::chrono::seconds(1);
  for (;;) {
    const ssize_t n = ::recv(socket_, ignored.data(), ignored.size(), 0);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) break;
    if (Clock::now() >= until || (n < 0 && !wait(POLLIN, until))) break;
  }
  ::close(socket_);
}

bool Connection::is_readable() const {
  if (begin_ < end_) return true;
  pollfd waited{socket_, POLLIN, 0};
  return ::poll(&waited, 1, 0) > 0;
}

bool Connection::is_writable() const {
  // Gone clients are told by an end of their stream: a stream of events would else be written to nobody.
  pollfd waited{socket_, POLLOUT, 0};
  return ::poll(&waited, 1, 0) >= 0 && (waited.revents & (POLLERR | POLLHUP)) == 0;
}

ssize_t Connection::read(char* to, size_t size) {
  while (begin_ == end_) {
    const ssize_t n = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (n > 0) {
      begin_ = 0;
      end_ = static_cast<size_t>(n);
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
      return n;
    } else if (!wait(POLLIN, deadline_)) {
      late_ = true;
      return -1;
    }
  }
  if (in_head_ && head_read_ >= limits_.head_bytes) {
    large_ = true;
    return -1;
  }
  if (Clock::now() >= deadline_) {  // a client that always has one more byte
    late_ = true;
    return -1;
  }
  const size_t n = std::min(size, end_ - begin_);
  std::memcpy(to, buffer_.data() + begin_, n);
  begin_ += n;
  if (in_head_) head_read_ += n;
  return static_cast<ssize_t>(n);
}

ssize_t Connection::write(const char* from, size_t size) {
  // A client that takes an answer byte by byte is as slow as one that asks so.
  constexpr uint64_t slowest = 64 << 10;  // bytes a second
  const Clock::time_point deadline = Clock::now() + limits_.stalled + std::chrono::seconds(size / slowest);
  for (size_t done = 0; done < size;) {
    const ssize_t n = ::send(socket_, from + done, size - done, MSG_NOSIGNAL);
    if (n > 0) {
      done += static_cast<size_t>(n);
      written_ += static_cast<uint64_t>(n);
    } else if (errno == EAGAIN) {
      if (!wait(POLLOUT, deadline)) return -1;
    } else if (errno != EINTR) {
      return -1;
    }
  }
  return static_cast<ssize_t>(size);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0) name_of(address, ip, port);
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0) name_of(address, ip, port);
}

}  // namespace colophon::serve

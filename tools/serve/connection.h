// A client's connection, as httplib reads and writes it, held to deadlines: httplib's own timeouts begin anew with
// every byte, so that a client that sends one byte a second holds its thread for hours.
#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <string>

#include "tools/serve/limits.h"

namespace colophon::serve {

using Clock = std::chrono::steady_clock;

class Connection : public httplib::Stream {
 public:
  Connection(int socket, const Limits& limits);

  // Waits for a request's first byte. False when none comes in time, the client is gone or `stopping` says so.
  bool next_request(const std::function<bool()>& stopping);
  Clock::time_point started() const { return started_; }  // the request's first byte
  // The head is read; from now on the body is, until `deadline`.
  void read_body_until(Clock::time_point deadline);
  bool late() const { return late_; }  // the client was too slow
  bool head_too_large() const { return large_; }
  bool answered() const { return written_ > 0; }  // a byte of this request's answer is out
  uint64_t written() const { return written_; }
  // Says that nothing more comes, lets the client read what came, and closes.
  void close();

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* to, size_t size) override;
  ssize_t write(const char* from, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  bool wait(short events, Clock::time_point deadline) const;

  const int socket_;
  const Limits& limits_;
  std::array<char, 8192> buffer_{};
  size_t begin_ = 0, end_ = 0;  // of what is in the buffer
  Clock::time_point started_, deadline_;
  size_t head_read_ = 0;
  uint64_t written_ = 0;
  bool in_head_ = true, late_ = false, large_ = false;
};

}  // namespace colophon::serve

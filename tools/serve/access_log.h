// The access log: one line of JSON a request.
#pragma once

#include <spdlog/logger.h>

#include <filesystem>
#include <memory>
#include <string>

namespace colophon::serve {

struct Access {
  std::string remote, method, target, agent;
  int status = 0;
  uint64_t bytes = 0;  // sent, head and body
  double milliseconds = 0;
};

class AccessLog {
 public:
  // Appends to `file`; to standard error where it is empty. Throws schema::Error(input) when it cannot be written.
  explicit AccessLog(const std::filesystem::path& file);
  // {"time", "remote", "method", "target", "status", "bytes", "ms", "agent"}. Thread-safe.
  void write(const Access& access);

 private:
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace colophon::serve

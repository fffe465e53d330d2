// What the server has done, as Prometheus reads it (text format 0.0.4). Thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace colophon::serve {

class Metrics {
 public:
  // `route`: a name of few, never a client's words.
  void answered(const std::string& route, int status, double seconds, uint64_t bytes);
  void opened();  // a connection
  void closed();
  void refused();  // a connection, for there were too many

  // `sequence`: the last change that answers rest on.
  std::string text(uint64_t sequence) const;

 private:
  static constexpr std::array<double, 10> bounds_ = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 10};  // s
  struct Times {
    std::array<uint64_t, bounds_.size()> within{};  // not cumulated
    uint64_t count = 0;
    double seconds = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, uint64_t> requests_;
  std::map<std::string, Times> times_;
  uint64_t bytes_ = 0, connections_ = 0, refused_ = 0;
  int64_t open_ = 0;
};

}  // namespace colophon::serve

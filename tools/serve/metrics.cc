#include "tools/serve/metrics.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace colophon::serve {
namespace {

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.9g", value);
  return text.data();
}

std::string head(const char* name, const char* type, const char* help) {
  return std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
}

template <typename Number>
std::string one(const char* name, const char* type, const char* help, Number value) {
  return head(name, type, help) + name + " " + std::to_string(value) + "\n";
}

uint64_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  uint64_t size = 0, resident = 0;
  in >> size >> resident;
  return resident * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

void Metrics::answered(const std::string& route, int status, double seconds, uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  ++requests_[{route, status}];
  Times& times = times_[route];
  ++times.count;
  times.seconds += seconds;
  for (size_t i = 0; i < bounds_.size(); ++i) {
    if (seconds > bounds_[i]) continue;
    ++times.within[i];
    break;
  }
  bytes_ += bytes;
}

void Metrics::opened() {
  const std::lock_guard lock(mutex_);
  ++connections_;
  ++open_;
}

void Metrics::closed() {
  const std::lock_guard lock(mutex_);
  --open_;
}

void Metrics::refused() {
  const std::lock_guard lock(mutex_);
  ++refused_;
}

std::string Metrics::text(uint64_t sequence) const {
  const std::lock_guard lock(mutex_);
  std::string out = head("colophon_requests_total", "counter", "Requests answered.");
  for (const auto& [key, count] : requests_) {
    out += "colophon_requests_total{route=\"" + key.first + "\",status=\"" + std::to_string(key.second) + "\"} " +
           std::to_string(count) + "\n";
  }
  out += head("colophon_request_seconds", "histogram", "Time from a request's first byte to its answer's last.");
  for (const auto& [route, times] : times_) {
    uint64_t within = 0;
    for (size_t i = 0; i < bounds_.size(); ++i) {
      within += times.within[i];
      out += "colophon_request_seconds_bucket{route=\"" + route + "\",le=\"" + number(bounds_[i]) + "\"} " +
             std::to_string(within) + "\n";
    }
    out += "colophon_request_seconds_bucket{route=\"" + route + "\",le=\"+Inf\"} " + std::to_string(times.count) + "\n";
    out += "colophon_request_seconds_sum{route=\"" + route + "\"} " + number(times.seconds) + "\n";
    out += "colophon_request_seconds_count{route=\"" + route + "\"} " + std::to_string(times.count) + "\n";
  }
  out += one("colophon_answer_bytes_total", "counter", "Bytes of answers' bodies.", bytes_);
  out += one("colophon_connections_total", "counter", "Connections taken.", connections_);
  out +=
      one("colophon_connections_refused_total", "counter", "Connections refused, for there were too many.", refused_);
  out += one("colophon_connections_open", "gauge", "Connections open now.", open_);
  out += one("colophon_sequence", "gauge", "The last change that answers rest on.", sequence);
  out += one("process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
  return out;
}

}  // namespace colophon::serve

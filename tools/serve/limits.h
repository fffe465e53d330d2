// What one client may take of the server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace colophon::serve {

struct Limits {
  unsigned connections = 256;                   // at one time; more are told 503
  unsigned at_once = 0;                         // requests that work at one time, the others wait; 0: one a processor
  std::chrono::seconds turn{5};                 // for a request to wait for its turn before it is told 503
  std::chrono::seconds idle{15};                // between two requests on a connection
  std::chrono::seconds request{10};             // from a request's first byte to its last, uploads aside
  std::chrono::seconds upload{300};             // the same for uploads
  std::chrono::seconds stalled{10};             // without taking a byte of an answer
  size_t head_bytes = size_t{32} << 10;         // of a request's line and headers
  size_t body_bytes = size_t{1} << 20;          // of a JSON body
  uint64_t upload_bytes = uint64_t{200} << 20;  // of a report
  size_t jobs = 16;                             // uploads that wait or run
};

}  // namespace colophon::serve

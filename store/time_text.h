// Points in time as stored and printed: ISO 8601 in UTC.
#pragma once

#include <cstdint>
#include <string>

namespace colophon::store {

// Seconds since the epoch -> "2025-03-01T12:00:00Z".
std::string time_text(int64_t seconds);

}  // namespace colophon::store

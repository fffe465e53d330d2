// How the pipeline and a read worker talk: frames of bytes over one stream socket, each an 8-byte little-endian length
// and then that many bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace colophon::pipeline {

using Deadline = std::chrono::steady_clock::time_point;

inline constexpr Deadline no_deadline = Deadline::max();

enum class FrameStatus { whole, closed, late, too_large };

// Writes one frame. `closed` when the other end is gone; never raises SIGPIPE.
FrameStatus write_frame(int socket, std::string_view bytes, Deadline deadline = no_deadline);

// Reads one frame into `bytes`. A frame that says it is longer than `limit` is not read.
FrameStatus read_frame(int socket, std::string& bytes, uint64_t limit, Deadline deadline = no_deadline);

}  // namespace colophon::pipeline

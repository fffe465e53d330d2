#include "indexer/pipeline/frames.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace colophon::pipeline {
namespace {

constexpr size_t length_bytes = 8;
constexpr size_t piece_bytes = size_t{1} << 20;  // memory grows with what has arrived, not with what is announced

// Waits until the socket is ready for `events`; false when the deadline passes first.
bool wait_for(int socket, short events, Deadline deadline) {
  while (true) {
    int milliseconds = -1;
    if (deadline != no_deadline) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return false;
      milliseconds = static_cast<int>(std::min<int64_t>(left.count(), 60'000));
    }
    pollfd descriptor = {socket, events, 0};
    if (poll(&descriptor, 1, milliseconds) > 0) return true;
  }
}

FrameStatus write_all(int socket, std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    if (!wait_for(socket, POLLOUT, deadline)) return FrameStatus::late;
    const ssize_t written = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written > 0) {
      bytes.remove_prefix(static_cast<size_t>(written));
    } else if (written < 0 && errno != EINTR && errno != EAGAIN) {
      return FrameStatus::closed;
    }
  }
  return FrameStatus::whole;
}

FrameStatus read_all(int socket, char* out, size_t count, Deadline deadline) {
  while (count > 0) {
    if (!wait_for(socket, POLLIN, deadline)) return FrameStatus::late;
    const ssize_t got = recv(socket, out, count, MSG_DONTWAIT);
    if (got > 0) {
      out += got;
      count -= static_cast<size_t>(got);
    } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
      return FrameStatus::closed;
    }
  }
  return FrameStatus::whole;
}

}  // namespace

FrameStatus write_frame(int socket, std::string_view bytes, Deadline deadline) {
  std::array<char, length_bytes> length{};
  for (size_t i = 0; i < length_bytes; ++i) length[i] = static_cast<char>(uint64_t{bytes.size()} >> (8 * i) & 0xFF);
  const FrameStatus status = write_all(socket, {length.data(), length.size()}, deadline);
  return status == FrameStatus::whole ? write_all(socket, bytes, deadline) : status;
}

FrameStatus read_frame(int socket, std::string& bytes, uint64_t limit, Deadline deadline) {
  bytes.clear();
  std::array<char, length_bytes> length{};
  FrameStatus status = read_all(socket, length.data(), length.size(), deadline);
  if (status != FrameStatus::whole) return status;
  uint64_t count = 0;
  for (size_t i = 0; i < length_bytes; ++i) count |= uint64_t{static_cast<unsigned char>(length[i])} << (8 * i);
  if (count > limit) return FrameStatus::too_large;
  while (bytes.size() < count && status == FrameStatus::whole) {
    const size_t before = bytes.size();
    bytes.resize(before + std::min<uint64_t>(piece_bytes, count - before));
    status = read_all(socket, bytes.data() + before, bytes.size() - before, deadline);
  }
  return status;
}

}  // namespace colophon::pipeline

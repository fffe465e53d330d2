#include "indexer/pipeline/isolated_reader.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "indexer/pipeline/frames.h"
#include "schema/error.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): not in every unistd.h

namespace colophon::pipeline {
namespace {

using schema::Error;

[[noreturn]] void cannot_start(const std::string& command, int error) {
  throw Error(Error::Kind::storage, "cannot start the reader " + command + ": " + std::strerror(error));
}

std::string megabytes(uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

// One running worker; owns its process and its end of the socket.
class Worker {
 public:
  Worker(const std::vector<std::string>& command, const Limits& limits) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) cannot_start(command.front(), errno);
    socket_ = ends[0];
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    const int failed = posix_spawn(&process_, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failed != 0) {
      close(socket_);
      cannot_start(command.front(), failed);
    }
    const Deadline deadline = std::chrono::steady_clock::now() + std::chrono::seconds(limits.wall_seconds);
    if (answer(limits, deadline) != "r") throw Error(Error::Kind::storage, answer(limits, deadline));
  }

  ~Worker() { end(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  bool alive() const { return socket_ >= 0; }

  Reading read(std::string_view bytes, const std::filesystem::path& path, const Limits& limits) {
    const Deadline deadline = std::chrono::steady_clock::now() + std::chrono::seconds(limits.wall_seconds);
    need(write_frame(socket_, path.native(), deadline), limits);
    need(write_frame(socket_, bytes, deadline), limits);
    const std::string kind = answer(limits, deadline);
    if (kind != "r") throw Error(Error::Kind::input, answer(limits, deadline));
    Reading reading;
    const std::string record = answer(limits, deadline);
    reading.document_json = answer(limits, deadline);
    const std::string pages = answer(limits, deadline);
    std::from_chars(pages.data(), pages.data() + pages.size(), reading.pages);
    try {
      reading.record = schema::record_from_json(nlohmann::json::from_cbor(record));
    } catch (const std::exception&) {
      end();
      throw Error(Error::Kind::input, "the reader gave no record of it");
    }
    return reading;
  }

 private:
  std::string answer(const Limits& limits, Deadline deadline) {
    std::string bytes;
    need(read_frame(socket_, bytes, limits.reading_bytes, deadline), limits);
    return bytes;
  }

  // Goes on when the frame is whole; otherwise ends the worker and says what it died of.
  void need(FrameStatus status, const Limits& limits) {
    if (status == FrameStatus::whole) return;
    std::string why;
    if (status == FrameStatus::late) {
      why = "reading took more than " + std::to_string(limits.wall_seconds) + " s and was given up";
    } else if (status == FrameStatus::too_large) {
      why = "what is read from it is larger than " + megabytes(limits.reading_bytes);
    }
    const int ended_by = end(status == FrameStatus::closed ? 0 : SIGKILL);
    if (why.empty()) why = death(ended_by, limits);
    throw Error(Error::Kind::input, why);
  }

  static std::string death(int status, const Limits& limits) {
    if (!WIFSIGNALED(status)) return "the reader ended without an answer; `colophon parse` on the file says more";
    switch (WTERMSIG(status)) {
      case SIGXCPU:
        return "reading took more than " + std::to_string(limits.processor_seconds) +
               " s of processor time and was given up";
      case SIGSYS:
        return "the reader tried what a reader may not do (network, processes, writing) and was stopped";
      case SIGKILL:
        return "the reader was killed, maybe for want of memory";
      default:
        return std::string("the reader crashed on it (") + strsignal(WTERMSIG(status)) + ")";
    }
  }

  // Ends the process, by `signal` or by closing its socket, and returns what waitpid says of it.
  int end(int signal = SIGKILL) {
    if (socket_ < 0) return 0;
    if (signal != 0) kill(process_, signal);
    close(socket_);
    socket_ = -1;
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  pid_t process_ = -1;
  int socket_ = -1;
};

class Pool {
 public:
  Pool(std::vector<std::string> command, const Limits& limits) : command_(std::move(command)), limits_(limits) {}

  Reading read(std::string_view bytes, const std::filesystem::path& path) {
    std::unique_ptr<Worker> worker = take();
    try {
      Reading reading = worker->read(bytes, path, limits_);
      give_back(std::move(worker));
      return reading;
    } catch (...) {
      if (worker->alive()) give_back(std::move(worker));
      throw;
    }
  }

 private:
  std::unique_ptr<Worker> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Worker> worker = std::move(idle_.back());
        idle_.pop_back();
        return worker;
      }
    }
    return std::make_unique<Worker>(command_, limits_);
  }

  void give_back(std::unique_ptr<Worker> worker) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(worker));
  }

  const std::vector<std::string> command_;
  const Limits limits_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Worker>> idle_;
};

}  // namespace

Reader make_isolated_reader(const std::vector<std::string>& command, const Limits& limits) {
  return [pool = std::make_shared<Pool>(command, limits)](std::string_view bytes, const std::filesystem::path& path) {
    return pool->read(bytes, path);
  };
}

}  // namespace colophon::pipeline

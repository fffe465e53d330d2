// `colophon serve` as a process of its own on a free port of loopback, and requests to it.
#pragma once

#include <fcntl.h>
#include <httplib.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/query/sample.h"
#include "tests/temporary_directory.h"

namespace colophon {

class ServerProcess {
 public:
  // `more`: options beside --kb, --listen and --log.
  explicit ServerProcess(const std::filesystem::path& kb, const std::vector<std::string>& more = {},
                         const std::string& listen = "127.0.0.1:0") {
    std::vector<std::string> arguments = {COLOPHON_BINARY, "serve", "--kb",  kb,
                                          "--listen",      listen,  "--log", log_file()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    // A thread for each of the usual 256 would take longer to start than most tests do.
    if (std::find(more.begin(), more.end(), "--connections") == more.end()) {
      arguments.insert(arguments.end(), {"--connections", "24"});
    }
    std::array<int, 2> out{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    if (::posix_spawn(&process_, argv[0], &actions, nullptr, argv.data(), environ) != 0) {
      throw std::runtime_error("cannot start the server");
    }
    posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    std::string line;
    for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(out[0]);
    const size_t colon = line.rfind(':');
    if (colon == std::string::npos) throw std::runtime_error("the server did not say where it is: " + line);
    port_ = std::atoi(line.c_str() + colon + 1);
  }
  ~ServerProcess() { stop(); }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  pid_t process() const { return process_; }
  int port() const { return port_; }
  std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

  // Ends it as a service manager does; returns its exit code.
  int stop() {
    if (process_ <= 0) return -1;
    ::kill(process_, SIGTERM);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  httplib::Client client() const {
    httplib::Client client("127.0.0.1", port_);
    client.set_read_timeout(60);
    return client;
  }
  // The answer, whatever its status.
  httplib::Response get(const std::string& target, const httplib::Headers& headers = {}) const {
    const httplib::Result result = client().Get(target, headers);
    if (!result) throw std::runtime_error("no answer to " + target + ": " + httplib::to_string(result.error()));
    return *result;
  }
  nlohmann::json json(const std::string& target) const { return nlohmann::json::parse(get(target).body); }

  std::vector<nlohmann::json> log() const {
    std::vector<nlohmann::json> lines;
    std::ifstream in(log_file());
    for (std::string line; std::getline(in, line);) lines.push_back(nlohmann::json::parse(line));
    return lines;
  }

 private:
  std::string log_file() const { return directory_.path() / "access.log"; }
  const TemporaryDirectory directory_;
  pid_t process_ = -1;
  int port_ = 0;
};

// The knowledge base of tests/query/sample.h at `kb`: made once, copied from then on.
inline void copy_sample(const std::filesystem::path& kb) {
  static const TemporaryDirectory directory;
  static const std::filesystem::path made = [] {
    query::make_sample(directory.path() / "kb");
    return directory.path() / "kb";
  }();
  std::filesystem::copy(made, kb, std::filesystem::copy_options::recursive);
}

// "a b&c" -> "a%20b%26c"
inline std::string encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_') {
      out += c;
    } else {
      std::array<char, 4> hex{};
      std::snprintf(hex.data(), hex.size(), "%%%02X", byte);
      out += hex.data();
    }
  }
  return out;
}

// A token for the knowledge base, from `colophon token`.
inline std::string new_token(const std::filesystem::path& kb) {
  std::string command = std::string(COLOPHON_BINARY) + " token --name test --kb '" + kb.string() + "' 2>/dev/null";
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 256> buffer{};
  const size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe);
  ::pclose(pipe);
  std::string token(buffer.data(), n);
  while (!token.empty() && token.back() == '\n') token.pop_back();
  return token;
}

}  // namespace colophon

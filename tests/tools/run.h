// Runs the built binary as a person would.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/temporary_directory.h"

namespace colophon {

struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string error;
};

inline std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

// With `before`, a command that runs another, e.g. as another user.
inline Outcome run_colophon(const std::vector<std::string>& arguments, const std::string& before = "") {
  const TemporaryDirectory directory;
  const std::filesystem::path error_file = directory.path() / "stderr";
  std::string command = before + shell_quoted(COLOPHON_BINARY);
  for (const std::string& argument : arguments) command += " " + shell_quoted(argument);
  command += " 2>" + shell_quoted(error_file.string());
  Outcome outcome;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  for (size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) outcome.out.append(buffer.data(), n);
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  std::ifstream in(error_file, std::ios::binary);
  outcome.error.assign(std::istreambuf_iterator<char>(in), {});
  return outcome;
}

}  // namespace colophon

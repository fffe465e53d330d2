// Finds the reports below the paths a person names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace colophon::pipeline {

struct FoundFile {
  std::filesystem::path path;  // absolute, without symlinks
  uint64_t size = 0;
  int64_t modified = 0;  // nanoseconds since the epoch
};

struct Failure {
  std::string path;
  std::string reason;
};

struct Walk {
  std::vector<FoundFile> files;                     // each file once, in the order of their paths
  std::vector<std::filesystem::path> roots;         // the folders that were walked, absolute, without symlinks
  std::vector<Failure> failures;                    // paths that are not there or cannot be read; the walk goes on
  std::vector<std::filesystem::path> folders = {};  // all that were looked into: the roots and those below
  std::vector<std::filesystem::path> busy = {};     // files to be left alone, neither read nor gone; a walk finds none
};

// Folders are walked to the bottom; hidden ones (".git") and knowledge bases are left out. Symlinks are followed, loops
// are not. In folders only regular files that `readable` accepts count; a file named in `paths` that it does not accept
// is a failure.
Walk walk(const std::vector<std::filesystem::path>& paths,
          const std::function<bool(const std::filesystem::path&)>& readable);

}  // namespace colophon::pipeline

#include "indexer/pipeline/walk.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

namespace colophon::pipeline {
namespace {

namespace fs = std::filesystem;

class Walker {
 public:
  Walker(Walk& walk, const std::function<bool(const fs::path&)>& readable) : walk_(walk), readable_(readable) {}

  void start(const fs::path& named) {
    std::error_code error;
    const fs::path path = fs::canonical(named, error);
    struct stat info {};
    if (error || stat(path.c_str(), &info) != 0) {
      fail(named, error ? error.message() : std::strerror(errno));
    } else if (S_ISDIR(info.st_mode)) {
      walk_.roots.push_back(path);
      enter(path, info);
    } else if (!S_ISREG(info.st_mode)) {
      fail(named, "not a file or folder");
    } else if (!readable_(path)) {
      fail(named, "no reader takes files of this name");
    } else {
      add(path, info);
    }
  }

 private:
  void enter(const fs::path& directory, const struct stat& info) {
    if (!entered_.emplace(info.st_dev, info.st_ino).second) return;
    if (fs::exists(directory / "records" / "CURRENT")) return;  // a knowledge base
    walk_.folders.push_back(directory);
    std::error_code error;
    fs::directory_iterator at(directory, error);
    std::vector<fs::path> children;
    for (; !error && at != fs::directory_iterator(); at.increment(error)) children.push_back(at->path());
    if (error) return fail(directory, error.message());
    for (const fs::path& child : children) visit(child);
  }

  void visit(const fs::path& path) {
    struct stat info {};
    if (lstat(path.c_str(), &info) != 0) return;  // gone since it was listed
    if (S_ISLNK(info.st_mode)) return follow(path);
    if (S_ISDIR(info.st_mode)) {
      if (!path.filename().native().starts_with('.')) enter(path, info);
    } else if (S_ISREG(info.st_mode) && readable_(path)) {
      add(path, info);
    }
  }

  void follow(const fs::path& link) {
    std::error_code error;
    const fs::path target = fs::canonical(link, error);
    struct stat info {};
    const bool there = !error && stat(target.c_str(), &info) == 0;
    if (!there) {
      if (readable_(link)) fail(link, "a link to nothing");
    } else if (S_ISDIR(info.st_mode)) {
      enter(target, info);
    } else if (S_ISREG(info.st_mode) && readable_(target)) {
      add(target, info);
    }
  }

  void add(const fs::path& path, const struct stat& info) {
    walk_.files.push_back({path, static_cast<uint64_t>(info.st_size),
                           static_cast<int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec});
  }

  void fail(const fs::path& path, const std::string& reason) { walk_.failures.push_back({path.string(), reason}); }

  Walk& walk_;
  const std::function<bool(const fs::path&)>& readable_;
  std::set<std::pair<dev_t, ino_t>> entered_;
};

}  // namespace

Walk walk(const std::vector<fs::path>& paths, const std::function<bool(const fs::path&)>& readable) {
  Walk result;
  Walker walker(result, readable);
  for (const fs::path& path : paths) walker.start(path);
  std::sort(result.files.begin(), result.files.end(),
            [](const FoundFile& a, const FoundFile& b) { return a.path.native() < b.path.native(); });
  const auto same = [](const FoundFile& a, const FoundFile& b) { return a.path == b.path; };
  result.files.erase(std::unique(result.files.begin(), result.files.end(), same), result.files.end());
  return result;
}

}  // namespace colophon::pipeline

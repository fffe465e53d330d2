#include "indexer/pipeline/watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <set>

#include "indexer/pipeline/walk.h"
#include "schema/error.h"

namespace colophon::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t events = IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                            IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr std::chrono::milliseconds look_at_stop{100};

[[noreturn]] void fail(const std::string& what, int error) {
  std::string hint = error == ENOSPC ? "; raise fs.inotify.max_user_watches" : "";
  if (error == EMFILE) hint = "; raise fs.inotify.max_user_instances";
  throw schema::Error(schema::Error::Kind::storage, "cannot watch " + what + ": " + std::strerror(error) + hint);
}

// What is whole as soon as it is there: a link to a file that is elsewhere.
bool is_link(const fs::path& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 && (S_ISLNK(info.st_mode) || info.st_nlink > 1);
}

}  // namespace

Watch::Watch(std::vector<fs::path> paths, std::function<bool(const fs::path&)> readable, WatchTimes times)
    : paths_(std::move(paths)), readable_(std::move(readable)), times_(times) {
  inotify_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (inotify_ < 0) fail("anything", errno);
  try {
    add_folders();
  } catch (...) {
    close(inotify_);
    throw;
  }
}

Watch::~Watch() { close(inotify_); }

void Watch::add_folders() {
  // Folders made while the others are being added are found by going again.
  for (size_t before = folders_.size() + 1; before != folders_.size();) {
    before = folders_.size();
    for (const fs::path& folder : walk(paths_, readable_).folders) add(folder);
    for (const fs::path& path : paths_) {
      std::error_code error;
      const fs::path whole = fs::canonical(path, error);
      if (!error && !fs::is_directory(whole)) add(whole.parent_path());
    }
  }
  new_folder_ = false;
}

void Watch::add(const fs::path& folder) {
  const int descriptor = inotify_add_watch(inotify_, folder.c_str(), events);
  if (descriptor >= 0) {
    folders_[descriptor] = folder;
  } else if (errno == ENOSPC || errno == ENOMEM) {
    fail(folder.string(), errno);
  }  // else it is gone, or may not be read: the walk says so
}

void Watch::take(int descriptor, uint32_t mask, const std::string& name) {
  const auto changed = [this] {
    last_ = Clock::now();
    if (!changed_) first_ = last_;
    changed_ = true;
  };
  if ((mask & IN_Q_OVERFLOW) != 0) {
    busy_.clear();
    new_folder_ = true;
    return changed();
  }
  const auto folder = folders_.find(descriptor);
  if (folder == folders_.end()) return;
  if ((mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0) {
    if ((mask & IN_IGNORED) != 0) folders_.erase(folder);
    if ((mask & IN_MOVE_SELF) != 0) new_folder_ = true;  // its watch goes on, under another path
    return changed();
  }
  if (name.empty() || name.front() == '.') return;
  const fs::path path = folder->second / name;
  if ((mask & IN_ISDIR) != 0) {
    if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) new_folder_ = true;
    return changed();
  }
  if (!readable_(path)) return;
  const bool opened = (mask & IN_MODIFY) != 0 || ((mask & IN_CREATE) != 0 && !is_link(path));
  if (opened) {
    busy_[path] = Clock::now();
  } else {
    busy_.erase(path);
    changed();
  }
}

void Watch::read_events() {
  alignas(inotify_event) std::array<char, 64 << 10> buffer;
  for (ssize_t size = 0; (size = read(inotify_, buffer.data(), buffer.size())) > 0;) {
    for (const char* at = buffer.data(); at < buffer.data() + size;) {
      const auto* event = reinterpret_cast<const inotify_event*>(at);
      take(event->wd, event->mask, event->len > 0 ? event->name : "");
      at += sizeof(inotify_event) + event->len;
    }
  }
  if (new_folder_) {
    add_folders();
    changed_ = true;
  }
}

void Watch::finish_silent() {
  const Clock::time_point now = Clock::now();
  const size_t done = std::erase_if(busy_, [&](const auto& file) { return now - file.second >= times_.silent; });
  if (done == 0) return;
  if (!changed_) first_ = last_ = now;
  changed_ = true;
}

bool Watch::wait(const std::atomic<bool>& stop) {
  while (!stop) {
    pollfd poll_for{inotify_, POLLIN, 0};
    const auto step = changed_ ? std::min(look_at_stop, times_.quiet) : look_at_stop;
    if (poll(&poll_for, 1, static_cast<int>(step.count())) > 0) read_events();
    finish_silent();
    const Clock::time_point now = Clock::now();
    if (changed_ && (now - last_ >= times_.quiet || now - first_ >= times_.longest)) {
      changed_ = false;
      return true;
    }
  }
  return false;
}

bool Watch::busy(const fs::path& file) const { return busy_.contains(file); }

}  // namespace colophon::pipeline

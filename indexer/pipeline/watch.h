// Says when reports below some paths have changed, by inotify.
//
// It tells that something changed and not what: who is told walks the paths again, where unchanged files cost a stat
// each. So an overflow of the kernel's queue, a folder that was moved in whole and a change between two calls need no
// way of their own. Turned down: indexing just the files that were named, which needs one for each of these.
//
// A file is *busy* from the first byte written to it until it is closed; a writer that keeps it open and is silent
// for long is taken to be done. Bursts are joined: a change is told once nothing else has been finished for a moment,
// at the latest a second after the first.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace colophon::pipeline {

struct WatchTimes {
  std::chrono::milliseconds quiet{200};     // without another change before one is told
  std::chrono::milliseconds longest{1000};  // that a change waits for others
  std::chrono::milliseconds silent{5000};   // a file that is open and not written to is done then
};

class Watch {
 public:
  // Watches the folders among `paths` to the bottom, as walk() goes (hidden ones and knowledge bases are left out), and
  // the files. Only files that `readable` accepts count. Throws schema::Error(storage) where the system's limits do not
  // let it.
  Watch(std::vector<std::filesystem::path> paths, std::function<bool(const std::filesystem::path&)> readable,
        WatchTimes times = {});
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Waits for a change. False once `stop` is true, which is looked at ten times a second and whenever a signal comes.
  bool wait(const std::atomic<bool>& stop);
  // Whether the file is being written. As of the last wait.
  bool busy(const std::filesystem::path& file) const;

 private:
  using Clock = std::chrono::steady_clock;

  void add_folders();
  void add(const std::filesystem::path& folder);
  void read_events();
  void take(int descriptor, uint32_t mask, const std::string& name);
  void finish_silent();

  const std::vector<std::filesystem::path> paths_;
  const std::function<bool(const std::filesystem::path&)> readable_;
  const WatchTimes times_;
  int inotify_ = -1;
  std::map<int, std::filesystem::path> folders_;             // by watch descriptor
  std::map<std::filesystem::path, Clock::time_point> busy_;  // to when they were last written to
  bool new_folder_ = false;
  bool changed_ = false;            // and not told yet
  Clock::time_point first_, last_;  // of the changes not told
};

}  // namespace colophon::pipeline

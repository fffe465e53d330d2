// Reports on their way into the knowledge base: uploads, and reports fetched from arXiv. One job is done at a time, in
// the order they came, by the same pipeline, confined worker and limits as `colophon index`. What happens is kept as
// events, which any number of clients may follow. Thread-safe.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "indexer/fetch/client.h"
#include "indexer/pipeline/reading.h"

namespace colophon::serve {

class Jobs {
 public:
  struct Settings {
    std::filesystem::path knowledge_base;
    pipeline::Reader reader;  // confined
    std::string recipe;       // its
    fetch::Settings fetching;
    size_t most = 0;  // jobs that wait or run
  };
  explicit Jobs(Settings settings);
  // Lets the job at hand come to its end.
  ~Jobs();

  // Takes a file of sources/, which is there already; returns the job's id. Whether there is room is asked before.
  std::string add_file(const std::filesystem::path& file);
  // Takes an address to be fetched. Throws HttpError(503) when too many wait.
  std::string add_address(const std::string& address);
  // Throws HttpError(503) when too many wait: to be asked before an upload is read, and before it gets its place.
  void need_room();

  // {"format", "id", "state", "events"}. Throws HttpError(404).
  nlohmann::json state(const std::string& id);
  // {"format", "jobs": [{"id", "state", "events"}]}: those that are remembered, the newest first.
  nlohmann::json list();

  struct Events {
    std::vector<nlohmann::json> events;  // after the first `seen`
    bool over = false;                   // there will be no more
  };
  // Waits up to `patience` for events after the first `seen`. Throws HttpError(404).
  Events events_after(const std::string& id, size_t seen, std::chrono::milliseconds patience);

 private:
  struct Job;
  class Watcher;
  std::string add(std::unique_ptr<Job> job);
  Job& find(const std::string& id);
  void tell(Job& job, nlohmann::json event);
  void work();
  void run(Job& job);
  void index(Job& job, const std::filesystem::path& file);

  const Settings settings_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::unique_ptr<Job>> jobs_;
  std::deque<std::string> order_;  // all, the oldest first
  std::deque<Job*> waiting_;
  bool running_ = false, ending_ = false;
  std::thread worker_;
};

}  // namespace colophon::serve

// The pipeline: walk, skip what is unchanged, read and extract in parallel workers, commit in one thread, bring the
// mirrors up to date.
//
// Reports are committed in the order of their paths, whatever the number of workers, so that a knowledge base has the
// same bytes however it was made. A file that fails is noted with its reason and the rest goes on.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/pipeline/reading.h"
#include "indexer/pipeline/shard.h"
#include "indexer/pipeline/walk.h"
#include "store/knowledge_base.h"

namespace colophon::pipeline {

struct Settings {
  unsigned jobs = 0;                                       // workers; 0: one for each processor
  bool again = false;                                      // read unchanged files too
  std::string recipe;                                      // of the reader (reading.h)
  bool retry = true;                                       // read unchanged files too whose last reading failed
  std::function<bool(const std::filesystem::path&)> busy;  // files to be left as they are, such as half-written ones
  ShardOf shard = {};  // other reports are left out, and forgotten if they are known
};

struct Summary {
  size_t indexed = 0, unchanged = 0, removed = 0, pages = 0;
  std::vector<Failure> failures;
  bool interrupted = false;  // some files were not read
  double seconds = 0;
};

// Watches a run. Called from the thread that runs `index`.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void planned(size_t /*reports*/) {}
  virtual void indexed(const std::string& /*path*/, size_t /*pages*/) {}
  virtual void failed(const Failure& /*failure*/) {}
  virtual void mirrored(size_t /*done*/, size_t /*of*/) {}
};

// Once `stop` is true, no further file is begun; those in hand are finished and committed. Throws
// schema::Error(storage) when the knowledge base fails.
Summary index(store::KnowledgeBase& base, const std::vector<std::filesystem::path>& paths, const Reader& reader,
              const Settings& settings, Observer& observer, const std::atomic<bool>& stop);

}  // namespace colophon::pipeline

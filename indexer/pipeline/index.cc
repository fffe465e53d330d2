#include "indexer/pipeline/index.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>

#include "indexer/document/reader.h"
#include "indexer/pipeline/follower.h"
#include "indexer/pipeline/plan.h"
#include "schema/error.h"

namespace colophon::pipeline {
namespace {

// What a worker hands to the committing thread.
struct Outcome {
  enum Kind { read, unchanged, failed } kind = failed;
  std::string digest;
  std::string error;
  Reading reading;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream bytes;
  if (!stream) throw schema::Error(schema::Error::Kind::input, "cannot be opened; check its permissions");
  if (stream.peek() != std::ifstream::traits_type::eof() && !(bytes << stream.rdbuf())) {
    throw schema::Error(schema::Error::Kind::input, "cannot be read to its end");
  }
  return std::move(bytes).str();
}

// A report that takes in the file beside it has changed when that has.
void count_companion(FoundFile& file) {
  const std::filesystem::path companion = document::companion_config(file.path);
  struct stat info {};
  if (companion.empty() || stat(companion.c_str(), &info) != 0) return;
  file.size += static_cast<uint64_t>(info.st_size);
  file.modified =
      std::max(file.modified, static_cast<int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec);
}

void leave_alone(Walk& found, const Settings& settings) {
  if (!settings.busy) return;
  std::erase_if(found.files, [&](const FoundFile& file) {
    const bool busy = settings.busy(file.path);
    if (busy) found.busy.push_back(file.path);
    return busy;
  });
}

Outcome perform(const Task& task, const Reader& reader) {
  Outcome outcome;
  try {
    const std::string bytes = read_file(task.path);
    const std::filesystem::path companion = document::companion_config(task.path);
    outcome.digest = digest_of(companion.empty() ? bytes : bytes + read_file(companion));
    if (outcome.digest == task.digest_before) {
      outcome.kind = Outcome::unchanged;
    } else {
      outcome.reading = reader(bytes, task.path);
      outcome.kind = Outcome::read;
    }
  } catch (const std::bad_alloc&) {
    outcome.error = "not enough memory to read it";
  } catch (const std::exception& error) {
    outcome.error = error.what();
  }
  return outcome;
}

// Workers take tasks in order and hand outcomes over in that order. No worker runs further ahead of the committing
// thread than `window` tasks: what is read and not yet committed stays small.
class Workers {
 public:
  Workers(const std::vector<Task>& tasks, const Reader& reader, unsigned count, const std::atomic<bool>& stop)
      : tasks_(tasks), reader_(reader), stop_(stop), window_(size_t{8} * count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
  }

  ~Workers() {
    {
      const std::lock_guard lock(mutex_);
      abandoned_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // The outcome of task `index`, asked for in order; nothing when it was not begun before the stop.
  std::optional<Outcome> wait(size_t index) {
    std::unique_lock lock(mutex_);
    // A stop is a flag that wakes nobody: look for it from time to time.
    while (!outcomes_.contains(index)) {
      if (stop_ && index >= next_) return std::nullopt;
      changed_.wait_for(lock, std::chrono::milliseconds(100));
    }
    Outcome outcome = std::move(outcomes_.extract(index).mapped());
    taken_ = index + 1;
    changed_.notify_all();
    return outcome;
  }

 private:
  void work() {
    while (const std::optional<size_t> index = take()) {
      Outcome outcome = perform(tasks_[*index], reader_);
      const std::lock_guard lock(mutex_);
      outcomes_.emplace(*index, std::move(outcome));
      changed_.notify_all();
    }
  }

  std::optional<size_t> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return abandoned_ || stop_ || next_ == tasks_.size() || next_ < taken_ + window_; });
    if (abandoned_ || stop_ || next_ == tasks_.size()) return std::nullopt;
    return next_++;
  }

  const std::vector<Task>& tasks_;
  const Reader& reader_;
  const std::atomic<bool>& stop_;
  const size_t window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<size_t, Outcome> outcomes_;
  size_t next_ = 0;   // the first task not begun
  size_t taken_ = 0;  // the first outcome not handed over
  bool abandoned_ = false;
  std::vector<std::thread> threads_;
};

class Run {
 public:
  Run(store::KnowledgeBase& base, Observer& observer) : base_(base), observer_(observer) {}

  void fail(const Failure& failure) {
    summary.failures.push_back(failure);
    observer_.failed(failure);
  }

  void commit(const Task& task, Outcome outcome) {
    store::Source source = task.source;
    source.digest = outcome.digest;
    source.error = outcome.error;
    switch (outcome.kind) {
      case Outcome::read:
        outcome.reading.record.report = utf8(task.path.filename());
        base_.commit(source, outcome.reading.record, outcome.reading.document_json);
        ++summary.indexed;
        summary.pages += outcome.reading.pages;
        observer_.indexed(source.path, outcome.reading.pages);
        break;
      case Outcome::unchanged:
        base_.note(source);
        ++summary.unchanged;
        break;
      case Outcome::failed:
        // A report that was read before stays as it was; one that never was has no record.
        if (!base_.record(source.report)) source.report.clear();
        base_.note(source);
        fail({source.path, outcome.error});
        break;
    }
  }

  Summary summary;

 private:
  store::KnowledgeBase& base_;
  Observer& observer_;
};

}  // namespace

Summary index(store::KnowledgeBase& base, const std::vector<std::filesystem::path>& paths, const Reader& reader,
              const Settings& settings, Observer& observer, const std::atomic<bool>& stop) {
  const auto start = std::chrono::steady_clock::now();
  Run run(base, observer);
  Walk found = walk(paths, document::readable);
  std::erase_if(found.files, [&](const FoundFile& file) { return !settings.shard.has(file.path); });
  leave_alone(found, settings);
  for (FoundFile& file : found.files) count_companion(file);
  for (const Failure& failure : found.failures) run.fail(failure);
  const Plan plan = make_plan(found, base.sources(), settings.recipe, settings.again, settings.retry);
  run.summary.unchanged = plan.unchanged;
  observer.planned(plan.tasks.size());

  for (const store::Source& source : plan.removed) base.remove(source);
  run.summary.removed = plan.removed.size();
  if (!plan.tasks.empty()) {
    const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
    const unsigned wanted = settings.jobs > 0 ? settings.jobs : processors;
    Workers workers(plan.tasks, reader, static_cast<unsigned>(std::min<size_t>(wanted, plan.tasks.size())), stop);
    Follower follower(base);
    for (size_t i = 0; i < plan.tasks.size(); ++i) {
      std::optional<Outcome> outcome = workers.wait(i);
      if (!outcome) {
        run.summary.interrupted = true;
        break;
      }
      run.commit(plan.tasks[i], std::move(*outcome));
      follower.committed();
    }
  }
  base.catch_up([&](uint64_t done, uint64_t of) { observer.mirrored(done, of); });
  run.summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return run.summary;
}

}  // namespace colophon::pipeline

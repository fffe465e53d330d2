#include "tools/serve/jobs.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <optional>

#include "indexer/fetch/fetch.h"
#include "indexer/pipeline/fetched.h"
#include "indexer/pipeline/index.h"
#include "schema/error.h"
#include "tools/serve/http_error.h"
#include "tools/serve/open_to_write.h"
#include "tools/serve/random_text.h"

namespace colophon::serve {

using nlohmann::json;
using schema::Error;
namespace fs = std::filesystem;

struct Jobs::Job {
  std::string id;
  fs::path file;        // of sources/, or
  std::string address;  // where it is to be fetched from
  std::string state = "waiting";
  std::vector<json> events;
  bool over() const { return state == "done" || state == "failed"; }
};

namespace {

constexpr size_t kept = 100;                                     // jobs that are over
constexpr auto patience_with_writer = std::chrono::seconds(60);  // with another process that writes

}  // namespace

// What the pipeline does, as events.
class Jobs::Watcher : public pipeline::Observer {
 public:
  Watcher(Jobs& jobs, Job& job) : jobs_(jobs), job_(job) {}
  void indexed(const std::string& path, size_t pages) override {
    jobs_.tell(job_, {{"event", "indexed"}, {"report", pipeline::utf8(fs::path(path).filename())}, {"pages", pages}});
  }
  void mirrored(size_t done, size_t of) override {
    jobs_.tell(job_, {{"event", "mirrored"}, {"done", done}, {"of", of}});
  }

 private:
  Jobs& jobs_;
  Job& job_;
};

Jobs::Jobs(Settings settings) : settings_(std::move(settings)), worker_([this] { work(); }) {}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  worker_.join();
}

std::string Jobs::add_file(const fs::path& file) {
  auto job = std::make_unique<Job>();
  job->file = file;
  return add(std::move(job));
}

std::string Jobs::add_address(const std::string& address) {
  need_room();
  auto job = std::make_unique<Job>();
  job->address = address;
  return add(std::move(job));
}

void Jobs::need_room() {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() + (running_ ? 1 : 0) >= settings_.most) {
    throw HttpError(503, "too many reports wait to be read; send this one when some are done");
  }
}

std::string Jobs::add(std::unique_ptr<Job> job) {
  job->id = random_text(8);
  std::string id = job->id;
  Job& added = *job;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&added);
    order_.push_back(id);
    jobs_[id] = std::move(job);
    added.events.push_back({{"event", "waiting"}});
    while (order_.size() > kept + settings_.most && jobs_.at(order_.front())->over()) {
      jobs_.erase(order_.front());
      order_.pop_front();
    }
  }
  changed_.notify_all();
  return id;
}

Jobs::Job& Jobs::find(const std::string& id) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) throw HttpError(404, "there is no job \"" + id + "\"; jobs are forgotten when others came");
  return *found->second;
}

json Jobs::state(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const Job& job = find(id);
  return {{"format", 1}, {"id", job.id}, {"state", job.state}, {"events", job.events}};
}

json Jobs::list() {
  const std::lock_guard lock(mutex_);
  json jobs = json::array();
  std::for_each(order_.rbegin(), order_.rend(), [&](const std::string& id) {
    const Job& job = find(id);
    jobs.push_back({{"id", job.id}, {"state", job.state}, {"events", job.events}});
  });
  return {{"format", 1}, {"jobs", jobs}};
}

Jobs::Events Jobs::events_after(const std::string& id, size_t seen, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  find(id);
  changed_.wait_for(lock, patience, [&] {
    const auto found = jobs_.find(id);
    return ending_ || found == jobs_.end() || found->second->events.size() > seen || found->second->over();
  });
  const Job& job = find(id);
  Events out;
  for (size_t i = seen; i < job.events.size(); ++i) out.events.push_back(job.events[i]);
  out.over = job.over() || ending_;
  return out;
}

void Jobs::tell(Job& job, json event) {
  {
    const std::lock_guard lock(mutex_);
    const std::string kind = event.at("event");
    job.state = kind == "done" || kind == "failed" ? kind : "running";
    job.events.push_back(std::move(event));
  }
  changed_.notify_all();
}

void Jobs::work() {
  for (;;) {
    Job* job = nullptr;
    {
      std::unique_lock lock(mutex_);
      running_ = false;
      changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
      if (ending_) return;
      job = waiting_.front();
      waiting_.pop_front();
      running_ = true;
    }
    try {
      run(*job);
    } catch (const std::exception& error) {
      json event = error_parts(error.what());
      event["event"] = "failed";
      tell(*job, std::move(event));
    }
  }
}

void Jobs::run(Job& job) {
  if (job.address.empty()) {
    index(job, job.file);
    return;
  }
  tell(job, {{"event", "fetching"}, {"report", job.address}});
  const auto check = [this](const fs::path& file, const std::string& name) {
    pipeline::check_fetched(settings_.reader, file, name);
  };
  fetch::Fetcher fetcher(settings_.knowledge_base / "sources", settings_.fetching, check);
  index(job, fetcher.fetch(job.address, false).file);
}

void Jobs::index(Job& job, const fs::path& file) {
  store::KnowledgeBase base = open_to_write(settings_.knowledge_base, patience_with_writer, [&] {
    tell(job, {{"event", "waiting"}});
  });
  tell(job, {{"event", "reading"}, {"report", pipeline::utf8(file.filename())}});
  pipeline::Settings settings;
  settings.jobs = 1;
  settings.recipe = settings_.recipe;
  Watcher watcher(*this, job);
  const std::atomic<bool> stop = false;
  const pipeline::Summary summary = pipeline::index(base, {file}, settings_.reader, settings, watcher, stop);
  if (!summary.failures.empty()) throw Error(Error::Kind::input, summary.failures.front().reason);
  const fs::path path = fs::canonical(file);
  for (const store::Source& source : base.sources()) {
    if (source.path != path.native()) continue;
    tell(job, {{"event", "done"}, {"key", source.report}, {"report", pipeline::utf8(file.filename())}});
    return;
  }
  throw Error(Error::Kind::input, pipeline::utf8(file.filename()) + " was not taken in; see `colophon index`");
}

}  // namespace colophon::serve

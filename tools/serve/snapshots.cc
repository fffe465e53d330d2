#include "tools/serve/snapshots.h"

#include <sys/stat.h>

#include <array>
#include <cstdio>

#include "schema/error.h"
#include "store/search_index.h"
#include "store/search_mirror.h"
#include "tools/serve/http_error.h"

namespace colophon::serve {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto long_wait = std::chrono::milliseconds(50);

// Xapian puts a new version file in place with every commit.
Stamp stamp_of(const std::filesystem::path& knowledge_base) {
  struct stat status {};
  if (::stat((store::search_directory(knowledge_base) / "iamglass").c_str(), &status) != 0) return {};
  return {status.st_ino, int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

std::shared_ptr<const Snapshot> open_snapshot(const std::filesystem::path& knowledge_base, const Stamp& stamp) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->stamp = stamp;
  snapshot->base =
      std::make_unique<store::KnowledgeBase>(store::KnowledgeBase::open(knowledge_base, store::Access::read));
  snapshot->sequence = store::search_sequence(knowledge_base);
  for (const store::Source& source : snapshot->base->sources()) {
    if (!source.report.empty() && !store::is_stand_in(source.path)) snapshot->files[source.report] = source.path;
  }
  // The records may be ahead of the index when they are opened: another opening is another state.
  const auto opened = std::chrono::system_clock::now().time_since_epoch().count();
  std::array<char, 80> etag{};
  std::snprintf(etag.data(), etag.size(), "%llx-%llx-%llx", static_cast<unsigned long long>(snapshot->sequence),
                static_cast<unsigned long long>(stamp.modified), static_cast<unsigned long long>(opened));
  snapshot->etag = etag.data();
  return snapshot;
}

}  // namespace

Lease::~Lease() {
  if (snapshot_ != nullptr) owner_->give_back(*snapshot_, std::move(library_));
}

Snapshots::Snapshots(std::filesystem::path knowledge_base, unsigned at_once, std::chrono::seconds turn)
    : directory_(std::move(knowledge_base)), turn_(turn), free_(at_once) {
  current();
}

void Snapshots::take_turn() {
  std::unique_lock lock(mutex_);
  if (free_ > 0) {
    --free_;
    return;
  }
  Waiter me{Clock::now(), {}};
  waiting_.push_back(&me);
  const bool called = me.called.wait_for(lock, turn_, [&] { return me.has_turn || free_ > 0; });
  if (me.has_turn) return;
  std::erase(waiting_, &me);
  if (!called) throw HttpError(503, "the server is busy; ask again in a moment");
  --free_;
  if (free_ > 0 && !waiting_.empty()) waiting_.front()->called.notify_one();  // two were given back meanwhile
}

std::shared_ptr<const Snapshot> Snapshots::current() {
  const std::lock_guard lock(mutex_);
  const Stamp stamp = stamp_of(directory_);
  if (current_ == nullptr || !(current_->stamp == stamp)) {
    idle_.clear();
    current_ = open_snapshot(directory_, stamp);
  }
  return current_;
}

Lease Snapshots::lease() {
  take_turn();
  try {
    // A writer may save between the look at the stamp and the opening: then what was opened is of neither state.
    constexpr int attempts = 5;
    for (int attempt = 0;; ++attempt) {
      std::shared_ptr<const Snapshot> snapshot = current();
      {
        const std::lock_guard lock(mutex_);
        if (snapshot == current_ && !idle_.empty()) {
          std::unique_ptr<query::Library> library = std::move(idle_.back());
          idle_.pop_back();
          return {*this, std::move(snapshot), std::move(library)};
        }
      }
      auto library = std::make_unique<query::Library>(store::open_search_index(directory_));
      if (attempt == attempts || stamp_of(directory_) == snapshot->stamp) {
        return {*this, std::move(snapshot), std::move(library)};
      }
    }
  } catch (...) {
    give_back({}, nullptr);
    throw;
  }
}

void Snapshots::give_back(const Snapshot& snapshot, std::unique_ptr<query::Library> library) {
  const std::lock_guard lock(mutex_);
  if (library != nullptr && current_.get() == &snapshot) idle_.push_back(std::move(library));
  if (waiting_.empty()) {
    ++free_;
    return;
  }
  Waiter& first = *waiting_.front();
  if (Clock::now() - first.since >= long_wait) {
    first.has_turn = true;
    waiting_.pop_front();
  } else {
    ++free_;
  }
  first.called.notify_one();  // while the lock is held: a waiter is gone once it has its turn
}

uint64_t Snapshots::sequence() { return current()->sequence; }

}  // namespace colophon::serve

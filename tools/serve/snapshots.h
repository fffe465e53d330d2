// The knowledge base as requests see it. A request holds a Lease for as long as it works: the records and a library
// over the search index, both as they stood when they were opened. Once a writer has brought the search index further,
// the next lease opens them anew; requests under way keep theirs.
//
// A Library is not for several threads, so each lease has one to itself; they are kept for the next. There are never
// more than `at_once` of them, which also bounds the memory they take and the work that goes on at one time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "query/library.h"
#include "store/knowledge_base.h"

namespace colophon::serve {

// The state of the search index on disk; another one after every save.
struct Stamp {
  uint64_t inode = 0;
  int64_t modified = 0;  // nanoseconds
  bool operator==(const Stamp&) const = default;
};

struct Snapshot {
  Stamp stamp;
  uint64_t sequence = 0;  // of the last change that the search index holds
  std::string etag;       // names this state, and no other of this knowledge base
  std::unique_ptr<store::KnowledgeBase> base;
  std::map<std::string, std::filesystem::path, std::less<>> files;  // of reports, by key
};

class Snapshots;

class Lease {
 public:
  Lease(Snapshots& owner, std::shared_ptr<const Snapshot> snapshot, std::unique_ptr<query::Library> library)
      : owner_(&owner), snapshot_(std::move(snapshot)), library_(std::move(library)) {}
  Lease(Lease&&) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

  const Snapshot& snapshot() const { return *snapshot_; }
  const store::KnowledgeBase& base() const { return *snapshot_->base; }
  query::Library& library() { return *library_; }
  // Not to be used again: its index has been written over.
  void spoil() { library_.reset(); }

 private:
  Snapshots* owner_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<query::Library> library_;
};

class Snapshots {
 public:
  // Throws schema::Error when there is no knowledge base that can be read.
  Snapshots(std::filesystem::path knowledge_base, unsigned at_once, std::chrono::seconds turn);

  // Waits for a turn. Throws HttpError(503) when none comes, schema::Error(storage).
  Lease lease();
  const std::filesystem::path& knowledge_base() const { return directory_; }
  // The last change that answers rest on now.
  uint64_t sequence();

 private:
  friend class Lease;
  void take_turn();
  void give_back(const Snapshot& snapshot, std::unique_ptr<query::Library> library);
  std::shared_ptr<const Snapshot> current();

  const std::filesystem::path directory_;
  const std::chrono::seconds turn_;
  std::mutex mutex_;
  unsigned free_;
  // Who waits for a turn, the longest first. Whoever comes when one is free takes it, which spares a change of threads
  // (a fifth of the requests a second); but one that is given back is handed to who has waited for `long_wait`, else
  // some would wait for as long as others come.
  struct Waiter {
    std::chrono::steady_clock::time_point since;
    std::condition_variable called;
    bool has_turn = false;
  };
  std::deque<Waiter*> waiting_;
  std::shared_ptr<const Snapshot> current_;
  std::vector<std::unique_ptr<query::Library>> idle_;  // of current_
};

}  // namespace colophon::serve

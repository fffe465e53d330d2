#include "indexer/pipeline/follower.h"

#include <exception>

namespace colophon::pipeline {
namespace {

// Each catch-up has a price of its own; while one runs, more reports gather for the next.
constexpr size_t worth_a_catch_up = 12;

}  // namespace

Follower::Follower(store::KnowledgeBase& base) : base_(base), thread_([this] { run(); }) {}

Follower::~Follower() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Follower::committed() {
  const std::lock_guard lock(mutex_);
  ++pending_;
  changed_.notify_all();
}

void Follower::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ended_ || pending_ >= worth_a_catch_up; });
    if (ended_) return;
    pending_ = 0;
    lock.unlock();
    try {
      base_.catch_up();
    } catch (const std::exception&) {
      return;  // the catch-up at the end meets the same fault and reports it
    }
    lock.lock();
  }
}

}  // namespace colophon::pipeline

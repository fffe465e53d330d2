// Lets the mirrors catch up in a thread of its own while reports are read, so that little is left to do at the end.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

#include "store/knowledge_base.h"

namespace colophon::pipeline {

class Follower {
 public:
  explicit Follower(store::KnowledgeBase& base);
  // Waits for a catch-up in progress, and begins no other.
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  // To be told after each commit.
  void committed();

 private:
  void run();

  store::KnowledgeBase& base_;
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t pending_ = 0;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace colophon::pipeline

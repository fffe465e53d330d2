// Shows how an index run goes: a bar that is redrawn on a terminal, a line a report elsewhere. Writes to standard
// error.
#pragma once

#include <chrono>
#include <string>

#include "indexer/pipeline/index.h"

namespace colophon::tools {

class Progress : public pipeline::Observer {
 public:
  Progress();
  ~Progress() override;

  void planned(size_t reports) override;
  void indexed(const std::string& path, size_t pages) override;
  void failed(const pipeline::Failure& failure) override;
  void mirrored(size_t done, size_t of) override;

 private:
  void draw(const std::string& what, size_t done, size_t of, const std::string& name);
  void clear();

  const bool terminal_;
  size_t reports_ = 0;
  size_t done_ = 0;
  size_t drawn_ = 0;  // characters of the bar on the screen
  std::chrono::steady_clock::time_point last_drawn_;
};

}  // namespace colophon::tools

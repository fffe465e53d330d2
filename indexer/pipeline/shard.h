// Which reports go into one part of a knowledge base that is spread over several.
//
// A report's file name decides, by a hash that never changes: where its folder is mounted does not matter, and reports
// of one name in different folders are told apart in one part, as they are in a whole (report_key in plan.h).
#pragma once

#include <filesystem>
#include <string>

namespace colophon::pipeline {

struct ShardOf {
  unsigned number = 1;  // from 1
  unsigned count = 1;

  bool has(const std::filesystem::path& report) const;
};

// Of "I/N", 1 <= I <= N <= 65536. Throws schema::Error(usage).
ShardOf parse_shard(const std::string& text);

}  // namespace colophon::pipeline

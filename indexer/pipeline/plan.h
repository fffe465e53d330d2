// Decides, from what a walk found and what the knowledge base has, what is to be done.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "indexer/pipeline/walk.h"
#include "store/knowledge_base.h"

namespace colophon::pipeline {

// A file to read. `source` is what is known of it with the new size and time; its report is the key it will have.
struct Task {
  std::filesystem::path path;
  store::Source source;
  std::string digest_before;  // of what was indexed; "" when it must be read again whatever it holds
};

struct Plan {
  std::vector<Task> tasks;             // in the order of their paths
  std::vector<store::Source> removed;  // below a root that was walked, and gone
  size_t unchanged = 0;
};

// A file is unchanged when its size and time are those of the last good reading by the same `recipe`, or, unless
// `retry`, of the last one that failed; `again` reads all.
Plan make_plan(const Walk& walk, const std::vector<store::Source>& known, const std::string& recipe, bool again,
               bool retry = true);

// The shortest end of `path`, in whole names, that `taken` does not have: "report.pdf", else "b/report.pdf", ...
std::string report_key(const std::filesystem::path& path, const std::function<bool(const std::string&)>& taken);

}  // namespace colophon::pipeline

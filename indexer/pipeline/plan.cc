#include "indexer/pipeline/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "indexer/pipeline/reading.h"

namespace colophon::pipeline {
namespace {

namespace fs = std::filesystem;

bool is_below(const std::string& path, const std::string& root) {
  return path.starts_with(root) && (root.ends_with('/') || path.size() == root.size() || path[root.size()] == '/');
}

// Below a folder that could not be read, nothing is known to be gone.
bool is_gone(const std::string& path, const Walk& walk) {
  const auto below = [&path](const auto& root) { return is_below(path, root); };
  const bool walked =
      std::any_of(walk.roots.begin(), walk.roots.end(), [&](const fs::path& r) { return below(r.native()); });
  return walked && std::none_of(walk.failures.begin(), walk.failures.end(),
                                [&](const Failure& failure) { return below(failure.path); });
}

}  // namespace

std::string report_key(const fs::path& path, const std::function<bool(const std::string&)>& taken) {
  fs::path end = path.filename();
  for (fs::path above = path.parent_path(); taken(utf8(end)) && above.has_filename(); above = above.parent_path()) {
    end = above.filename() / end;
  }
  // Only paths that differ in bytes that are no UTF-8 come this far.
  return taken(utf8(end)) ? utf8(end) + "#" + digest_of(path.native()).substr(0, 8) : utf8(end);
}

Plan make_plan(const Walk& walk, const std::vector<store::Source>& known, const std::string& recipe, bool again,
               bool retry) {
  Plan plan;
  std::map<std::string, const store::Source*> by_path;
  std::set<std::string> keys;
  for (const store::Source& source : known) by_path.emplace(source.path, &source);
  std::set<std::string> found;
  for (const FoundFile& file : walk.files) found.insert(file.path.native());
  for (const fs::path& path : walk.busy) found.insert(path.native());
  for (const store::Source& source : known) {
    const bool gone = !found.contains(source.path) && is_gone(source.path, walk);
    if (gone) {
      plan.removed.push_back(source);
    } else if (!source.report.empty() && !store::is_stand_in(source.path)) {
      keys.insert(source.report);
    }
  }
  for (const FoundFile& file : walk.files) {
    const auto at = by_path.find(file.path.native());
    Task task{file.path, at == by_path.end() ? store::Source{} : *at->second, ""};
    store::Source& source = task.source;
    const bool good = source.error.empty() && source.recipe == recipe && !again && !source.report.empty();
    const bool failed = !source.error.empty() && source.recipe == recipe && !again && !retry;
    if ((good || failed) && source.size == file.size && source.modified == file.modified) {
      ++plan.unchanged;
      continue;
    }
    if (good) task.digest_before = source.digest;
    source.path = file.path.native();
    source.size = file.size;
    source.modified = file.modified;
    source.recipe = recipe;
    if (source.report.empty())
      source.report = report_key(file.path, [&](const std::string& key) { return keys.contains(key); });
    keys.insert(source.report);
    plan.tasks.push_back(std::move(task));
  }
  return plan;
}

}  // namespace colophon::pipeline

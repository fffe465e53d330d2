#include "query/stats.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace colophon::query {
namespace {

uint64_t bytes_below(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_regular_file(path, error)) return std::filesystem::file_size(path, error);
  uint64_t bytes = 0;
  for (std::filesystem::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    std::error_code gone;
    if (at->is_regular_file(gone)) bytes += at->file_size(gone);
  }
  return bytes;
}

}  // namespace

nlohmann::ordered_json stats_to_json(const store::KnowledgeBase& base) {
  const store::Counts counts = base.counts();
  const std::filesystem::path& directory = base.directory();
  nlohmann::ordered_json out = {{"reports", counts.reports}, {"models", counts.models}, {"facts", counts.facts},
                                {"review", counts.review},   {"scores", counts.scores}, {"passages", counts.passages},
                                {"sources", counts.sources}, {"failed", counts.failed}};
  out["bytes"] = {{"records", bytes_below(directory / "records")},
                  {"search", bytes_below(directory / "search")},
                  {"tables", bytes_below(directory / "tables.sqlite")}};
  out["sequence"] = {
      {"records", counts.sequence}, {"search", counts.search_sequence}, {"tables", counts.tables_sequence}};
  return out;
}

}  // namespace colophon::query

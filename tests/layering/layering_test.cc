// The rooms depend one way: tools -> query, indexer -> store -> schema; query and indexer do not know each other. This
// test reads every #include under the rooms and fails on one that points the wrong way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace colophon {
namespace {

namespace fs = std::filesystem;

struct Room {
  std::string_view path;
  std::vector<std::string_view> may_include;  // besides itself
};

const std::vector<Room>& rooms() {
  static const std::vector<Room> all = {
      {"schema", {}},
      {"store", {"schema"}},
      {"indexer/document", {"schema"}},
      {"indexer/extract", {"schema", "indexer/document"}},
      {"indexer/pipeline", {"schema", "store", "indexer/document", "indexer/extract"}},
      {"indexer/fetch", {"schema"}},
      {"query", {"schema", "store"}},
      {"lib", {"schema", "store", "indexer/document", "indexer/extract", "indexer/pipeline", "query"}},
      {"tools",
       {"schema", "store", "indexer/document", "indexer/extract", "indexer/pipeline", "indexer/fetch", "query"}},
  };
  return all;
}

const Room* room_of(std::string_view path) {
  for (const Room& room : rooms()) {
    if (path.starts_with(room.path) && path.substr(room.path.size()).starts_with('/')) return &room;
  }
  return nullptr;
}

// What stands between the quotes of `#include "..."`; empty for any other line.
std::string_view included_path(std::string_view line) {
  constexpr std::string_view directive = "#include \"";
  const size_t start = line.find(directive);
  if (start == std::string_view::npos) return {};
  line.remove_prefix(start + directive.size());
  return line.substr(0, line.find('"'));
}

bool is_source(const fs::path& path) { return path.extension() == ".h" || path.extension() == ".cc"; }

// One line "file includes path" for every include under `root`'s rooms that its room may not have, sorted.
std::vector<std::string> wrong_includes(const fs::path& root) {
  std::vector<std::string> wrong;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string file = fs::relative(entry.path(), root).generic_string();
    const Room* room = is_source(entry.path()) ? room_of(file) : nullptr;
    if (room == nullptr) continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      const std::string_view path = included_path(line);
      if (path.empty() || path.starts_with("colophon/")) continue;  // the public header, include/colophon
      const Room* included = room_of(path);
      const bool allowed =
          included != nullptr && (included == room || std::ranges::count(room->may_include, included->path) > 0);
      if (!allowed) wrong.push_back(file + " includes " + std::string(path));
    }
  }
  std::ranges::sort(wrong);
  return wrong;
}

size_t sources_in(const fs::path& folder) {
  size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) count += is_source(entry.path()) ? 1 : 0;
  return count;
}

TEST(Layering, EveryIncludePointsTheRightWay) { EXPECT_THAT(wrong_includes(COLOPHON_SOURCE_DIR), testing::IsEmpty()); }

TEST(Layering, EveryRoomIsRead) {
  for (const Room& room : rooms()) EXPECT_GT(sources_in(fs::path(COLOPHON_SOURCE_DIR) / room.path), 0U) << room.path;
}

TEST(Layering, WrongDirectionsAreFound) {
  EXPECT_THAT(wrong_includes(COLOPHON_SOURCE_DIR "/tests/layering/wrong"),
              testing::ElementsAre("indexer/document/reader.h includes indexer/extract/extract.h",
                                   "indexer/extract/extract.h includes store/knowledge_base.h",
                                   "query/plan.h includes indexer/document/document.h", "query/plan.h includes value.h",
                                   "schema/value.h includes store/text.h", "store/text.h includes query/plan.h"));
}

}  // namespace
}  // namespace colophon

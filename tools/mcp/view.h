// A knowledge base as it stands now: the records and the search index, opened anew once a writer has brought the index
// further. For one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "query/library.h"
#include "store/knowledge_base.h"

namespace colophon::mcp {

struct Opened {
  explicit Opened(const std::filesystem::path& knowledge_base);
  store::KnowledgeBase base;  // opened first: that mends an index that is missing or left behind
  query::Library library;
  uint64_t sequence = 0;  // of the last change that the index holds
};

class View {
 public:
  // Throws schema::Error(not_found) when there is no knowledge base.
  explicit View(std::filesystem::path knowledge_base);
  // Stays valid until the next call.
  Opened& now();

 private:
  const std::filesystem::path directory_;
  std::optional<Opened> opened_;
};

}  // namespace colophon::mcp

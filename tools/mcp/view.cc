#include "tools/mcp/view.h"

#include "store/search_index.h"
#include "store/search_mirror.h"

namespace colophon::mcp {

Opened::Opened(const std::filesystem::path& knowledge_base)
    : base(store::KnowledgeBase::open(knowledge_base, store::Access::read)),
      library(store::open_search_index(knowledge_base)),
      sequence(store::search_sequence(knowledge_base)) {}

View::View(std::filesystem::path knowledge_base) : directory_(std::move(knowledge_base)) { now(); }

Opened& View::now() {
  const uint64_t sequence = store::search_sequence(directory_);
  if (!opened_ || opened_->sequence != sequence) {
    opened_.reset();
    opened_.emplace(directory_);
  }
  return *opened_;
}

}  // namespace colophon::mcp

#include "tools/serve/open_to_write.h"

#include <thread>

#include "schema/error.h"

namespace colophon::serve {

store::KnowledgeBase open_to_write(const std::filesystem::path& knowledge_base, std::chrono::milliseconds patience,
                                   const std::function<void()>& waiting) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (bool first = true;; first = false) {
    try {
      return store::KnowledgeBase::open(knowledge_base, store::Access::write);
    } catch (const schema::Error& error) {
      if (error.kind() != schema::Error::Kind::storage || std::chrono::steady_clock::now() >= until) throw;
    }
    if (first && waiting) waiting();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

}  // namespace colophon::serve

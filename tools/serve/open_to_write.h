// A knowledge base opened for writing where another process may be writing too.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "store/knowledge_base.h"

namespace colophon::serve {

// Waits for another writer up to `patience`; `waiting` is called once when it has to. Throws schema::Error, of kind
// storage where the other still writes.
store::KnowledgeBase open_to_write(const std::filesystem::path& knowledge_base, std::chrono::milliseconds patience,
                                   const std::function<void()>& waiting = {});

}  // namespace colophon::serve

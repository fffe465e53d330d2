// How much a knowledge base holds.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "store/knowledge_base.h"

namespace colophon::query {

// What `colophon stats --format json` prints: counts, "bytes" of each store, "sequence" that each store is at.
nlohmann::ordered_json stats_to_json(const store::KnowledgeBase& base);

}  // namespace colophon::query

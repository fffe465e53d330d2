// Makes the Xapian documents of one report, as search_index.h lays them out.
#pragma once

#include <xapian.h>

#include <functional>
#include <nlohmann/json_fwd.hpp>

#include "store/knowledge_base.h"

namespace colophon::store {

// One after the other, in a fixed order: report, models, scores, passages.
void for_each_search_document(const Entry& entry, const nlohmann::json& document,
                              const std::function<void(const Xapian::Document&)>& take);

}  // namespace colophon::store

// Which report of a knowledge base a person means.
#pragma once

#include <string>
#include <string_view>

#include "store/knowledge_base.h"

namespace colophon::query {

// The key of the report that is called `name`, or that has the model of that name. Throws schema::Error(not_found),
// naming the choices where there are several.
std::string report_named(const store::KnowledgeBase& base, std::string_view name);

}  // namespace colophon::query

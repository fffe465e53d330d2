// From the names that a person gives of knowledge bases to what is asked.
#pragma once

#include <string>
#include <vector>

#include "query/library.h"

namespace colophon::query {

// Opens the search index of a knowledge base; makes it first where it is missing or left behind. "HOST:PORT" is that
// of another machine. Throws schema::Error(not_found) or (storage).
Library open_library(const std::string& kb);
// Several as one, in any of the ways that shards_of reads (shards.h). A shard none of whose places can be opened is
// left out, and Library::missing() tells of it; throws when none is left.
Library open_library(const std::vector<std::string>& kbs);

}  // namespace colophon::query

// What the stores need of a Document's JSON: its blocks with the place each stands in.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace colophon::store {

struct DocumentBlock {
  std::string kind;  // document::block_kind_name
  std::string text;
  int page = 0;
  std::string section;  // titles from the outermost heading in, joined with " > "
  std::string role;     // document::role_name of the nearest heading that has one
};

// All blocks in reading order. Throws Error(input) for what is not a Document.
std::vector<DocumentBlock> blocks_of(const nlohmann::json& document);

}  // namespace colophon::store

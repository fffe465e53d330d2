#include "store/document_blocks.h"

#include "schema/json.h"

namespace colophon::store {
namespace {

struct Heading {
  std::string path;
  std::string role;
};

// Parents come before their children.
std::vector<Heading> headings_of(const nlohmann::json& document) {
  std::vector<Heading> headings;
  for (const nlohmann::json& section : schema::member_or(document, "sections", nlohmann::json::array())) {
    const int parent = schema::member_or(section, "parent", -1);
    const bool has_parent = parent >= 0 && static_cast<size_t>(parent) < headings.size();
    Heading heading{schema::member_or<std::string>(section, "title", ""),
                    schema::member_or<std::string>(section, "role", "other")};
    if (has_parent) {
      const Heading& above = headings[static_cast<size_t>(parent)];
      heading.path = above.path + " > " + heading.path;
      if (heading.role == "other") heading.role = above.role;
    }
    headings.push_back(std::move(heading));
  }
  return headings;
}

}  // namespace

std::vector<DocumentBlock> blocks_of(const nlohmann::json& document) {
  const std::vector<Heading> headings = headings_of(document);
  std::vector<DocumentBlock> blocks;
  const auto list = document.find("blocks");
  if (list == document.end()) return blocks;
  blocks.reserve(list->size());
  for (const nlohmann::json& in : *list) {
    DocumentBlock block{schema::member<std::string>(in, "kind"), schema::member<std::string>(in, "text"),
                        schema::member_or(in, "page", 0), "", "front"};
    const int section = schema::member_or(in, "section", -1);
    if (section >= 0 && static_cast<size_t>(section) < headings.size()) {
      block.section = headings[static_cast<size_t>(section)].path;
      block.role = headings[static_cast<size_t>(section)].role;
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace colophon::store

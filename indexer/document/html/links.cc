#include "indexer/document/html/links.h"

#include <re2/re2.h>

#include "indexer/document/html/dom.h"
#include "indexer/document/rich_text.h"

namespace colophon::document {
namespace {

constexpr size_t opening = 1500;  // bytes of visible text

// False when the search is over.
bool search(const GumboNode* node, size_t& seen, std::string& id) {
  static const RE2 address(R"((?i)https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5}).*)");
  static const RE2 label(
      R"((?i)(?:.{0,16}\s)?(?:tech(?:nical)?[ .-]*report|(?:our )?paper|arxiv(?: paper| preprint)?)(?: link)?|.{0,16}(?:技术报告|论文))");
  if (is_text(node)) {
    seen += squeeze(node->v.text.text).size();
    return seen <= opening;
  }
  const std::string tag = tag_name(node);
  if (tag == "script" || tag == "style" || tag == "head") return true;
  if (tag == "a" && RE2::FullMatch(attribute(node, "href"), address, &id)) {
    std::string text = without_emoji(text_content(node));
    if (text.empty()) {  // a badge
      const GumboNode* image = find_node(node, [](const GumboNode* inner) { return tag_name(inner) == "img"; });
      if (image != nullptr) text = without_emoji(attribute(image, "alt"));
    }
    if (RE2::FullMatch(text, label)) return false;
    id.clear();
  }
  bool go_on = true;
  each_child(node, [&](const GumboNode* child) { go_on = go_on && search(child, seen, id); });
  return go_on;
}

}  // namespace

std::string own_arxiv_id(const GumboNode* root) {
  size_t seen = 0;
  std::string id;
  search(root, seen, id);
  return id;
}

}  // namespace colophon::document

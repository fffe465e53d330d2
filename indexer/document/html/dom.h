// Small views on gumbo's tree.
#pragma once

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>

namespace colophon::document {

class HtmlTree {
 public:
  // `html` must outlive the tree. Throws schema::Error(input) where the nesting is deeper than any real page's.
  explicit HtmlTree(std::string_view html);
  const GumboNode* root() const { return output_->root; }

 private:
  struct Destroy {
    void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
  };
  std::unique_ptr<GumboOutput, Destroy> output_;
};

bool is_element(const GumboNode* node);
bool is_text(const GumboNode* node);

// The lower-case tag name, also of tags gumbo does not know; "" for other nodes.
std::string tag_name(const GumboNode* node);
// "" where it is missing.
std::string_view attribute(const GumboNode* node, const char* name);
bool has_class(const GumboNode* node, std::string_view name);
// A class that starts with `prefix`, e.g. "ltx_colspan_"; "" where there is none.
std::string class_with_prefix(const GumboNode* node, std::string_view prefix);

template <typename Visit>
void each_child(const GumboNode* node, Visit visit) {
  if (!is_element(node)) return;
  const GumboVector& children = node->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) visit(static_cast<const GumboNode*>(children.data[i]));
}

// The first descendant, in document order, that passes.
template <typename Test>
const GumboNode* find_node(const GumboNode* node, Test test) {
  if (!is_element(node)) return nullptr;
  if (test(node)) return node;
  const GumboVector& children = node->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    if (const GumboNode* found = find_node(static_cast<const GumboNode*>(children.data[i]), test)) return found;
  }
  return nullptr;
}

// All text below a node, as it stands.
std::string text_content(const GumboNode* node);

}  // namespace colophon::document

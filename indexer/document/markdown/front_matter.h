// The YAML block at the top of a model card: license, base model, tags, language, declared results.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"

namespace colophon::document {

struct FrontMatter {
  std::map<std::string, std::string> meta;  // scalars, and lists of scalars joined with ", "; other maps are left out
  std::vector<Table> results;               // those of `model-index` (model_index.h)
  std::string_view rest;                    // the text after it; the whole text where there is none or it is no YAML
};

FrontMatter split_front_matter(std::string_view markdown);

}  // namespace colophon::document

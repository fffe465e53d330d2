// The results that a model card declares in its front matter (`model-index`, as the Hugging Face hub defines it), as
// tables: https://huggingface.co/docs/hub/model-cards
#pragma once

#include <vector>

#include "indexer/document/document.h"

namespace YAML {
class Node;
}

namespace colophon::document {

// A table a model: a row a metric ("dataset | metric | NAME"), cells as written. `index` is the value of the key
// `model-index`; what is not of the defined shape is left out.
std::vector<Table> model_index_tables(const YAML::Node& index);

}  // namespace colophon::document

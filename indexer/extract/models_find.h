// Discovery of a report's own models. Steps: principal names (title, "we introduce X", tables of models), every name in
// the report built on one of them, grouping by what tells models apart (size, "Lite", "Math"; not "Chat" or "Int4").
#pragma once

#include <string>
#include <vector>

#include "indexer/document/document.h"
#include "schema/record.h"

namespace colophon::extract {

struct OwnModels {
  std::vector<schema::Model> models;  // the principal one first
  std::vector<std::string> series;    // names that stand for several of them: "Qwen" of Qwen-7B and Qwen-14B
};

OwnModels find_own_models(const document::Document& document);

}  // namespace colophon::extract

// Principal names: the names by which a report introduces what it made, from its title, its introducing sentences and
// its tables of models. They are the roots of all own names.
#pragma once

#include <string>
#include <vector>

#include "indexer/document/document.h"
#include "schema/record.h"

namespace colophon::extract {

struct Principal {
  std::string name;
  bool listed = false;  // named in a list or table of the report's models: a model by itself, not only a root
  schema::Evidence evidence;
};

// In the order of their weight: title, sentences, tables. Without doubles.
std::vector<Principal> find_principals(const document::Document& document);

}  // namespace colophon::extract

// Tables of what the training data is made of: a source and its share, with the sources on one side.
#pragma once

#include <string>
#include <vector>

#include "indexer/document/document.h"

namespace colophon::extract {

struct TableShare {
  size_t row = 0;
  size_t column = 0;
  std::string source;  // as the table calls it
  double percent = 0;
  bool labelled = false;  // its label says that it is a share; else the cell has the sign
};

// The shares in a table, from two shapes: columns of percentages with a source in front of each ("Source | Share (%)"),
// and rows of numbers that make 100 with the sources above them ("Stage | Token ratio: Code | Text | Math"). None where
// the table has results, or where neither its topic nor its headers are about data. In the order of rows.
std::vector<TableShare> shares_in(const document::Document& document, const document::Table& table);

}  // namespace colophon::extract

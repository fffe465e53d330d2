// What the headers of a result table say of each row and column: the benchmark, the model, the setting.
#pragma once

#include <string>
#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/benchmarks.h"
#include "indexer/extract/models.h"

namespace colophon::extract {

// A header cell, read both ways.
struct LabelPart {
  std::string text;
  BenchmarkLabel bench;
  Whose whose = Whose::unknown;
  bool span = false;      // covers several rows or columns: a group's name unless it names a model
  bool everyday = false;  // a listed benchmark's name that is an everyday word too: "Math", "General"
};

// What one row or column stands for.
struct TableLabel {
  std::vector<LabelPart> parts;  // nearest to the numbers first
  int bench = -1;                // the part that names the benchmark: listed, else of a benchmark's shape
  int average = -1;
  int model = -1;          // the part that names a model
  bool attribute = false;  // numbers under it are no scores
  bool listed() const { return bench >= 0 && parts[static_cast<size_t>(bench)].bench.kind == LabelKind::benchmark; }
};

struct TableLabels {
  size_t first_row = 1;             // of the body
  size_t first_column = 1;          // of the numbers
  std::vector<TableLabel> rows;     // by row of the table; header rows are empty
  std::vector<TableLabel> columns;  // by column
};

TableLabels read_labels(const document::Table& table, const ModelNames& models);

// Whether row `r` tells of the models ("# Params | 67B | 236B") and gives no scores.
bool attribute_row(const document::Table& table, size_t r, size_t first_column);

}  // namespace colophon::extract

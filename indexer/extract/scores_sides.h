// What a result table is about, and which of its sides holds benchmarks and which models.
#pragma once

#include <optional>
#include <string>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "indexer/extract/scores_labels.h"

namespace colophon::extract {

// What stands around a table: its caption, its heading and the paragraph before it.
struct TableTopic {
  std::string heading;
  std::string benchmark;          // the benchmark that the caption, the heading or the corner names
  bool named_by_caption = false;  // it stands in the caption
  std::string model;              // the own model they name
  bool ablation = false;
};

TableTopic read_topic(const document::Document& document, size_t table, const ModelNames& models);

struct TableSides {
  bool models_by_row = true;  // else by column
  bool by_caption = false;    // no side holds benchmarks: the topic's is measured, the side without models qualifies
};

// None when the table gives no scores: configurations, data mixtures, statistics.
std::optional<TableSides> decide_sides(const document::Document& document, const document::Table& table,
                                       const TableLabels& labels, const TableTopic& topic);

}  // namespace colophon::extract

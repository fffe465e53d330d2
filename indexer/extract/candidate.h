// Candidates: what the extractors propose. Proposing is cheap and generous; the ranker says how likely each one is and
// the resolver alone decides.
#pragma once

#include <string>
#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/features.h"
#include "indexer/extract/sentences.h"
#include "schema/record.h"
#include "schema/value.h"

namespace colophon::extract {

// Where something is stated: a byte range of one block, and the cell when it is a table's.
struct Place {
  int block = -1;  // index into Document::blocks
  Span span;       // of the sentence or the row, in the block's text
  int table = -1;  // index into Document::tables
  int row = -1;
  int column = -1;
};

// The evidence a place gives: page, heading, verbatim quote, and the cell's headers.
schema::Evidence evidence_at(const document::Document& document, const Place& place);

struct Candidate {
  std::string field;  // a checklist item's id
  schema::Value value;
  std::string as_written;
  std::vector<std::string> models;  // own models by name; none when it holds for all or nobody is named
  Place place;
  Span written;  // of the value, in its block's text; empty in tables
  Features features;
  std::vector<std::string> wording;  // the words around it (wording.h)
  double probability = 0;            // set by the ranker
};

}  // namespace colophon::extract

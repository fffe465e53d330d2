// Whether the records are what was committed: each one readable, with the change that put it and the Document that was
// committed with it, and its quotes in that.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "store/record_store.h"

namespace colophon::store {

using Sequences = std::map<std::string, uint64_t>;  // of the change that put each report

struct RecordCheck {
  Sequences reports;
  std::vector<std::string> damage;  // a line for each thing that files which were harmed have lost
  std::vector<std::string> quotes;  // a line for each quote that its Document does not have
};

// Reads all records and Documents. Throws schema::Error(storage) when even the keys cannot be read.
RecordCheck check_records(const RecordStore& records);

// A line for each statement of the record whose quote is not in the Document, or that has none. Throws
// schema::Error(input) for what is no Document.
std::vector<std::string> missing_quotes(const Entry& entry, const nlohmann::json& document);

}  // namespace colophon::store

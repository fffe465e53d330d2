// Records of another knowledge base, or another version of the program, taken in without their reports.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "store/knowledge_base.h"

namespace colophon::store {

struct Import {
  schema::Record record;
  size_t dropped = 0;  // facts of fields that this version does not have
};

// One record a line, as record_to_json writes it. Throws schema::Error(input) naming `name` and the line.
std::vector<Import> parse_records(std::istream& in, const std::string& name);

struct ImportCounts {
  size_t imported = 0, were_there = 0, dropped = 0;
};

// A record's key is its file name. Its Document is made of what the record quotes, so that it is found by text and its
// evidence stands; the report itself takes its place once it is indexed. Records whose key is there are left out.
ImportCounts import_records(KnowledgeBase& base, const std::vector<Import>& imports);

}  // namespace colophon::store

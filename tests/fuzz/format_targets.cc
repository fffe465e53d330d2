// Formats of our own that another hand may have written, or a damaged disk: JSON of records, Documents, corrections,
// templates, and what the store keeps.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "indexer/document/document.h"
#include "query/template.h"
#include "schema/json.h"
#include "schema/record.h"
#include "store/correction.h"
#include "store/document_blocks.h"
#include "store/import.h"
#include "store/record_store.h"
#include "tests/fuzz/targets.h"

namespace colophon::fuzz {
namespace {

std::string text_of(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void record(std::string_view bytes) {
  const schema::Record record = schema::record_from_json(schema::parse_json(bytes, "record"));
  const nlohmann::json json = schema::record_to_json(record);
  must(text_of(schema::record_to_json(schema::record_from_json(json))) == text_of(json), "a record survives JSON");
}

void import(std::string_view bytes) {
  std::istringstream in{std::string(bytes)};
  (void)store::parse_records(in, "records.jsonl");
}

void document_json(std::string_view bytes) {
  const nlohmann::json json = schema::parse_json(bytes, "document");
  try {
    (void)store::blocks_of(json);
  } catch (const schema::Error&) {
  }
  const nlohmann::json out = document_to_json(document::document_from_json(json));
  must(text_of(document_to_json(document::document_from_json(out))) == text_of(out), "a Document survives JSON");
}

void correction(std::string_view bytes) {
  const store::Correction correction = store::correction_from_json(schema::parse_json(bytes, "correction"));
  const nlohmann::json json = store::correction_to_json(correction);
  must(text_of(store::correction_to_json(store::correction_from_json(json))) == text_of(json),
       "a correction survives JSON");
}

void source(std::string_view bytes) {
  (void)store::source_from_bytes("path", bytes);
  (void)store::document_digest_of(bytes);
}

void entry(std::string_view bytes) { (void)store::entry_from_bytes("key", bytes); }

void change(std::string_view bytes) {
  const size_t cut = std::min<size_t>(bytes.size(), 8);
  (void)store::change_from_bytes(bytes.substr(0, cut), bytes.substr(cut));
}

void columns(std::string_view bytes) { (void)query::parse_template(bytes); }

}  // namespace

std::map<std::string_view, Target> format_targets() {
  return {{"record", record}, {"import", import}, {"document", document_json}, {"correction", correction},
          {"source", source}, {"entry", entry},   {"change", change},          {"template", columns}};
}

}  // namespace colophon::fuzz

// The readers, and the extractors over what they read.
#include <archive.h>
#include <archive_entry.h>

#include <nlohmann/json.hpp>
#include <string>

#include "indexer/document/encoding.h"
#include "indexer/document/reader.h"
#include "indexer/extract/extract.h"
#include "schema/json.h"
#include "tests/fuzz/targets.h"

namespace colophon::fuzz {
namespace {

using document::Document;

std::string text_of(const nlohmann::json& json) { return json.dump(-1, ' ', true); }  // throws where text is no UTF-8

// What is committed is read back as it was.
void check_document(const Document& document) {
  const nlohmann::json json = document_to_json(document);
  must(text_of(document_to_json(document::document_from_json(json))) == text_of(json), "a Document survives JSON");
}

std::string one_member(const char* name, std::string_view bytes, bool zip) {
  std::string made(bytes.size() + 20'000, '\0');
  size_t used = 0;
  archive* out = archive_write_new();
  zip ? archive_write_set_format_zip(out) : archive_write_set_format_ustar(out);
  if (zip) archive_write_zip_set_compression_store(out);
  archive_write_open_memory(out, made.data(), made.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, name);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
  archive_write_header(out, entry);
  archive_write_data(out, bytes.data(), bytes.size());
  archive_entry_free(entry);
  archive_write_close(out);
  archive_write_free(out);
  made.resize(used);
  return made;
}

void encoding(std::string_view bytes) {
  const std::string text = document::to_utf8(bytes, "a");
  (void)nlohmann::json(text).dump();  // throws where it is no UTF-8
  must(text.find('\0') == std::string::npos && text.find('\r') == std::string::npos, "no control characters");
}

void text(std::string_view bytes) { check_document(document::read_text(document::to_utf8(bytes, "a"), "a.txt")); }

void markdown(std::string_view bytes) {
  check_document(document::read_markdown(document::to_utf8(bytes, "a"), "a.md"));
}

void html(std::string_view bytes) { check_document(document::read_html(document::to_utf8(bytes, "a"), "a.html")); }

void latex(std::string_view bytes) { check_document(document::read_latex(document::to_utf8(bytes, "a"), "a.tex")); }

void config(std::string_view bytes) {
  check_document(document::read_config(document::to_utf8(bytes, "a"), "config.json"));
}

void pdf(std::string_view bytes) { check_document(document::read_pdf(bytes, "a.pdf")); }

void docx(std::string_view bytes) { check_document(document::read_docx(bytes, "a.docx")); }

// The XML within, which a fuzzer cannot reach through a ZIP's checksums.
void docx_xml(std::string_view bytes) { docx(one_member("word/document.xml", bytes, true)); }

void bundle(std::string_view bytes) { check_document(document::read_latex_bundle(bytes, "a.tar.gz")); }

// Whatever the first bytes claim to be.
void any(std::string_view bytes) { check_document(document::read_bytes(bytes, "a")); }

// Extractors over a Document of one's own making: tables, headings and prose by way of Markdown.
void extract_markdown(std::string_view bytes) {
  const Document document = document::read_markdown(document::to_utf8(bytes, "a"), "a.md");
  const schema::Record record = extract::extract(document);
  const nlohmann::json json = schema::record_to_json(record);
  must(text_of(schema::record_to_json(schema::record_from_json(json))) == text_of(json), "a record survives JSON");
  const auto stands = [&](const std::string& quote) {
    for (const document::Block& block : document.blocks) {
      if (block.text.find(quote) != std::string::npos) return true;
    }
    return false;
  };
  for (const schema::Fact& fact : record.facts) {
    must(!fact.evidence.empty(), "a fact has evidence");
    for (const schema::Evidence& evidence : fact.evidence) must(stands(evidence.quote), "a quote is verbatim");
  }
  for (const schema::Score& score : record.scores) must(stands(score.evidence.quote), "a score's quote is verbatim");
}

}  // namespace

std::map<std::string_view, Target> reader_targets() {
  return {{"encoding", encoding}, {"text", text},     {"markdown", markdown}, {"html", html},
          {"latex", latex},       {"config", config}, {"pdf", pdf},           {"docx", docx},
          {"docx_xml", docx_xml}, {"bundle", bundle}, {"any", any},           {"extract", extract_markdown}};
}

}  // namespace colophon::fuzz

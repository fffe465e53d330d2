#include "indexer/pipeline/reading.h"

#include <unicode/unistr.h>

#include <nlohmann/json.hpp>

#include "indexer/document/reader.h"
#include "schema/json.h"

namespace colophon::pipeline {

Reader make_reader(const extract::Settings& settings) {
  return [settings](std::string_view bytes, const std::filesystem::path& path) {
    document::Document document = document::read(path, bytes);
    document.report = utf8(path.filename());
    extract::Settings own = settings;
    own.path_hint = path.string();
    Reading reading;
    reading.record = extract::extract(document, own);
    reading.document_json = schema::json_text(document::document_to_json(document));
    reading.pages = document.pages.size();
    return reading;
  };
}

std::string recipe_of(const extract::Settings& settings) {
  const std::string text = std::to_string(settings.threshold) + "\n" + settings.ranker;
  return std::string(COLOPHON_VERSION) + " " + digest_of(text).substr(0, 16);
}

std::string utf8(const std::filesystem::path& path) {
  std::string text;
  icu::UnicodeString::fromUTF8(path.string()).toUTF8String(text);
  return text;
}

}  // namespace colophon::pipeline

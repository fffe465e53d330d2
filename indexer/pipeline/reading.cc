#include "indexer/pipeline/reading.h"

#include <openssl/evp.h>
#include <unicode/unistr.h>

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "indexer/document/reader.h"

namespace colophon::pipeline {

Reader make_reader(const extract::Settings& settings) {
  return [settings](std::string_view bytes, const std::filesystem::path& path) {
    document::Document document = document::read(path, bytes);
    document.report = utf8(path.filename());
    extract::Settings own = settings;
    own.path_hint = path.string();
    Reading reading;
    reading.record = extract::extract(document, own);
    reading.document_json =
        document::document_to_json(document).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    reading.pages = document.pages.size();
    return reading;
  };
}

std::string recipe_of(const extract::Settings& settings) {
  const std::string text = std::to_string(settings.threshold) + "\n" + settings.ranker;
  return std::string(COLOPHON_VERSION) + " " + digest_of(text).substr(0, 16);
}

std::string digest_of(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 failed");
  }
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += digits[digest[i] >> 4];
    text += digits[digest[i] & 15];
  }
  return text;
}

std::string utf8(const std::filesystem::path& path) {
  std::string text;
  icu::UnicodeString::fromUTF8(path.string()).toUTF8String(text);
  return text;
}

}  // namespace colophon::pipeline

#include "indexer/pipeline/fetched.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/json.h"

namespace colophon::pipeline {
namespace {

size_t text_bytes(const std::string& document_json) {
  const nlohmann::json document = schema::parse_json(document_json, "the document");
  size_t bytes = 0;
  for (const auto& block : document.at("blocks")) bytes += schema::member_or<std::string>(block, "text", "").size();
  return bytes;
}

}  // namespace

void check_fetched(const Reader& reader, const std::filesystem::path& file, const std::string& name) {
  constexpr size_t fewest = 500;  // bytes of text
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const Reading reading = reader(bytes, name);
  if (name.ends_with(".tar.gz") && text_bytes(reading.document_json) < fewest) {
    throw schema::Error(schema::Error::Kind::input, name + ": holds hardly any text; give the report's PDF");
  }
}

}  // namespace colophon::pipeline

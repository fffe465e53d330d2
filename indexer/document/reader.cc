#include "indexer/document/reader.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "schema/error.h"

namespace colophon::document {
namespace {

std::string extension_of(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return std::tolower(c); });
  return extension;
}

}  // namespace

bool readable(const std::filesystem::path& file) {
  static constexpr std::array<std::string_view, 3> known = {".pdf", ".md", ".markdown"};
  return std::find(known.begin(), known.end(), extension_of(file)) != known.end();
}

Document read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (!stream || !(bytes << stream.rdbuf())) {
    throw schema::Error(schema::Error::Kind::input, file.string() + ": cannot be read; check that it exists and is not empty");
  }
  return read_bytes(bytes.str(), file.filename().string());
}

Document read_bytes(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("%PDF")) return read_pdf(bytes, name);
  return read_markdown(bytes, name);
}

}  // namespace colophon::document

#include "tools/serve/compress.h"

#include <zlib.h>

#include <cstdlib>
#include <stdexcept>

#include "schema/trim.h"

namespace colophon::serve {

using schema::trimmed;

bool takes_gzip(std::string_view accept_encoding) {
  bool any = false;
  for (size_t at = 0; at <= accept_encoding.size();) {
    const size_t end = std::min(accept_encoding.find(',', at), accept_encoding.size());
    const std::string_view part = accept_encoding.substr(at, end - at);
    const size_t semicolon = part.find(';');
    const std::string_view name = trimmed(part.substr(0, semicolon));
    double quality = 1;
    if (semicolon != std::string_view::npos) {
      const std::string_view weight = trimmed(part.substr(semicolon + 1));
      if (weight.starts_with("q=")) quality = std::strtod(std::string(weight.substr(2)).c_str(), nullptr);
    }
    if (name == "gzip") return quality > 0;
    if (name == "*") any = quality > 0;
    at = end + 1;
  }
  return any;
}

bool compressible(std::string_view media_type) {
  const std::string_view type = media_type.substr(0, media_type.find(';'));
  return type.starts_with("text/") || type == "application/json" || type == "application/x-ndjson" ||
         type == "application/x-bibtex" || type == "application/x-latex" || type == "image/svg+xml" ||
         type == "application/wasm";
}

std::string gzip(std::string_view bytes) {
  constexpr int level = 4, gzip_window = 15 + 16, memory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, memory, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write to it
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib does not end its stream");
  return out;
}

}  // namespace colophon::serve

#include "tools/page/page.h"

#include <array>
#include <utility>

namespace colophon::embedded {
const std::map<std::string, std::string_view, std::less<>>& page_files();
}

namespace colophon::page {
namespace {

std::string_view media_type_of(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> types = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain; charset=utf-8"},
      {".bcmap", "application/octet-stream"},
  }};
  for (const auto& [suffix, type] : types) {
    if (path.ends_with(suffix)) return type;
  }
  return "application/octet-stream";
}

}  // namespace

const std::map<std::string, PageFile, std::less<>>& page_files() {
  static const auto files = [] {
    std::map<std::string, PageFile, std::less<>> made;
    for (const auto& [path, bytes] : embedded::page_files()) made[path] = {bytes, media_type_of(path)};
    return made;
  }();
  return files;
}

}  // namespace colophon::page

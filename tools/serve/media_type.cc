#include "tools/serve/media_type.h"

#include <array>
#include <utility>

#include "schema/ascii.h"

namespace colophon::serve {

std::string media_type(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> types = {{
      {".pdf", "application/pdf"},
      {".md", "text/markdown; charset=utf-8"},
      {".markdown", "text/markdown; charset=utf-8"},
      {".html", "text/html"},
      {".htm", "text/html"},
      {".xhtml", "application/xhtml+xml"},
      {".tex", "application/x-tex"},
      {".tgz", "application/gzip"},
      {".gz", "application/gzip"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".txt", "text/plain"},
      {".json", "application/json"},
  }};
  const std::string lowered = schema::lowered(name);
  for (const auto& [suffix, type] : types) {
    if (lowered.ends_with(suffix)) return std::string(type);
  }
  return "application/octet-stream";
}

}  // namespace colophon::serve

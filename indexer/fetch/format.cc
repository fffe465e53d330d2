#include "indexer/fetch/format.h"

#include <algorithm>
#include <array>

#include "schema/ascii.h"

namespace colophon::fetch {
namespace {

using schema::lowered;
using namespace std::string_view_literals;

struct Known {
  std::string_view format;
  std::string_view type;       // a Content-Type that says so
  std::string_view extension;  // and a file name; the first of a format is the one that is given
};
constexpr std::array<Known, 14> known = {{{"pdf", "application/pdf", ".pdf"},
                                          {"latex", "application/gzip", ".tar.gz"},
                                          {"latex", "application/x-eprint-tar", ".tgz"},
                                          {"latex", "application/x-tar", ".tar"},
                                          {"latex", "application/x-tex", ".tex"},
                                          {"html", "text/html", ".html"},
                                          {"html", "application/xhtml+xml", ".xhtml"},
                                          {"html", "text/html", ".htm"},
                                          {"docx", "application/vnd.openxmlformats", ".docx"},
                                          {"markdown", "text/markdown", ".md"},
                                          {"markdown", "text/x-markdown", ".markdown"},
                                          {"json", "application/json", "config.json"},
                                          {"text", "text/plain", ".txt"},
                                          {"text", "text/plain", ".text"}}};

}  // namespace

std::string format_of_name(std::string_view name) {
  const std::string folded = lowered(name);
  const auto* found =
      std::find_if(known.begin(), known.end(), [&](const Known& k) { return folded.ends_with(k.extension); });
  return found == known.end() ? "" : std::string(found->format);
}

namespace {

std::string by_type(std::string_view declared) {
  const std::string folded = lowered(declared);
  const auto* found =
      std::find_if(known.begin(), known.end(), [&](const Known& k) { return folded.starts_with(k.type); });
  return found == known.end() ? "" : std::string(found->format);
}

}  // namespace

std::string format_of(std::string_view head, std::string_view declared, std::string_view name) {
  if (head.substr(0, 1024).find("%PDF-"sv) != std::string_view::npos) return "pdf";
  if (head.starts_with("\x1F\x8B"sv) || (head.size() > 262 && head.substr(257).starts_with("ustar"sv))) return "latex";
  if (head.starts_with("PK\x03\x04"sv)) return "docx";
  const size_t first = std::min(head.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), head.size());
  const std::string start = lowered(head.substr(first, 64));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return "html";
  // The rest is text of some kind, if it is text: UTF-16 has zero bytes, but begins with its mark.
  const bool wide = head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv);
  if (!wide && head.find('\0') != std::string_view::npos) return "";
  // A name says more than text/plain, which hosts of code give to all they have.
  std::string named = format_of_name(name);
  std::string typed = by_type(declared);
  const bool binary = named == "pdf" || named == "docx" || (named == "latex" && !lowered(name).ends_with(".tex"));
  if (!named.empty() && !binary && (typed.empty() || typed == "text")) return named;
  if (typed == "pdf" || typed == "docx") return "";
  if (typed == "json" && named != "json") return "";
  return typed;
}

std::string extension_for(const std::string& format, const std::string& name) {
  if (format_of_name(name) == format) return "";
  const auto* found = std::find_if(known.begin(), known.end(), [&](const Known& k) { return k.format == format; });
  return found == known.end() ? "" : std::string(found->extension);
}

const std::vector<std::string>& readable_formats() {
  static const std::vector<std::string> all = {"pdf", "latex", "html", "docx", "markdown", "json", "text"};
  return all;
}

}  // namespace colophon::fetch

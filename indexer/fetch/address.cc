#include "indexer/fetch/address.h"

#include <re2/re2.h>

#include <algorithm>

#include "indexer/fetch/format.h"
#include "schema/error.h"

namespace colophon::fetch {
namespace {

using schema::Error;

// A report's number, before and since 2007. Source: https://info.arxiv.org/help/arxiv_identifier.html
constexpr const char* kArxivId = R"((\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?)";

std::string arxiv_id(std::string_view text) {
  static const RE2 named(std::string(R"((?i:arxiv):\s*()") + kArxivId + ")");
  static const RE2 page(std::string(R"(https?://(?:www\.|export\.)?arxiv\.org/abs/()") + kArxivId +
                        R"()/?(?:[?#].*)?)");
  std::string id;
  const re2::StringPiece piece(text.data(), text.size());
  if (!RE2::FullMatch(piece, named, &id)) RE2::FullMatch(piece, page, &id);
  return id;
}

Address on_arxiv(const std::string& id, std::string_view arxiv) {
  std::string base(arxiv);
  while (base.ends_with('/')) base.pop_back();
  std::string name = "arxiv.org/" + id;
  // "cs/0301001" is no folder.
  if (const size_t slash = id.find('/'); slash != std::string::npos) name[name.size() - id.size() + slash] = '-';
  return {"arxiv:" + id,
          {{base + "/e-print/" + id, name, {"latex", "pdf"}},
           {base + "/html/" + id, name, {"html"}},
           {base + "/pdf/" + id, name, {"pdf"}}}};
}

// A path part as a file name: no hidden names, no separators, no control characters.
std::string safe(std::string_view part) {
  std::string name;
  for (const char c : part) {
    const bool bad = static_cast<unsigned char>(c) < 0x20 || c == '/' || c == '\\' || c == ':' || c == 0x7F;
    name += bad ? '_' : c;
  }
  if (name.starts_with('.')) name.front() = '_';
  constexpr size_t longest = 120;  // file systems take 255 bytes; ".tar.gz.part" is added
  if (name.size() > longest) name.erase(0, name.size() - longest);
  return name;
}

std::string name_of(std::string_view host, std::string_view path) {
  std::string name = safe(host);
  for (size_t from = 0; from < path.size();) {
    const size_t to = std::min(path.find('/', from), path.size());
    if (to > from) name += "/" + safe(path.substr(from, to - from));
    from = to + 1;
  }
  return path.empty() || path.ends_with('/') ? name + "/index" : name;
}

}  // namespace

Address parse_address(std::string_view text, std::string_view arxiv) {
  if (const std::string id = arxiv_id(text); !id.empty()) return on_arxiv(id, arxiv);
  static const RE2 url(R"((?i)https?://(?:[^/@\s]*@)?([^/?#\s]+)([^?#\s]*)([?#]\S*)?)");
  std::string host, path;
  if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), url, &host, &path)) {
    throw Error(
        Error::Kind::usage,
        std::string(text) + ": is no address; give arxiv:2412.19437 or a URL that begins with http:// or https://");
  }
  // Who asks for a PDF does not want the host's page about it.
  const std::string name = name_of(host, path);
  const std::string format = format_of_name(name);
  return {std::string(text),
          {{std::string(text), name, format.empty() ? readable_formats() : std::vector<std::string>{format}}}};
}

}  // namespace colophon::fetch

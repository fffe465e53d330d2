#include "indexer/document/reader.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "indexer/document/encoding.h"
#include "schema/ascii.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

using schema::lowered;
namespace fs = std::filesystem;
using schema::Error;

enum class Format { none, pdf, markdown, html, latex, latex_bundle, docx, config, text };

bool is_config(const fs::path& file) { return file.filename() == "config.json"; }

bool is_bundle_name(const fs::path& unzipped) {
  const std::string name = lowered(unzipped.string());
  static const RE2 arxiv(R"(\d{4}\.\d{4,5}(?:v\d+)?)");
  return name.ends_with(".tar") || name.ends_with(".tex") || RE2::FullMatch(name, arxiv);
}

Format format_of_name(const fs::path& file) {
  struct Extension {
    std::string_view name;
    Format format;
  };
  static constexpr std::array<Extension, 14> known = {{{".pdf", Format::pdf},
                                                       {".md", Format::markdown},
                                                       {".markdown", Format::markdown},
                                                       {".html", Format::html},
                                                       {".htm", Format::html},
                                                       {".xhtml", Format::html},
                                                       {".tex", Format::latex},
                                                       {".ltx", Format::latex},
                                                       {".tgz", Format::latex_bundle},
                                                       {".tar", Format::latex_bundle},
                                                       {".gz", Format::latex_bundle},
                                                       {".docx", Format::docx},
                                                       {".txt", Format::text},
                                                       {".text", Format::text}}};
  if (is_config(file)) return Format::config;
  const std::string extension = lowered(file.extension().string());
  // A .gz is a bundle when a .tar or .tex is in it by name, or it has arXiv's name of digits.
  if (extension == ".gz" && !is_bundle_name(file.stem())) return Format::none;
  const auto* found = std::find_if(known.begin(), known.end(), [&](const Extension& e) { return e.name == extension; });
  return found == known.end() ? Format::none : found->format;
}

// What the first bytes say beyond doubt.
Format format_of_content(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x1F\x8B"sv) ||
      bytes.substr(0, 512).substr(std::min<size_t>(257, bytes.size())).starts_with("ustar")) {
    return Format::latex_bundle;
  }
  if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("\xD0\xCF\x11\xE0"sv)) return Format::docx;
  const std::string_view head = bytes.substr(0, 1024);
  if (head.find("%PDF-") != std::string_view::npos) return Format::pdf;
  const size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) return Format::none;
  const std::string start = lowered(head.substr(first, 64));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return Format::html;
  return Format::none;
}

bool is_readme(const fs::path& file) { return lowered(file.stem().string()).starts_with("readme"); }

bool only_markdown_of_its_folder(const fs::path& file) {
  std::error_code error;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(file.parent_path().empty() ? "." : file.parent_path(), error)) {
    if (format_of_name(entry.path()) == Format::markdown && entry.path().filename() != file.filename()) return false;
  }
  return !error;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (!stream || fs::is_directory(file)) {
    throw Error(Error::Kind::input, file.string() + ": cannot be opened; check that it exists and may be read");
  }
  bytes << stream.rdbuf();
  return std::move(bytes).str();
}

// What a report takes in from the folder it stands in.
struct Beside {
  std::string config;
  TexFiles files = [](const std::string&) { return std::nullopt; };
};

// Files below `folder` only.
TexFiles files_below(const fs::path& folder) {
  return [folder](const std::string& path) -> std::optional<std::string> {
    const fs::path inner = fs::path(path).lexically_normal();
    std::error_code error;
    if (inner.empty() || inner.is_absolute() || *inner.begin() == ".." || !fs::is_regular_file(folder / inner, error))
      return std::nullopt;
    return to_utf8(bytes_of(folder / inner), path);
  };
}

Document read_as(Format format, std::string_view bytes, const std::string& name, const Beside& beside) {
  if (format == Format::pdf) return read_pdf(bytes, name);
  if (format == Format::latex_bundle) return read_latex_bundle(bytes, name);
  if (format == Format::docx) return read_docx(bytes, name);
  const std::string text = to_utf8(bytes, name);
  switch (format) {
    case Format::markdown:
      return read_markdown(text, name, beside.config);
    case Format::html:
      return read_html(text, name);
    case Format::latex:
      return read_latex(text, name, beside.files);
    case Format::config:
      return read_config(text, name);
    case Format::text:
      return read_text(text, name);
    default:
      break;
  }
  throw Error(Error::Kind::input,
              name + ": is of no kind that can be read; give PDF, Markdown, HTML, LaTeX, DOCX or text");
}

Document read_whole(std::string_view bytes, const std::string& name, const Beside& beside) {
  if (bytes.empty()) throw Error(Error::Kind::input, name + ": is empty; check that it was saved or downloaded whole");
  const Format by_content = format_of_content(bytes);
  return read_as(by_content != Format::none ? by_content : format_of_name(name), bytes, name, beside);
}

}  // namespace

bool readable(const fs::path& file) {
  if (!is_config(file)) return format_of_name(file) != Format::none;
  std::error_code error;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(file.parent_path().empty() ? "." : file.parent_path(), error)) {
    if (!companion_config(entry.path()).empty()) return false;
  }
  return true;
}

fs::path companion_config(const fs::path& file) {
  if (format_of_name(file) != Format::markdown) return {};
  const fs::path config = file.parent_path() / "config.json";
  std::error_code error;
  if (!fs::is_regular_file(config, error)) return {};
  return is_readme(file) || only_markdown_of_its_folder(file) ? config : fs::path();
}

Document read(const fs::path& file) { return read(file, bytes_of(file)); }

Document read(const fs::path& file, std::string_view bytes) {
  const fs::path config = companion_config(file);
  Beside beside;
  if (!config.empty()) beside.config = bytes_of(config);
  beside.files = files_below(file.parent_path());
  return read_whole(bytes, file.filename().string(), beside);
}

Document read_bytes(std::string_view bytes, const std::string& name) { return read_whole(bytes, name, {}); }

}  // namespace colophon::document

// LaTeX reports: a .tex file with what stands beside it, or an archive.
#include <algorithm>
#include <filesystem>
#include <set>

#include "indexer/document/latex/blocks.h"
#include "indexer/document/latex/bundle.h"
#include "indexer/document/latex/conditionals.h"
#include "indexer/document/latex/source.h"
#include "indexer/document/outline.h"
#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

Document read_source(const std::string& tex, const TexFiles& files, const std::string& jobname,
                     const std::string& name) {
  Outline outline(name, "latex");
  const std::string whole = with_conditionals(with_inputs(without_comments(tex), files, jobname));
  add_tex_blocks(with_macros(whole, files), outline);
  Document document = outline.finish();
  if (document.blocks.empty()) {
    throw schema::Error(schema::Error::Kind::input,
                        name + ": the LaTeX source holds no text; give the whole bundle or the PDF");
  }
  return document;
}

// The file that LaTeX would be run on: it has \documentclass and \begin{document}; of several, the one with the most
// text behind its inputs.
std::string main_file(const std::map<std::string, std::string>& files, const TexFiles& lookup) {
  std::string best;
  size_t best_size = 0;
  for (const auto& [path, text] : files) {
    if (!path.ends_with(".tex") && !path.ends_with(".ltx")) continue;
    const std::string clean = without_comments(text);
    const bool whole =
        clean.find("\\documentclass") != std::string::npos || clean.find("\\begin{document}") != std::string::npos;
    const size_t size = with_inputs(clean, lookup, "").size() + (whole ? size_t{1} << 40 : 0);
    if (size > best_size) {
      best_size = size;
      best = path;
    }
  }
  return best;
}

}  // namespace

Document read_latex(std::string_view utf8, const std::string& name, const TexFiles& files) {
  return read_source(std::string(utf8), files, std::filesystem::path(name).stem().string(), name);
}

Document read_latex_bundle(std::string_view bytes, const std::string& name) {
  const std::map<std::string, std::string> files = read_tex_bundle(bytes, name);
  // Paths are written relative to the main file, which may stand in a folder of the archive.
  std::string folder;
  const TexFiles lookup = [&files, &folder](const std::string& path) -> std::optional<std::string> {
    for (const std::string& base : {folder, std::string()}) {
      const auto found = files.find((std::filesystem::path(base) / path).lexically_normal().generic_string());
      if (found != files.end()) return found->second;
    }
    return std::nullopt;
  };
  const std::string path = main_file(files, lookup);
  if (path.empty()) {
    throw schema::Error(schema::Error::Kind::input, name + ": the archive holds no .tex file; give the report's PDF");
  }
  folder = std::filesystem::path(path).parent_path().string();
  return read_source(files.at(path), lookup, std::filesystem::path(path).stem().string(), name);
}

}  // namespace colophon::document

// TeX source of a paragraph, a cell or a caption as text: font commands become emphasis, math becomes readable,
// citations and references vanish, footnotes are set apart, what only lays out is skipped.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/document/latex/scanner.h"
#include "indexer/document/rich_text.h"

namespace colophon::document {

class TexInline {
 public:
  // Appends `tex` to `out`.
  void add(std::string_view tex, RichText& out, RichText::Style style = {}, int depth = 0);

  // Takes what the scanner stands at, one command, group, formula or character. Font switches change `style`.
  void item(TexScanner& scan, RichText& out, RichText::Style& style, int depth = 0);

  // After the backslash and name were read.
  void command(std::string_view name, TexScanner& scan, RichText& out, RichText::Style& style, int depth = 0);

  // The footnotes met since the last call.
  std::vector<std::string> take_footnotes() { return std::exchange(footnotes_, {}); }

 private:
  void formula(std::string_view tex, RichText& out, RichText::Style style);

  std::vector<std::string> footnotes_;
};

// The text of `tex` alone.
std::string tex_text(std::string_view tex);

}  // namespace colophon::document

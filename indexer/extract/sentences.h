// Sentences: the unit in which reports state things. A sentence is a byte range of one Block's text, so that what is
// quoted is verbatim. English and Chinese, also mixed in one block.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"

namespace colophon::extract {

struct Span {
  size_t begin = 0;  // bytes
  size_t end = 0;
  bool operator==(const Span&) const = default;
};

// The bytes between two spans; 0 where they overlap or touch.
inline size_t gap(const Span& a, const Span& b) {
  if (a.end <= b.begin) return b.begin - a.end;
  if (b.end <= a.begin) return a.begin - b.end;
  return 0;
}

struct Sentence {
  int block = 0;  // index into Document::blocks
  Span span;      // in that block's text, without surrounding blanks

  std::string_view text(const document::Document& document) const {
    return std::string_view(document.blocks[block].text).substr(span.begin, span.end - span.begin);
  }
};

// Splits one text. Survives "et al.", "Fig. 3", "e.g.", initials, decimals and enumerators; a bullet begins a sentence.
// The spans are in order, do not overlap, and leave out only blanks.
std::vector<Span> split_sentences(std::string_view text);

// The sentences of every block that is prose: paragraphs, list items, captions and footnotes, in reading order.
std::vector<Sentence> sentences(const document::Document& document);

}  // namespace colophon::extract

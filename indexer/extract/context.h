// Context: words that tell how a statement is meant ("we do not use", "in a small-scale experiment", "at inference"),
// in the sentence itself, in the headings above it and in the sentences before it. Which words are of which context is
// data (data/lexicons/contexts.json).
#pragma once

#include <string_view>
#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/features.h"
#include "indexer/extract/sentences.h"

namespace colophon::extract {

// A word of one of the contexts ("negation", "use", ...).
struct ContextWord {
  Feature context = Feature::near_negation;  // the context's near_ feature
  Span span;
};

// The words of a text that belong to a context, by context.
std::vector<ContextWord> context_words(std::string_view text);

// Reads a document's headings once; sentences are followed in reading order.
class ContextReader {
 public:
  explicit ContextReader(const document::Document& document);

  // Sets the heading_ features of what stands in `section`, 1 / (1 + levels up), and the before_ features,
  // 1 / (1 + sentences back), for what follows the sentences of that section so far.
  void describe(int section, Features& features) const;

  // Takes note of a sentence, so that it counts as before the next ones.
  void follow(int section, std::string_view text);

 private:
  std::vector<Features> headings_;  // a section
  Features before_;
  int section_ = -2;
};

}  // namespace colophon::extract

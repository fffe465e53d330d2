// Subjects: which of the report's own models a value belongs to. In a sentence the nearest name decides; "A and B use
// 32 and 40 layers, respectively" goes by order; a sentence without a name speaks of what was named last in its
// section, else of what its headings name. A model that is only built on or compared with ("based on A", "as in A",
// "以 A 为基座") is the subject where there is no other. Names that stand for several models ("the 7B model" of a base
// and a chat model, a series) are narrowed by the field: architecture and pre-training belong to base models, SFT and
// RL to the models made by them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "indexer/extract/sentences.h"

namespace colophon::extract {

class SubjectReader {
 public:
  SubjectReader(const document::Document& document, const ModelNames& models);

  // Sentences are to be told in the order of the document: what `text` names last (`mentions`) is the subject
  // of what follows.
  void follow(int section, std::string_view text, const std::vector<ModelMention>& mentions);

  // The own models (indices) that a value at `value` of `text` is about; empty for all or nobody in particular.
  // `mentions` are those of `text`; `prose` is false for tables, which do not go by the sentences before them.
  std::vector<int> at(std::string_view text, const std::vector<ModelMention>& mentions, const Span& value, int section,
                      bool prose) const;

  // Of `models` those that a value of `field` can belong to; of no models, the series (one model or its sizes) that the
  // names of the report's other models are built on, when there is one. By name.
  std::vector<std::string> of_field(std::vector<int> models, std::string_view field) const;

  // Whether a heading above `section` names an own model.
  bool named_by_heading(int section) const;

 private:
  const ModelNames& models_;
  std::vector<std::vector<int>> headings_;  // a section: the own models its headings name
  std::vector<bool> post_trained_;          // an own model: a name or alias says so ("Chat", "Instruct", "RL")
  std::vector<bool> base_;                  // an own model: its name does not
  std::vector<std::string> keys_;           // an own model's name without sizes, "base" and the like
  int section_ = -2;                        // where `last_` was named
  std::vector<int> last_;                   // the own models named last in this section
};

}  // namespace colophon::extract

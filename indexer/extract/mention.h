// A mention: one text that may state facts (a sentence, a list item, a table row, a line of configuration) with all
// that is known of its surroundings. Proposers look for values in it; features_at() then says how a value there looks
// to the ranker.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/candidate.h"
#include "indexer/extract/context.h"
#include "indexer/extract/models.h"
#include "indexer/extract/stage.h"
#include "indexer/extract/subjects.h"

namespace colophon::extract {

struct Mention {
  Place place;
  std::string text;  // what is read: the sentence, or a table's labels and cell; Chinese Simplified
  bool is_table = false;
  StageView stage;
  std::vector<ContextWord> contexts;
  std::vector<ModelMention> models;
  Features base;  // what does not depend on the value
};

class MentionReader {
 public:
  MentionReader(const document::Document& document, const ModelNames& models);

  // Sentences are to be read in the order of the document: what stands before tells of the stage and the subject.
  // Only the stage is remembered where `full` is false.
  Mention sentence(const Sentence& sentence, bool full = true);
  // A table's cell; `text` is its caption and labels, which tell of the stage.
  Mention cell(const Place& place, const std::string& text);
  // A cell of words: its text is read alone, the labels around it only tell of the stage.
  Mention cell(const Place& place, const std::string& surroundings, const std::string& text);

  // The features of a value at `value` (bytes of mention.text) for a field of `stage`.
  Features features_at(const Mention& mention, const Span& value, Stage stage) const;

  // Whom a value of `field` at `value` is about: own models by name, none for all or nobody in particular.
  std::vector<std::string> subjects_at(const Mention& mention, const Span& value, std::string_view field) const;
  const SubjectReader& subjects() const { return subjects_; }

  const document::Document& document() const { return document_; }
  const ModelNames& models() const { return models_; }

 private:
  void fill(Mention& mention, int section) const;

  const document::Document& document_;
  const ModelNames& models_;
  StageReader stages_;
  SubjectReader subjects_;
  ContextReader contexts_;
  size_t text_size_ = 0;
  std::array<float, stage_count> stage_share_{};  // of the report's stage words
  std::vector<bool> stage_has_section_ = std::vector<bool>(stage_count);
};

}  // namespace colophon::extract

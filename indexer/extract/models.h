// The models of a report: which are its own (introduced, trained or released by it) and which it only compares itself
// with. Everything that must know whom a statement is about asks here.
//
// Own models come from the title, the abstract ("we introduce X"), headings, tables of models and the columns of result
// tables that carry the report's own names. Baselines come from a lexicon of model families (data/lexicons/models.json)
// and from the grammar of model names: a family word, then versions, sizes and variants ("Qwen2.5-72B-Instruct").
// A family of the lexicon is own where the title or the abstract introduces it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"
#include "schema/record.h"

namespace colophon::extract {

enum class Whose { unknown, own, baseline };

// A model named in a text.
struct ModelMention {
  size_t begin = 0;  // bytes in the text that was asked about
  size_t end = 0;
  Whose whose = Whose::unknown;
  int model = -1;        // index into ModelNames::own() of the one it names; -1: a baseline, several or all own models
  bool pronoun = false;  // "our model", "本模型": own without a name
  std::vector<int> several;  // of own(): those that the name of a series or a shared size stands for; empty for all
};

class ModelNames {
 public:
  ModelNames();
  ~ModelNames();
  ModelNames(ModelNames&&) noexcept;
  ModelNames& operator=(ModelNames&&) noexcept;

  // The report's own models, the principal one first. Variants of one size (Base, Chat, Instruct) are aliases of one.
  const std::vector<schema::Model>& own() const;

  // All models that `text` names, in order, without overlaps. The longest name wins: "DeepSeek-V2-Lite" is not
  // "DeepSeek-V2". "The 7B model" and "7B 和 13B 模型" name the own models of these sizes.
  std::vector<ModelMention> mentions(std::string_view text) const;

  // Reads a table header, a row label or a heading as a model: the one it names as a whole, else `unknown`.
  // A bare size ("7B") is own where an own model has it; of several that have it, the one without further words.
  ModelMention match(std::string_view header) const;

 private:
  friend ModelNames find_models(const document::Document& document);
  struct Index;
  std::unique_ptr<Index> index_;
};

// Reads the whole document once. A report that names no model of its own gives an empty list.
ModelNames find_models(const document::Document& document);

}  // namespace colophon::extract

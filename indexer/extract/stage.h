// Stage: which part of a model's training a statement is about. Four things tell: words of the sentence, sentences
// before it, the headings above it, the section's role. What counts as a word of a stage is data
// (data/lexicons/stages.json).
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/sentences.h"

namespace colophon::extract {

// `any`: of a field that belongs to no stage (architecture), or of a statement that shows none.
enum class Stage { any, pretrain, mid, sft, rl };
inline constexpr size_t stage_count = 5;

// The stage called `name`. Throws std::out_of_range.
Stage stage_of_name(std::string_view name);

struct StageWord {
  Stage stage = Stage::any;
  Span span;
};

// The words of a text that name a stage, in order.
std::vector<StageWord> stage_words(std::string_view text);

// What the surroundings of a statement say of its stage. Arrays are indexed by Stage; `any` is unused.
struct StageView {
  std::vector<StageWord> words;              // in the sentence itself
  std::array<float, stage_count> before{};   // 1 / (1 + sentences back) of the nearest mention in the same section
  std::array<float, stage_count> heading{};  // 1 / (1 + levels up) of the nearest heading that names it
  std::array<float, stage_count> role{};     // likewise of the nearest section role
  Stage decided = Stage::any;                // the best guess from all four
};

// Reads a document's headings once; then sentences are asked for in reading order.
class StageReader {
 public:
  explicit StageReader(const document::Document& document);

  // The view of `text`, which stands in `section`. Sentences of one section that were read before count as before it;
  // `remember` false leaves that memory as it is (tables).
  StageView read(int section, std::string_view text, bool remember = true);

 private:
  struct Heading {
    std::array<float, stage_count> heading{};
    std::array<float, stage_count> role{};
  };
  const document::Document& document_;
  std::vector<Heading> headings_;  // a section
  int section_ = -2;
  std::array<int, stage_count> last_seen_{};  // sentences back, 0 for never
};

}  // namespace colophon::extract

// The grammar of model names: a base (a lexicon family or a name the caller knows), then versions, sizes and variants,
// joined by hyphens, blanks or a bracket: "Qwen2.5-72B-Instruct", "LLaMA 3 70B Inst.", "R1-Distill-Qwen-7B",
// "DeepSeek-V2 Chat (RL)", "Gemini 2.5 Pro (Preview 05-06)".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace colophon::extract {

// A run of ASCII letters and digits (dots inside), the atom of a model name.
struct NamePiece {
  enum class Kind {
    word,
    size,
    version,
    same,
    variant
  };  // `same` does not tell two models apart: "chat", "int4", a date
  size_t begin = 0;
  size_t end = 0;
  char joint = '|';  // what stands before it: '-', ' ', '(', '@', or '|' for anything that ends a name
  Kind kind = Kind::word;
  std::string low;  // lower case, "_" between digits as "."
};

std::vector<NamePiece> name_pieces(std::string_view text);

// Lower case without blanks, hyphens and marks: "deepseekv2chat(rl)" -> "deepseekv2chatrl".
std::string name_key(std::string_view name);

// The letters that `low` begins with; all of it when it begins otherwise.
std::string_view leading_letters(std::string_view low);

// A number of billions: "7b" 7, "0.5b" 0.5, "350m" 0.35, "8x22b" none (the experts share weights).
std::optional<double> billions(std::string_view size_piece);

// A model name found in a text.
struct NamedModel {
  size_t begin = 0;
  size_t end = 0;
  int base = -1;     // the id of the longest known name it starts with, -1 when that is a lexicon family
  std::string key;   // name_key of the whole
  std::string core;  // without the pieces of kind `same`: what tells this model from its siblings
  std::vector<std::string> extension;  // pieces after the base, lower case
  std::vector<NamePiece::Kind> kinds;  // their kinds
  bool prefixed = false;               // hyphenated words stand before the base: "Distill-" in "R1-Distill-Qwen-7B"
  std::optional<double> size_b;        // "72B"
  std::optional<double> active_b;      // "A3B"
};

// Finds model names in texts.
class NameScanner {
 public:
  NameScanner();  // knows the families of data/lexicons/models.json

  // Adds a name of the caller's; `id` comes back as NamedModel::base. Longer names win over shorter, the caller's over
  // families.
  void add(std::string_view name, int id);

  std::vector<NamedModel> scan(std::string_view text) const;

 private:
  std::unordered_map<std::string, int> names_;  // name_key -> id, -1 for families
  std::unordered_set<std::string> families_;
  std::unordered_set<std::string> beginnings_;  // the letters that names begin with: "qwen" of "Qwen2.5", cheap to ask
  size_t longest_ = 1;                          // pieces of the longest name
  std::vector<std::string> han_;                // families written in Chinese
};

}  // namespace colophon::extract

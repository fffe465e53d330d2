// The shape of a model's name, for names that no lexicon has: a capital, then digits, sizes, variants and more words
// joined by hyphens.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/models_grammar.h"

namespace colophon::extract {

struct Shaped {
  size_t begin = 0;
  size_t end = 0;
  bool strong = false;  // a digit, an inner capital or capitals only: not a plain capitalised word
};

// Whether a word (in lower case) begins with a capital in running text without being a name: "The", "Table", "RLHF".
bool is_plain_word(const std::string& low);

// A run of text that is shaped like a model's name from piece `i` on: "Skywork-R1V4", "Yuan 2.0", "Kimi k1.5",
// "Moonlight". Moves `i` behind it.
std::optional<Shaped> shaped_at(std::string_view text, const std::vector<NamePiece>& pieces, size_t& i);

}  // namespace colophon::extract

// How text becomes terms, the same for what is indexed and for what is asked. No language setting: each text says by
// its characters what it is.
//
// Every text is folded (NFKC, lower case, Traditional to Simplified Chinese, character by character) and cut into words
// by ICU, whose dictionary finds the words of Chinese. Latin words are indexed as they are, with positions, and as
// their stem where that is another word. A hyphenated word ("pre-training") is indexed in its parts and joined
// ("pretraining").
//
// A text with at least one Han character is also a *line of characters*: its letters and digits in a row, all else left
// out. Every two neighbours of it are a term with a position, and the last is one alone. So a query of two or more
// characters is a phrase of pairs, one character is what begins a pair, and every part of a Chinese text is found,
// across words
// ("处理" in "待处理") and scripts ("E专" in "MoE专家数", "8K上下" in "128K 上下文").
//
// Terms: word "training", stem "train", pair "C专家". With a prefix ("S") these become "Straining", "Strain", "SC专家";
// prefixed terms have no positions: they serve to find short texts (titles, headings) by all their words.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace colophon::store {

// NFKC, lower case, Traditional to Simplified. Invalid UTF-8 becomes U+FFFD.
std::string fold(std::string_view utf8);

struct Tokens {
  struct Word {
    std::string text;
    unsigned position = 0;  // 1, 2, ...; a joined word stands at its first part
    bool joined = false;
    bool han = false;  // of Chinese characters; has no stem
  };
  std::vector<Word> words;
  std::u32string characters;  // all letters and digits, in a row
  bool han = false;           // a Han character is among them: the row is indexed
};

Tokens tokenize(std::string_view utf8);

// Adds the terms of `text` to `document`. `weight` is what an occurrence counts. With `prefix`, terms are prefixed.
void index_text(Xapian::Document& document, std::string_view text, unsigned weight = 1, const std::string& prefix = "");

enum class Match {
  all,  // for people who search: every piece between spaces, a Chinese piece as it stands; "quoted" pieces as phrases
  any,  // for questions: any word, the more of them the better
};

// The query for `text` over unprefixed terms, and over those of each of `prefixes` too (titles, sections). Empty
// (Query::MatchNothing) when the text has no letter or digit.
Xapian::Query text_query(std::string_view text, Match match, const std::vector<std::string>& prefixes = {});

}  // namespace colophon::store

// What a sentence shows of the narrative items: binary features, the same for ranking and for fitting the weights
// (data/lexicons/passages_weights.json).
// Cues are patterns of data/lexicons/passages.json, asked of the sentence ("cue")
// and of the headings above it ("heading:cue"); the rest is place, length and who is named.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "indexer/extract/sentences.h"

namespace colophon::extract {

struct PassageSentence {
  Sentence sentence;
  std::vector<uint16_t> features;  // positions in passage_feature_names() that hold, ascending
};

// The cues come first.
const std::vector<std::string>& passage_feature_names();
size_t passage_cue_count();

// The distinct words of a sentence: Latin ones of three letters or more in lower case, and pairs of Chinese characters.
std::vector<std::string> passage_words(std::string_view text);

// The sentences that could be quoted: prose outside references and users' instructions, neither too short nor too long.
std::vector<PassageSentence> passage_sentences(const document::Document& document, const ModelNames& models);

}  // namespace colophon::extract

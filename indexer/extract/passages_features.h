// What a sentence shows of the narrative items: binary features, the same for ranking and for fitting the weights
// (data/lexicons/passages_weights.json). Cues are patterns of data/lexicons/passages.json, asked of the sentence ("cue")
// and of the headings above it ("heading:cue"); the rest is place, length and who is named.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "indexer/extract/sentences.h"

namespace colophon::extract {

struct PassageSentence {
  Sentence sentence;
  std::vector<uint16_t> features;  // positions in passage_feature_names() that hold, ascending
};

const std::vector<std::string>& passage_feature_names();

// The sentences that could be quoted: prose outside references and users' instructions, neither too short nor too long.
std::vector<PassageSentence> passage_sentences(const document::Document& document, const ModelNames& models);

}  // namespace colophon::extract

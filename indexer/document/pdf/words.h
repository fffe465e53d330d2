// Glyphs to words, words to lines. A word is a run without a visible gap, with the super- and subscripts that touch it;
// a line is the words on one baseline without a column gap. Figures (em = size of the glyphs): a word breaks at 0.15
// em, a line at 1.25 em; marks are smaller than 0.92 of their base and 0.04 to 0.70 em off its baseline.
#pragma once

#include <vector>

#include "indexer/document/pdf/glyphs.h"
#include "indexer/document/pdf/page.h"

namespace colophon::document::pdf {

std::vector<Word> words_of(const PageContent& content);

// Upright words only; vertical ones stand alone in Page::words.
std::vector<Line> lines_of(const std::vector<Word>& words);

}  // namespace colophon::document::pdf

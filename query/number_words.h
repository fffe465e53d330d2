// Numbers in English words ("two hundred billion", "sixty", "a million"). Such words count only where a number is
// meant: with a magnitude, or beside a comparison or superlative; "which one" and "one of them" are none.
#pragma once

#include <functional>
#include <vector>

#include "query/words.h"
#include "schema/numbers.h"

namespace colophon::query {

// In order; begin and end are bytes of words.folded. `expected(first, last)` says whether the words around
// first..last-1 ask for a number.
std::vector<schema::WrittenNumber> find_number_words(const Words& words,
                                                     const std::function<bool(size_t, size_t)>& expected);

}  // namespace colophon::query

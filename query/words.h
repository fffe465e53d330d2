// A question cut into the smallest pieces that phrases are made of: a run of letters and digits is one word, and so is
// every Chinese character. Phrases are compared as words joined without what stood between them, so "multi-head",
// "multi head" and "multihead" are one phrase.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace colophon::query {

struct Word {
  std::string text;  // folded (store::fold)
  std::string stem;  // without the plural's "s"
  size_t begin = 0;  // bytes in the folded text
  size_t end = 0;
  bool han = false;
  bool capital = false;  // written with a capital or a digit by the asker: may be a name
  std::string before;    // what stands between the word before and this one: " ", ", ", "-"
};

struct Words {
  std::string folded;
  std::vector<Word> list;

  // Words first..last-1 joined: as written or as stems.
  std::string joined(size_t first, size_t last) const;
  std::string stems(size_t first, size_t last) const;
  // The folded text from the first word to the last, with what is between them.
  std::string text(size_t first, size_t last) const;
};

Words split_words(std::string_view utf8);

// Levenshtein's distance with neighbours exchanged counted as one, in characters of UTF-8 as bytes; more than `most`
// gives most + 1.
size_t edit_distance(std::string_view a, std::string_view b, size_t most);

}  // namespace colophon::query

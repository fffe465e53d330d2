// The best passages for a text: BM25 over the words of passages, their headings and the report's title, in the asker's
// language and, through the checklist's bilingual names, in the other one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/library.h"

namespace colophon::query {

struct Passage {
  std::string key;     // of the report
  std::string report;  // file name
  int page = 0;
  std::string section;
  std::string text;     // the whole paragraph, list item, caption or table
  std::string snippet;  // the part of it where the words stand
  double weight = 0;
};

// Passages of the reports in `keys` (all reports if empty) that have all pieces of `text`, best first: as written or,
// for what the checklist knows, by its names in either language. Quotation marks ask for the very words.
std::vector<Passage> search_passages(Library& library, std::string_view text, const std::set<std::string>& keys,
                                     size_t limit);

// Passages that answer a question best: any of its words, and what they are called in the other language. The best of
// reports in the other language follow, a third of `limit` at most.
std::vector<Passage> passages_for_question(Library& library, std::string_view question,
                                           const std::set<std::string>& keys, size_t limit);

// About `width` characters of `text` around the first stretch that has most of the words of `about`.
std::string snippet(std::string_view text, std::string_view about, size_t width = 240);

}  // namespace colophon::query

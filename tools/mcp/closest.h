// Names that a knowledge base has, nearest to one that it does not have: for `found: false`.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "query/library.h"

namespace colophon::mcp {

constexpr size_t most_closest = 5;

// Reports' keys and models' names, the nearest first: those that hold the name or are held by it, then by the pairs of
// letters that they share (Dice's coefficient: an edit distance favours short names), then by edits.
// Never empty unless the knowledge base is, or the name has no letter or digit.
std::vector<std::string> closest_names(query::Library& library, std::string_view name);
// The same of benchmarks.
std::vector<std::string> closest_benchmarks(const std::filesystem::path& knowledge_base, std::string_view name);
// Of all of them, for a word of a question.
std::vector<std::string> closest_terms(query::Library& library, const std::filesystem::path& knowledge_base,
                                       std::string_view word);

}  // namespace colophon::mcp

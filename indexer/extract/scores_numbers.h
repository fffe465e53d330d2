// The numbers of a result table's cell, and the names that go with several of them.
#pragma once

#include <string>
#include <vector>

#include "indexer/document/document.h"

namespace colophon::extract {

// One number, or several set apart by "/" or "|". Empty for anything else.
std::vector<double> numbers_of(const document::Cell& cell);

// "AIME 2024 / MATH-500" -> its parts; empty when there is one.
std::vector<std::string> split_names(const std::string& text);

// Whether a cell holds nothing but a size: "72B".
bool only_size(const std::string& text);

}  // namespace colophon::extract

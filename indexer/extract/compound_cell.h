// Cells of a table that state more than the one quantity of their label: "64 (6 activated)" and "1 + 63" (shared and
// routed) under "Experts", "4.2T+6T" under "Tokens", which is their sum.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/numbers.h"

namespace colophon::extract {

struct CellNumber {
  std::string quantity;  // a rule's
  Number number;
};

// The numbers of a cell under a label of `quantity`, each with what it is a number of; none for a cell that is not
// written in one of these forms.
std::vector<CellNumber> compound_numbers(std::string_view quantity, std::string_view cell);

}  // namespace colophon::extract

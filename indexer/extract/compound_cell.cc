#include "indexer/extract/compound_cell.h"

#include "indexer/extract/regex.h"

namespace colophon::extract {

std::vector<CellNumber> compound_numbers(std::string_view quantity, std::string_view cell) {
  static const RE2 in_brackets(R"(\s*\d+[^\d(（]*[(（][^\d]{0,12}\d+[^\d]*[)）]\s*)");
  static const RE2 activated(R"((?i)activ|select|\btop|激活|选)");
  static const RE2 sum(R"(\s*\d[\d.,]*\s*[KMBT]?(?:\s*\+\s*\d[\d.,]*\s*[KMBT]?)+\s*(?:tokens?)?\s*)");
  const std::vector<Number> numbers = find_numbers(cell);
  if (numbers.size() < 2) return {};
  const bool experts = quantity == "experts_total" || quantity == "experts_active";
  if (quantity == "experts_total" && numbers.size() == 2 && RE2::FullMatch(piece_of(cell), in_brackets) &&
      matches(cell, activated)) {
    return {{"experts_total", numbers[0]}, {"experts_active", numbers[1]}};
  }
  if (!RE2::FullMatch(piece_of(cell), sum)) return {};
  if (experts && numbers.size() == 2) {
    std::vector<CellNumber> both = {{std::string(quantity), numbers[1]}};
    if (quantity == "experts_total") both.push_back({"experts_shared", numbers[0]});
    return both;
  }
  if (quantity != "tokens") return {};
  Number total = numbers.front();
  total.unit = Unit::tokens;
  for (size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i].suffix != total.suffix) return {};
    total.value += numbers[i].value;
    total.span.end = numbers[i].span.end;
  }
  return {{std::string(quantity), total}};
}

}  // namespace colophon::extract

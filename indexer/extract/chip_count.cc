#include "indexer/extract/chip_count.h"

#include <cstdlib>
#include <string>

#include "indexer/extract/numbers.h"
#include "indexer/extract/regex.h"

namespace colophon::extract {
namespace {

double as_number(std::string digits) {
  std::erase(digits, ',');
  return std::strtod(digits.c_str(), nullptr);
}

// The chips of all machines together: "64 nodes with 8 A100 GPUs each", "64 台 8 卡 H800 服务器（共 512 卡）", "64 台
// H800 服务器，每台 8 卡", "H800 servers, 64 machines with 8 GPUs per machine".
std::optional<double> chips_of_machines(std::string_view text, const Span& term) {
  static const RE2 machines(
      R"((?i)(\d[\d,]*)\s?(?:[A-Z][\w-]*\s)?(?:nodes?|servers?|machines?|hosts?|台|个?节点)(?:[^.;。；]{0,40}?[^\d,.])?(\d{1,2})\s?(?:×|x|卡|张|块)?\s?(?:NVIDIA |华为)?$)");
  static const RE2 count_alone(R"((?i)(\d[\d,]*)\s?(?:[HA]\d{3}\s)?(?:nodes?|servers?|machines?|hosts?|台|个?节点))");
  static const RE2 per_machine(
      R"((?i)每(?:台|个?节点)[^，。；\d]{0,6}(\d{1,2})\s?[卡张块]|\b(\d{1,2})\s(?:\w+\s)?(?:GPUs?|NPUs?|cards?|chips?)\s(?:per|in each|on each)\s(?:node|server|machine|host))");
  static const RE2 stated_total(R"((?i)(?:totall?ing|total of|共计?|总计)\s?(\d[\d,]*)(?:\s|张|块|卡))");
  static const RE2 stated_after(R"((?i)(\d[\d,]*)\s(?:[\w-]+\s){0,3}in (?:total|all)\b)");
  const re2::StringPiece whole = piece_of(text);
  std::string count, each, other_each, total;
  if (!RE2::PartialMatch(piece_of(text.substr(0, term.begin)), machines, &count, &each) &&
      !(RE2::PartialMatch(whole, per_machine, &each, &other_each) && RE2::PartialMatch(whole, count_alone, &count)))
    return std::nullopt;
  if (RE2::PartialMatch(whole, stated_total, &total) || RE2::PartialMatch(whole, stated_after, &total))
    return as_number(total);
  return as_number(count) * as_number(each.empty() ? other_each : each);
}

}  // namespace

std::optional<double> chip_count(std::string_view text, const Span& term) {
  static const RE2 times_before(R"((?i)(\d[\d,]*)\s?(?:×|x|\*)\s?(?:NVIDIA |华为)?$)");
  static const RE2 times_after(
      R"((?i)^(?:\s?(?:GPUs?|NPUs?)?\s?(?:×|x|\*)|[^.;。；\d]{0,20}(?:共计?|总计))\s?(\d[\d,]*))");
  std::string digits;
  const size_t from = term.begin > 24 ? term.begin - 24 : 0;
  if (RE2::PartialMatch(piece_of(text.substr(from, term.begin - from)), times_before, &digits) ||
      RE2::PartialMatch(piece_of(text.substr(term.end)), times_after, &digits)) {
    const double count = as_number(digits);
    if (count >= 2) return count;
  }
  if (const std::optional<double> all = chips_of_machines(text, term); all && *all >= 2) return all;
  std::optional<double> count;
  for (const Number& number : find_numbers(text)) {
    if (number.attached || number.reference || number.value < 2 || number.value > 1e6) continue;
    if (number.unit == Unit::chips && gap(number.unit_span, term) <= 12 && number.span.end <= term.begin + 1)
      count = number.value;
  }
  return count;
}

}  // namespace colophon::extract

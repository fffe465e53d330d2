#include "indexer/document/dates.h"

#include <re2/re2.h>

#include <array>
#include <cstdio>

#include "schema/ascii.h"

namespace colophon::document {
namespace {

int month_number(std::string_view written) {
  static constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                              "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string name = schema::lowered(written);
  for (size_t i = 0; i < months.size(); ++i) {
    if (name.starts_with(months[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::string iso(int year, int month, int day) {
  if (year < 1990 || year > 2099 || month < 1 || month > 12 || day < 0 || day > 31) return "";
  char buffer[16];
  if (day == 0) {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d", year, month);
  } else {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
  }
  return buffer;
}

const std::string month_name =
    R"((Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?)";

}  // namespace

std::string find_date(std::string_view text) {
  static const RE2 numeric(R"(\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b)");
  static const RE2 chinese(R"(((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)");
  static const RE2 day_first(R"((?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+)" + month_name + R"(,?\s+((?:19|20)\d\d)\b)");
  static const RE2 month_first(R"((?i)\b)" + month_name + R"(\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b)");
  static const RE2 month_only(R"((?i)\b)" + month_name + R"(,?\s+((?:19|20)\d\d)\b)");
  static const RE2 year_month(R"(\b((?:19|20)\d\d)-(\d{1,2})\b)");
  int year = 0, month = 0, day = 0;
  std::string name, digits;
  if (RE2::PartialMatch(text, day_first, &day, &name, &year)) return iso(year, month_number(name), day);
  if (RE2::PartialMatch(text, month_first, &name, &day, &year)) return iso(year, month_number(name), day);
  if (RE2::PartialMatch(text, numeric, &year, &month, &day)) return iso(year, month, day);
  if (RE2::PartialMatch(text, chinese, &year, &month, &digits))
    return iso(year, month, digits.empty() ? 0 : std::stoi(digits));
  if (RE2::PartialMatch(text, month_only, &name, &year)) return iso(year, month_number(name), 0);
  if (RE2::PartialMatch(text, year_month, &year, &month)) return iso(year, month, 0);
  return "";
}

}  // namespace colophon::document

#include "query/days.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

namespace colophon::query {
namespace {

constexpr const char* month_words = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
constexpr const char* part_words =
    "q[1-4]|h[12]|(?:first|second|third|fourth) quarter|(?:first|second) half|"
    "第?[一二三四1-4]季度?|[上下]半年";

int month_named(std::string_view word) {
  static constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                              "jul", "aug", "sep", "oct", "nov", "dec"};
  return 1 + static_cast<int>(std::find(months.begin(), months.end(), word.substr(0, 3)) - months.begin());
}

Days months(int year, int first, int last) { return {year * 10000 + first * 100, year * 10000 + last * 100 + 99}; }

// "q3", "second half", "上半年" of a year.
Days part_of_year(int year, const std::string& part) {
  static const std::vector<std::pair<const char*, int>> ordinals = {
      {"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}, {"一", 1}, {"二", 2}, {"三", 3},
      {"四", 4},    {"上", 1},     {"下", 2},    {"1", 1},      {"2", 2},  {"3", 3},  {"4", 4}};
  int number = 1;
  for (const auto& [word, value] : ordinals) {
    if (part.find(word) != std::string::npos) number = value;
  }
  const bool half =
      part.front() == 'h' || part.find("half") != std::string::npos || part.find("半") != std::string::npos;
  return half ? months(year, 6 * number - 5, 6 * number) : months(year, 3 * number - 2, 3 * number);
}

size_t offset(std::string_view text, const re2::StringPiece& piece) {
  return static_cast<size_t>(piece.data() - text.data());
}

// A year with what narrows it down.
void find_years(std::string_view text, std::vector<WrittenDays>& found) {
  static const RE2 pattern(std::string("(?:\\b(?:(") + part_words + ") (?:of )?|(" + month_words +
                           ")[a-z]*\\.?,? +(?:of )?))?\\b(20[1-3][0-9])(?:\\b|年)(?: ?年?(?:的)? ?(" + part_words +
                           ")|(?: ?年 ?| ?[-/.] ?)([01]?[0-9])(?: ?月(?:份)?|[-/]([0-3]?[0-9])|\\b))?(?: ?年)?");
  std::array<re2::StringPiece, 7> groups;
  for (size_t at = 0; pattern.Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), groups.size());) {
    WrittenDays written;
    written.begin = offset(text, groups[0]);
    written.end = at = written.begin + groups[0].size();
    const int year = std::stoi(std::string(groups[3]));
    const std::string part(groups[1].empty() ? groups[4] : groups[1]);
    int month = 0, day = 0;
    if (!groups[2].empty()) month = month_named({groups[2].data(), groups[2].size()});
    if (!groups[5].empty()) month = std::stoi(std::string(groups[5]));
    if (!groups[6].empty()) day = std::stoi(std::string(groups[6]));
    if (month < 1 || month > 12) month = day = 0;
    if (!part.empty()) {
      written.days = part_of_year(year, part);
    } else if (month == 0) {
      written.days = {year * 10000, year * 10000 + 9999};
    } else {
      written.days = months(year, month, month);
      if (day > 0) written.days = {year * 10000 + month * 100 + day, year * 10000 + month * 100 + day};
    }
    found.push_back(written);
  }
}

// "January and ..." before a month with its year; "... 到 6 月" after one.
void find_months_of_ranges(std::string_view text, std::vector<WrittenDays>& found) {
  static const RE2 before(std::string("\\b(") + month_words + ")[a-z]*\\.? (?:and|to|through|until|-|–) $");
  static const RE2 after("^(?: ?(?:到|至|和|-|–|~|～) ?)(([01]?[0-9]) ?月(?:份)?)");
  std::vector<WrittenDays> more;
  for (const WrittenDays& written : found) {
    const int year = written.days.first / 10000;
    std::array<re2::StringPiece, 3> groups;
    if (before.Match(text.substr(0, written.begin), 0, written.begin, RE2::UNANCHORED, groups.data(), 2)) {
      const int month = month_named({groups[1].data(), groups[1].size()});
      size_t end = offset(text, groups[1]) + groups[1].size();
      while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
      more.push_back({offset(text, groups[1]), end, months(year, month, month)});
    }
    if (after.Match(text.substr(written.end), 0, text.size() - written.end, RE2::UNANCHORED, groups.data(), 3)) {
      const int month = std::stoi(std::string(groups[2]));
      const size_t begin = offset(text, groups[1]);
      if (month >= 1 && month <= 12) more.push_back({begin, begin + groups[1].size(), months(year, month, month)});
    }
  }
  found.insert(found.end(), more.begin(), more.end());
}

}  // namespace

std::vector<WrittenDays> find_days(std::string_view text) {
  std::vector<WrittenDays> found;
  find_years(text, found);
  find_months_of_ranges(text, found);
  std::sort(found.begin(), found.end(), [](const WrittenDays& a, const WrittenDays& b) { return a.begin < b.begin; });
  return found;
}

}  // namespace colophon::query

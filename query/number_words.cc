#include "query/number_words.h"

#include <string>
#include <unordered_map>

namespace colophon::query {
namespace {

double units(const std::string& word) {
  static const std::unordered_map<std::string, double> known = {
      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},    {"six", 6},
      {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11}, {"twelve", 12},
      {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"twenty", 20}, {"thirty", 30},
      {"forty", 40},    {"fifty", 50},    {"sixty", 60},   {"seventy", 70}, {"eighty", 80}, {"ninety", 90}};
  const auto found = known.find(word);
  return found == known.end() ? 0 : found->second;
}

double magnitude(const std::string& word) {
  static const std::unordered_map<std::string, double> known = {
      {"hundred", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};
  const auto found = known.find(word);
  return found == known.end() ? 0 : found->second;
}

}  // namespace

std::vector<schema::WrittenNumber> find_number_words(const Words& words,
                                                     const std::function<bool(size_t, size_t)>& expected) {
  std::vector<schema::WrittenNumber> found;
  for (size_t first = 0; first < words.list.size();) {
    double total = 0, section = 0, scale = 1;
    size_t last = first;
    for (; last < words.list.size(); ++last) {
      const std::string& word = words.list[last].text;
      if (const double unit = units(word); unit > 0) {
        if (scale >= 1e3 || (section > 0 && scale == 1 && section < 20)) break;
        section += unit;
      } else if (const double times = magnitude(word); times > 0) {
        scale = times;
        if (times < 1e3) {
          section = (section == 0 ? 1 : section) * times;
        } else {
          total += (section == 0 ? 1 : section) * times;
          section = 0;
        }
      } else {
        break;
      }
    }
    if (last == first) {
      ++first;
      continue;
    }
    if (scale > 1 || expected(first, last)) {
      schema::WrittenNumber number;
      number.begin = words.list[first].begin;
      number.end = words.list[last - 1].end;
      number.value = total + section;
      number.low = number.value;
      number.high = scale == 1e6 ? number.value * 1.048576 : number.value;
      number.scale = scale;
      found.push_back(number);
    }
    first = last;
  }
  return found;
}

}  // namespace colophon::query

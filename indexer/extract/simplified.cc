#include "indexer/extract/simplified.h"

#include <algorithm>
#include <unordered_map>

#include "schema/data.h"

namespace colophon::extract {
namespace {

constexpr size_t han_bytes = 3;  // of nearly all; the rare others stay as they are

// Lines of "萬\t万".
std::unordered_map<std::string_view, std::string_view> read_pairs() {
  std::unordered_map<std::string_view, std::string_view> pairs;
  std::string_view rest = schema::data_file("lexicons/traditional.tsv");
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    if (line.size() == 2 * han_bytes + 1 && line[han_bytes] == '\t')
      pairs.emplace(line.substr(0, han_bytes), line.substr(han_bytes + 1));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return pairs;
}

}  // namespace

std::string simplified(std::string_view text) {
  static const auto pairs = read_pairs();
  std::string out(text);
  for (size_t at = 0; at + han_bytes <= out.size(); ++at) {
    const auto lead = static_cast<unsigned char>(out[at]);
    if (lead < 0xE3 || lead > 0xE9) continue;  // U+3000 to U+9FFF
    const auto found = pairs.find(text.substr(at, han_bytes));
    if (found != pairs.end()) out.replace(at, han_bytes, found->second);
    at += han_bytes - 1;
  }
  return out;
}

}  // namespace colophon::extract

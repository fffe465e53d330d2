#include "indexer/extract/scores_numbers.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "indexer/extract/models_grammar.h"

namespace colophon::extract {

std::vector<double> numbers_of(const document::Cell& cell) {
  static const RE2 one(
      "^[\\s~≈]*(-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?)\\s*%?\\s*(?:±.*|\\((?:[^()]*)\\)|[*†‡§↑↓]+)?"
      "\\s*$");
  const auto read = [&](std::string_view text) -> std::optional<double> {
    std::string digits;
    if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), one, &digits)) return std::nullopt;
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    return std::stod(digits);
  };
  for (const std::string* text : {&cell.core, &cell.text}) {
    if (const auto value = read(*text)) return {*value};
    for (const char separator : {'|', '/'}) {
      if (text->find(separator) == std::string::npos) continue;
      std::vector<double> values;
      size_t at = 0;
      bool all = true;
      while (all && at <= text->size()) {
        const size_t cut = std::min(text->find(separator, at), text->size());
        const auto value = read(std::string_view(*text).substr(at, cut - at));
        all = value.has_value();
        if (value) values.push_back(*value);
        at = cut + 1;
      }
      if (all && values.size() > 1) return values;
    }
  }
  return {};
}

std::vector<std::string> split_names(const std::string& text) {
  std::vector<std::string> parts;
  for (const char* separator : {" | ", " / ", "|", "/"}) {
    if (text.find(separator) == std::string::npos) continue;
    size_t at = 0;
    while (at <= text.size()) {
      const size_t cut = std::min(text.find(separator, at), text.size());
      parts.push_back(text.substr(at, cut - at));
      at = cut + std::string_view(separator).size();
    }
    break;
  }
  return parts;
}

bool only_size(const std::string& text) {
  const auto pieces = name_pieces(text);
  return pieces.size() == 1 && pieces[0].kind == NamePiece::Kind::size &&
         pieces[0].end - pieces[0].begin + 2 >= text.size();
}

}  // namespace colophon::extract

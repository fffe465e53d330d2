#include "indexer/extract/models_grammar.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "schema/ascii.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

using schema::is_digit;
struct Lexicon {
  std::unordered_set<std::string> same;
  std::unordered_set<std::string> variant;
  std::vector<std::string> families;
};

const Lexicon& lexicon() {
  static const Lexicon lexicon = [] {
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/models.json"));
    Lexicon result;
    for (const auto& word : json.at("same_model")) result.same.insert(word.get<std::string>());
    for (const auto& word : json.at("variant")) result.variant.insert(word.get<std::string>());
    for (const auto& family : json.at("families")) {
      result.families.push_back(family.at("name"));
      for (const auto& alias : family.at("aliases")) result.families.push_back(alias);
    }
    return result;
  }();
  return lexicon;
}

bool alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) && static_cast<unsigned char>(c) < 128; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }

// How many bytes of an accented Latin letter ("ü" of "Tülu") stand at `i`, 0 for anything else.
size_t accented(std::string_view s, size_t i) {
  if (i + 1 >= s.size() || (static_cast<unsigned char>(s[i]) != 0xC3 && static_cast<unsigned char>(s[i]) != 0xC4))
    return 0;
  const auto second = static_cast<unsigned char>(s[i + 1]);
  const bool sign = static_cast<unsigned char>(s[i]) == 0xC3 && (second == 0x97 || second == 0xB7);  // "×", "÷"
  return sign ? 0 : 2;
}

// Eats digits and inner dots from `i`.
size_t number_end(std::string_view s, size_t i) {
  while (i < s.size() && (is_digit(s[i]) || (s[i] == '.' && i + 1 < s.size() && is_digit(s[i + 1])))) ++i;
  return i;
}

NamePiece::Kind kind_of(std::string_view low) {
  using Kind = NamePiece::Kind;
  const std::string word(low);
  if (lexicon().same.contains(word)) return Kind::same;
  if (lexicon().variant.contains(word)) return Kind::variant;
  size_t i = low[0] == 'a' || low[0] == 'v' || low[0] == 'r' || low[0] == 'k' ? 1 : 0;
  if (const size_t end = number_end(low, i); end > i) {
    const std::string_view rest = low.substr(end);
    if (rest == "b" || rest == "m" || rest == "bn") return low[0] == 'v' ? Kind::word : Kind::size;
    if (rest.size() > 1 && rest[0] == 'x' && rest.back() == 'b' && i == 0) return Kind::size;         // 8x22b
    if (rest == "k" || rest == "t") return Kind::variant;                                             // 128k, 3.1t
    if (rest.size() > 2 && rest[0] == 'b' && rest[1] == 'a' && is_digit(rest[2])) return Kind::size;  // 30ba3b
    if (rest.empty() && low[0] != 'a') {
      const size_t digits = end - i;
      const bool plain = low.find('.') == std::string_view::npos;
      if (i == 0 && plain && digits >= 4) return Kind::same;  // a date
      if (i == 0 && plain && digits == 2 && low[0] == '0') return Kind::same;
      return Kind::version;
    }
    if (rest.size() == 1 && i == 0 && std::isalpha(static_cast<unsigned char>(rest[0]))) return Kind::version;  // "4o"
  }
  return Kind::word;
}

// The joint that the bytes between two pieces make.
char joint_of(std::string_view between) {
  static const std::unordered_set<std::string_view> hyphens = {"-", "_", "‐", "‑", "–", "−", "\\_", "- ", "‐ "};
  if (between == " " || between == "\u00a0") return ' ';
  if (hyphens.contains(between)) return '-';
  if (between == "(" || between == " (" || between == "（" || between == " （" || between == "[" || between == " [")
    return '(';
  if (between == "@") return '@';
  if (between == "*" || between == "×" || between == "+") return '+';
  if (between == "/") return '/';
  return '|';
}

}  // namespace

std::vector<NamePiece> name_pieces(std::string_view text) {
  std::vector<NamePiece> pieces;
  size_t i = 0;
  while (i < text.size()) {
    if (!alnum(text[i])) {
      ++i;
      continue;
    }
    NamePiece piece;
    piece.begin = i;
    while (i < text.size() && (alnum(text[i]) || accented(text, i) != 0 ||
                               ((text[i] == '.' || text[i] == '_') && i + 1 < text.size() && is_digit(text[i + 1]) &&
                                (text[i] == '.' ? alnum(text[i - 1]) : is_digit(text[i - 1]))))) {
      i += std::max<size_t>(1, accented(text, i));
    }
    if (i < text.size() && text[i] == '+' && (i + 1 >= text.size() || !alnum(text[i + 1]))) ++i;  // "Command R+"
    piece.end = i;
    for (size_t k = piece.begin; k < piece.end; ++k) {
      piece.low += text[k] == '_' ? '.' : schema::to_lower(text[k]);
    }
    if (!pieces.empty()) piece.joint = joint_of(text.substr(pieces.back().end, piece.begin - pieces.back().end));
    // "8 x 22B" is set with a multiplication sign between two pieces
    if (piece.joint == '+' && !pieces.empty() && piece.low.back() == 'b' &&
        std::all_of(pieces.back().low.begin(), pieces.back().low.end(), is_digit)) {
      pieces.back().low += "x" + piece.low;
      pieces.back().end = piece.end;
      pieces.back().kind = NamePiece::Kind::size;
      continue;
    }
    piece.kind = kind_of(piece.low);
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

std::string name_key(std::string_view name) {
  std::string key;
  for (const NamePiece& piece : name_pieces(name)) key += piece.low;
  if (key.empty()) {
    for (const char c : name) {
      if (static_cast<unsigned char>(c) >= 128) key += c;
    }
  }
  return key;
}

std::string_view leading_letters(std::string_view low) {
  size_t end = 0;
  while (end < low.size() && low[end] >= 'a' && low[end] <= 'z') ++end;
  return end == 0 ? low : low.substr(0, end);
}

std::optional<double> billions(std::string_view size) {
  if (size.empty()) return std::nullopt;
  const size_t begin = size[0] == 'a' ? 1 : 0;
  const size_t end = number_end(size, begin);
  if (end == begin || end >= size.size()) return std::nullopt;
  const double value = std::stod(std::string(size.substr(begin, end - begin)));
  if (size[end] == 'b') return value;
  if (size[end] == 'm') return value / 1000;
  return std::nullopt;
}

NameScanner::NameScanner() {
  for (const std::string& family : lexicon().families) {
    if (static_cast<unsigned char>(family[0]) >= 128) {
      if (family.size() > 3) han_.push_back(family);  // one character is no name
      continue;
    }
    add(family, -1);
  }
}

void NameScanner::add(std::string_view name, int id) {
  const auto pieces = name_pieces(name);
  if (pieces.empty()) return;
  longest_ = std::max(longest_, pieces.size());
  beginnings_.insert(std::string(leading_letters(pieces.front().low)));
  if (id < 0) families_.insert(name_key(name));
  auto [place, fresh] = names_.try_emplace(name_key(name), id);
  if (!fresh && id >= 0) place->second = id;
}

namespace {

// Where a family word ends in a piece that carries its version: "qwen2.5" -> 4, "gpt4o" -> 3. npos without one.
size_t version_start(std::string_view low) {
  size_t i = 0;
  while (i < low.size() && !is_digit(low[i])) ++i;
  if (i < 2 || i == low.size()) return std::string_view::npos;
  size_t end = number_end(low, i);
  if (low.size() - end > 3) return std::string_view::npos;
  if (low[i - 1] == 'v' || low[i - 1] == 'k' || low[i - 1] == 'm') return i - 1 >= 2 ? i - 1 : i;
  return i;
}

bool capital_or_digit(std::string_view text, const NamePiece& piece) {
  const char c = text[piece.begin];
  return upper(c) || is_digit(c);
}

}  // namespace

std::vector<NamedModel> NameScanner::scan(std::string_view text) const {
  using Kind = NamePiece::Kind;
  std::vector<NamedModel> found;
  const auto pieces = name_pieces(text);
  for (size_t i = 0; i < pieces.size();) {
    // the longest known name that starts here
    size_t base_end = 0;
    int base = -1;
    bool family_version = false;
    std::string joined;
    // "DeepSeekV3": the letter of a version may follow the family at once
    const std::string letters(leading_letters(pieces[i].low));
    const bool possible = beginnings_.contains(letters) || beginnings_.contains(letters.substr(0, letters.size() - 1));
    for (size_t j = i; possible && j < pieces.size() && j < i + longest_; ++j) {
      if (j > i && pieces[j].joint != '-' && pieces[j].joint != ' ') break;
      joined += pieces[j].low;
      if (const auto hit = names_.find(joined); hit != names_.end()) {
        base_end = j + 1;
        base = hit->second;
        family_version = false;
      } else if (j == i && base_end == 0) {
        if (const size_t at = version_start(joined); at != std::string_view::npos) {
          // also where the family itself is the caller's: with a version it is another generation
          if (families_.contains(joined.substr(0, at)) || families_.contains(joined.substr(0, at + 1))) {
            base_end = j + 1;
            base = -1;
            family_version = true;
          }
        }
      }
    }
    // A family's name that is an ordinary word as well counts only when written as a name.
    if (base_end > 0 && base == -1 && !family_version) {
      const bool looks_named =
          std::any_of(text.begin() + pieces[i].begin, text.begin() + pieces[base_end - 1].end, upper) ||
          pieces[i].low.find_first_of("0123456789") != std::string::npos;
      const bool versioned =
          base_end < pieces.size() && pieces[base_end].joint == '-' && pieces[base_end].kind != Kind::word;
      if (!looks_named && !versioned) base_end = 0;
    }
    if (base_end == 0) {
      ++i;
      continue;
    }
    size_t begin = i;
    NamedModel name;
    while (begin > 0 && pieces[begin].joint == '-' && capital_or_digit(text, pieces[begin - 1]) &&
           (found.empty() || pieces[begin - 1].begin >= found.back().end)) {
      --begin;
      name.prefixed = true;
    }
    size_t end = base_end;
    size_t close = 0;  // a bracket that belongs to the name
    while (end < pieces.size()) {
      const NamePiece& next = pieces[end];
      const bool named = capital_or_digit(text, next) || next.kind == Kind::size || next.kind == Kind::version;
      if (next.joint == '-' || next.joint == '@') {
        if (next.kind == Kind::word && !named) break;
      } else if (next.joint == ' ') {
        // "k1.5 long-CoT": a variant in small letters counts when more of the name follows
        const bool hyphenated = next.kind == Kind::variant && end + 1 < pieces.size() && pieces[end + 1].joint == '-' &&
                                pieces[end + 1].kind != Kind::word;
        if (next.kind == Kind::word || (!named && !hyphenated)) break;
        // "DeepSeek-V2 2 ..." and "GPT-4 32 ...": a second bare number is no version
        if (next.kind == Kind::version && is_digit(next.low[0]) && next.low.find('.') == std::string::npos &&
            (end > base_end || base >= 0 || family_version || next.low.size() > 1)) {
          break;
        }
        if (next.kind == Kind::same && next.low.find_first_not_of("0123456789") == std::string::npos) break;
      } else if (next.joint == '(') {
        size_t last = end;
        while (last + 1 < pieces.size() && (pieces[last + 1].joint == ' ' || pieces[last + 1].joint == '-')) ++last;
        const std::string_view after = text.substr(pieces[last].end);
        const bool closed = after.starts_with(")") || after.starts_with("）") || after.starts_with("]");
        bool all = closed && last - end < 4;
        for (size_t k = end; all && k <= last; ++k)
          all = pieces[k].kind != Kind::word && pieces[k].kind != Kind::version;
        if (!all) break;
        end = last + 1;
        close = pieces[last].end + (after.starts_with("）") ? 3 : 1);
        continue;
      } else {
        break;
      }
      ++end;
    }
    for (size_t k = begin; k < end; ++k) {
      name.key += pieces[k].low;
      if (pieces[k].kind != Kind::same || k < base_end) name.core += pieces[k].low;
      if (k >= base_end) {
        name.extension.push_back(pieces[k].low);
        name.kinds.push_back(pieces[k].kind);
      }
      if (pieces[k].kind == Kind::size) {
        if (pieces[k].low[0] == 'a') {
          name.active_b = billions(pieces[k].low);
        } else {
          name.size_b = billions(pieces[k].low);
          if (const size_t a = pieces[k].low.find("ba"); a != std::string::npos)
            name.active_b = billions(pieces[k].low.substr(a + 1));
        }
      }
    }
    name.base = base;
    name.begin = pieces[begin].begin;
    name.end = std::max(pieces[end - 1].end, close);
    found.push_back(std::move(name));
    i = end;
  }
  for (const std::string& family : han_) {
    for (size_t at = text.find(family); at != std::string_view::npos; at = text.find(family, at + family.size())) {
      NamedModel name;
      name.begin = at;
      name.end = at + family.size();
      name.key = name.core = family;
      found.push_back(std::move(name));
    }
  }
  std::sort(found.begin(), found.end(), [](const NamedModel& a, const NamedModel& b) { return a.begin < b.begin; });
  std::vector<NamedModel> apart;
  for (NamedModel& name : found) {
    if (apart.empty() || name.begin >= apart.back().end) apart.push_back(std::move(name));
  }
  return apart;
}

}  // namespace colophon::extract

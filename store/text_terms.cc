// The terms of a text (index_text) and the queries for them (text_query): two sides of one agreement.
#include <algorithm>
#include <set>

#include "store/text.h"

namespace colophon::store {
namespace {

// What pairs add to a question's rank beside whole words.
constexpr double pair_share = 0.3;

std::string utf8(char32_t c) {
  std::string bytes;
  if (c < 0x80) {
    bytes += static_cast<char>(c);
  } else if (c < 0x800) {
    bytes += static_cast<char>(0xC0 | (c >> 6));
    bytes += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    bytes += static_cast<char>(0xE0 | (c >> 12));
    bytes += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    bytes += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    bytes += static_cast<char>(0xF0 | (c >> 18));
    bytes += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    bytes += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    bytes += static_cast<char>(0x80 | (c & 0x3F));
  }
  return bytes;
}

std::string stem(const std::string& word) {
  thread_local const Xapian::Stem english("english");
  const bool plain =
      word.size() > 2 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return plain ? english(word) : word;
}

std::string stem_term(const std::string& prefix, const std::string& word) { return prefix + stem(word); }
std::string pair_term(const std::string& prefix, char32_t a, char32_t b) { return prefix + "C" + utf8(a) + utf8(b); }
std::string last_term(const std::string& prefix, char32_t c) { return prefix + "C" + utf8(c); }

// The terms one after the other; those of a prefix all together.
Xapian::Query sequence(const std::vector<std::string>& terms, const std::string& prefix) {
  if (terms.empty()) return Xapian::Query::MatchNothing;
  if (terms.size() == 1) return Xapian::Query(terms.front());
  if (!prefix.empty()) return Xapian::Query(Xapian::Query::OP_AND, terms.begin(), terms.end());
  return Xapian::Query(Xapian::Query::OP_PHRASE, terms.begin(), terms.end(),
                       static_cast<Xapian::termcount>(terms.size()));
}

Xapian::Query any_of(const std::vector<Xapian::Query>& queries) {
  return Xapian::Query(Xapian::Query::OP_OR, queries.begin(), queries.end());
}

// The text's characters as they stand in a text with Han characters.
Xapian::Query character_query(const Tokens& tokens, const std::string& prefix) {
  const std::u32string& line = tokens.characters;
  if (line.size() == 1) return Xapian::Query(Xapian::Query::OP_WILDCARD, last_term(prefix, line[0]));
  std::vector<std::string> pairs;
  for (size_t i = 0; i + 1 < line.size(); ++i) pairs.push_back(pair_term(prefix, line[i], line[i + 1]));
  return sequence(pairs, prefix);
}

// One word by its stem, several ("GPT-4", "and/or") as they stand; a hyphenated one also in its joined form.
Xapian::Query word_query(const Tokens& tokens, const std::string& prefix, bool verbatim) {
  std::vector<std::string> parts;
  std::string whole, joined;
  for (const Tokens::Word& word : tokens.words) {
    if (word.joined) {
      joined = word.text;
    } else {
      parts.push_back(prefix + word.text);
      whole += word.text;
    }
  }
  if (verbatim) return sequence(parts, prefix);
  if (parts.size() == 1) return Xapian::Query(stem_term(prefix, whole));
  return joined == whole ? sequence(parts, prefix) | Xapian::Query(stem_term(prefix, joined)) : sequence(parts, prefix);
}

// A piece of a search: all of it, as it stands.
Xapian::Query piece_query(std::string_view piece, bool verbatim, const std::vector<std::string>& prefixes) {
  const Tokens tokens = tokenize(piece);
  if (tokens.characters.empty()) return Xapian::Query::MatchNothing;
  std::vector<Xapian::Query> ways;
  for (const std::string& prefix : prefixes) {
    if (!tokens.han && !tokens.words.empty()) ways.push_back(word_query(tokens, prefix, verbatim));
    // "oE" stands in "MoE专家数" as well as "专家" does, but whole words come first.
    const Xapian::Query characters = character_query(tokens, prefix);
    ways.push_back(tokens.han ? characters : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, characters, 0.1));
  }
  return any_of(ways);
}

struct Piece {
  std::string text;
  bool quoted = false;
};

// Spaces of any width (folding makes them ASCII) divide; quotation marks of any shape hold together.
std::vector<Piece> pieces_of(std::string_view text) {
  std::string folded = fold(text);
  for (const char* mark : {"“", "”", "„", "「", "」", "『", "』", "《", "》"}) {
    for (size_t at = folded.find(mark); at != std::string::npos; at = folded.find(mark, at)) {
      folded.replace(at, std::string_view(mark).size(), "\"");
    }
  }
  std::vector<Piece> pieces(1);
  for (const char c : folded) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (c == '"') {
      pieces.push_back({"", !pieces.back().quoted});
    } else if (space && !pieces.back().quoted) {
      pieces.emplace_back();
    } else {
      pieces.back().text += c;
    }
  }
  std::erase_if(pieces, [](const Piece& piece) { return piece.text.empty(); });
  return pieces;
}

Xapian::Query all_query(std::string_view text, const std::vector<std::string>& prefixes) {
  std::vector<Xapian::Query> queries;
  for (const Piece& piece : pieces_of(text)) {
    Xapian::Query query = piece_query(piece.text, piece.quoted, prefixes);
    if (!query.empty()) queries.push_back(std::move(query));
  }
  return Xapian::Query(Xapian::Query::OP_AND, queries.begin(), queries.end());
}

Xapian::Query any_query(std::string_view text, const std::vector<std::string>& prefixes) {
  const Tokens tokens = tokenize(text);
  std::set<std::string> words, pairs;
  for (const std::string& prefix : prefixes) {
    for (const Tokens::Word& word : tokens.words) {
      words.insert(word.han ? prefix + word.text : stem_term(prefix, word.text));
    }
    for (size_t i = 0; tokens.han && i + 1 < tokens.characters.size(); ++i) {
      pairs.insert(pair_term(prefix, tokens.characters[i], tokens.characters[i + 1]));
    }
  }
  Xapian::Query by_words(Xapian::Query::OP_OR, words.begin(), words.end());
  if (pairs.empty()) return by_words;
  const Xapian::Query by_pairs(Xapian::Query::OP_OR, pairs.begin(), pairs.end());
  return by_words | Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, by_pairs, pair_share);
}

}  // namespace

void index_text(Xapian::Document& document, std::string_view text, unsigned weight, const std::string& prefix) {
  const auto add = [&](const std::string& term, size_t position) {
    if (prefix.empty()) {
      document.add_posting(term, static_cast<Xapian::termpos>(position), weight);
    } else {
      document.add_term(term, weight);
    }
  };
  const Tokens tokens = tokenize(text);
  for (const Tokens::Word& word : tokens.words) {
    if (word.han) {
      document.add_term(prefix + word.text, weight);
      continue;
    }
    const std::string stemmed = stem(word.text);
    if (!word.joined) add(prefix + word.text, word.position);
    if (word.joined || stemmed != word.text) document.add_term(prefix + stemmed, weight);
  }
  if (!tokens.han) return;
  const std::u32string& line = tokens.characters;
  for (size_t i = 0; i + 1 < line.size(); ++i) add(pair_term(prefix, line[i], line[i + 1]), i + 1);
  add(last_term(prefix, line.back()), line.size());
}

Xapian::Query text_query(std::string_view text, Match match, const std::vector<std::string>& prefixes) {
  std::vector<std::string> all_prefixes = {""};
  all_prefixes.insert(all_prefixes.end(), prefixes.begin(), prefixes.end());
  return match == Match::all ? all_query(text, all_prefixes) : any_query(text, all_prefixes);
}

}  // namespace colophon::store

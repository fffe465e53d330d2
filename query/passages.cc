#include "query/passages.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "query/mentions.h"
#include "schema/checklist.h"
#include "schema/json.h"
#include "store/search_index.h"
#include "store/text.h"

namespace colophon::query {
namespace {

const std::vector<std::string>& prefixes() {
  static const std::vector<std::string> all = {store::prefix::title, store::prefix::section};
  return all;
}

// How much a translated word counts beside the asker's own.
constexpr double translation_weight = 0.5;

Xapian::Query within(Xapian::Query query, const std::set<std::string>& keys) {
  query = {Xapian::Query::OP_FILTER, query, Xapian::Query(store::term::kind(store::Kind::passage))};
  if (keys.empty()) return query;
  std::vector<std::string> terms;
  terms.reserve(keys.size());
  for (const std::string& key : keys) terms.push_back(store::term::report(key));
  return {Xapian::Query::OP_FILTER, query, Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end())};
}

// BM25 by the passages' own mean length: the index's other documents have no text, and draw down the mean that Xapian
// divides lengths by. What is left of a word's weight at length L, in mean passages, is 1 / (0.48 + 1.48 L).
Xapian::BM25Weight weight_of_passages(const Xapian::Database& index) {
  constexpr double constant = 0.48, by_length = 1.48, shortest = 0.15;
  const double passages = index.get_termfreq(store::term::kind(store::Kind::passage));
  if (passages == 0) return {};
  const double share = passages / index.get_doccount();
  const double k1 = constant + by_length * share;
  return {k1, 0, 1, by_length * share / k1, shortest / share};
}

std::vector<Passage> run(Library& library, const Xapian::Query& query, std::string_view about, size_t limit) {
  Xapian::Enquire enquire(library.index());
  enquire.set_query(query);
  enquire.set_weighting_scheme(weight_of_passages(library.index()));
  // Of equal weight by their reports, however these are spread over databases.
  enquire.set_sort_by_relevance_then_value(store::slot::report_key, false);
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(limit));
  std::vector<Passage> passages;
  for (auto at = found.begin(); at != found.end(); ++at) {
    const nlohmann::json data = schema::parse_json(at.get_document().get_data(), "search document");
    Passage passage;
    passage.key = schema::member<std::string>(data, "key");
    passage.report = schema::member<std::string>(data, "report");
    passage.page = schema::member_or<int>(data, "page", 0);
    passage.section = schema::member_or<std::string>(data, "section", "");
    passage.text = schema::member_or<std::string>(data, "text", "");
    passage.snippet = snippet(passage.text, about);
    passage.weight = at.get_weight();
    passages.push_back(std::move(passage));
  }
  return passages;
}

// What the checklist calls the same in either language: the names of an item, the aliases of a value.
std::vector<std::string> names_of(const std::vector<Sense>& senses) {
  std::vector<std::string> names;
  for (const Sense& sense : senses) {
    const schema::Item* item = schema::Checklist::standard().find(sense.id);
    if (item == nullptr) continue;
    if (sense.kind == Sense::Kind::field) {
      names.insert(names.end(), item->synonyms.begin(), item->synonyms.end());
      names.insert(names.end(), {item->name.en, item->name.zh});
    }
    for (const schema::Term& term : item->vocabulary) {
      if (sense.kind != Sense::Kind::value || term.value != sense.value) continue;
      names.insert(names.end(), term.aliases.begin(), term.aliases.end());
      names.push_back(term.value);
    }
  }
  return names;
}

Xapian::Query any_of(const std::vector<std::string>& names) {
  std::vector<Xapian::Query> parts;
  parts.reserve(names.size());
  for (const std::string& name : names) parts.push_back(store::text_query("\"" + name + "\"", store::Match::all));
  return {Xapian::Query::OP_OR, parts.begin(), parts.end()};
}

// Text whose every piece is there, as written or by a name of the checklist in either language. Nothing where no piece
// has such a name, or where quotation marks ask for the very words.
Xapian::Query in_both_languages(std::string_view text) {
  if (text.find('"') != std::string_view::npos) return {};
  const Words words = split_words(text);
  std::vector<Xapian::Query> pieces;
  bool named = false;
  for (size_t at = 0; at < words.list.size();) {
    const auto match = Lexicon::standard().longest(words, at);
    const size_t last = match ? match->last : at + 1;
    const Xapian::Query own = store::text_query(words.text(at, last), store::Match::all, prefixes());
    const std::vector<std::string> names = match ? names_of(*match->senses) : std::vector<std::string>{};
    named |= !names.empty();
    const Xapian::Query other(Xapian::Query::OP_SCALE_WEIGHT, any_of(names), translation_weight);
    pieces.push_back(names.empty() ? own : Xapian::Query(Xapian::Query::OP_OR, own, other));
    at = last;
  }
  return named ? Xapian::Query(Xapian::Query::OP_AND, pieces.begin(), pieces.end()) : Xapian::Query();
}

// The words of the question that mean something in the checklist, by their names in both languages.
Xapian::Query translations(std::string_view question) {
  const Words words = split_words(question);
  const Lexicon& lexicon = Lexicon::standard();
  std::vector<std::string> names;
  for (size_t at = 0; at < words.list.size();) {
    const auto match = lexicon.longest(words, at);
    if (!match) {
      ++at;
      continue;
    }
    for (std::string& name : names_of(*match->senses)) names.push_back(std::move(name));
    at = match->last;
  }
  return {Xapian::Query::OP_SCALE_WEIGHT, any_of(names), translation_weight};
}

// The question without its grammar: what is left are the words to look for.
std::string content_of(std::string_view question) {
  const Words words = split_words(question);
  std::string content;
  for (size_t at = 0; at < words.list.size();) {
    const auto match = Lexicon::standard().longest(words, at);
    const size_t last = match ? match->last : at + 1;
    const bool grammar = match && std::all_of(match->senses->begin(), match->senses->end(),
                                              [](const Sense& s) { return s.kind == Sense::Kind::role; });
    if (!grammar) content += (words.list[at].han && words.list[at].before.empty() ? "" : " ") + words.text(at, last);
    at = last;
  }
  return content.empty() ? std::string(question) : content;
}

bool is_chinese(std::string_view question) {
  const Words words = split_words(question);
  return std::any_of(words.list.begin(), words.list.end(), [](const Word& word) { return word.han; });
}

size_t character_start(std::string_view text, size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
  return std::min(at, text.size());
}

}  // namespace

std::string snippet(std::string_view text, std::string_view about, size_t width) {
  std::string flat(text);
  std::replace(flat.begin(), flat.end(), '\n', ' ');
  if (flat.size() <= width) return flat;
  const Words words = split_words(about);
  std::string lower = flat;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  std::vector<size_t> hits;
  for (size_t i = 0; i < words.list.size(); ++i) {
    const Word& word = words.list[i];
    std::string piece = word.text;
    if (word.han && i + 1 < words.list.size() && words.list[i + 1].han) piece += words.list[i + 1].text;
    if (piece.size() < 3) continue;
    for (size_t at = lower.find(piece); at != std::string::npos; at = lower.find(piece, at + 1)) hits.push_back(at);
  }
  std::sort(hits.begin(), hits.end());
  size_t best = 0, most = 0;
  for (size_t i = 0; i < hits.size(); ++i) {
    const auto within =
        static_cast<size_t>(std::upper_bound(hits.begin(), hits.end(), hits[i] + width * 2 / 3) - hits.begin()) - i;
    if (within > most) {
      most = within;
      best = hits[i];
    }
  }
  size_t begin = best > width / 4 ? character_start(flat, best - width / 4) : 0;
  if (const size_t blank = flat.find(' ', begin); begin > 0 && blank != std::string::npos && blank < best)
    begin = blank + 1;
  const size_t end = character_start(flat, std::min(flat.size(), begin + width));
  return (begin > 0 ? "…" : "") + flat.substr(begin, end - begin) + (end < flat.size() ? "…" : "");
}

std::vector<Passage> search_passages(Library& library, std::string_view text, const std::set<std::string>& keys,
                                     size_t limit) {
  const Xapian::Query own = store::text_query(text, store::Match::all, prefixes());
  const Xapian::Query both = in_both_languages(text);
  const Xapian::Query query = both.empty() ? own : Xapian::Query(Xapian::Query::OP_OR, own, both);
  return run(library, within(query, keys), text, limit);
}

std::vector<Passage> passages_for_question(Library& library, std::string_view question,
                                           const std::set<std::string>& keys, size_t limit) {
  const std::string content = content_of(question);
  // Examples and dialogues are found by a search; they explain nothing.
  const Xapian::Query code(store::term::block("code"));
  const Xapian::Query own(Xapian::Query::OP_AND_NOT, store::text_query(content, store::Match::any, prefixes()), code);
  const Xapian::Query other(Xapian::Query::OP_AND_NOT, translations(question), code);
  std::vector<Passage> passages = run(library, within({Xapian::Query::OP_OR, own, other}, keys), content, limit);
  // Passages of the other language say the same in other words, and would hardly ever be among the best.
  const Xapian::Query language(store::term::language(is_chinese(question) ? "en" : "zh"));
  for (Passage& found : run(library, within({Xapian::Query::OP_FILTER, other, language}, keys), content, limit / 3)) {
    const bool known = std::any_of(passages.begin(), passages.end(),
                                   [&](const Passage& one) { return one.key == found.key && one.text == found.text; });
    if (!known) passages.push_back(std::move(found));
  }
  return passages;
}

}  // namespace colophon::query

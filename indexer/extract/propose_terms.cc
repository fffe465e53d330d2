// Terms in sentences: vocabulary, captured names, flags, parallelism and hardware.
#include <algorithm>
#include <cmath>

#include "indexer/extract/chip_count.h"
#include "indexer/extract/propose.h"

namespace colophon::extract {
namespace {

struct Found {
  std::string value;
  Span span;
  bool captured = false;
};

bool inside(const Span& inner, const Span& outer) { return outer.begin <= inner.begin && inner.end <= outer.end; }

// Whether the text speaks of a term as what is not used: "instead of X", "替代 X", "没有做 X", "X is replaced by", "we
// also tried X, but".
bool dismissed(std::string_view text, const Span& term) {
  static const RE2 before(
      R"((?i)(?:\b(?:instead of|rather than|in place of|as opposed to|replac(?:es|ed|ing)|unlike|no)\s|替代|取代|代替|替换掉?|而非|而不是|没有(?:做|采用|使用|用|换成|进行)|未(?:采用|使用|做|进行))\s?了?\s?(?:the |a |an |any |standard |vanilla |传统的?|标准的?|原(?:有|来)的?)?$)");
  static const RE2 after(R"((?i)^\s?(?:layers? |的)?(?:(?:is|are|was|were) replaced (?:by|with)|被?替换[为成]))");
  static const RE2 tried(
      R"((?i)(?:\b(?:explored|tried|experimented with|considered|attempted|investigated)\s|尝试过?了?|试过)[^.;。；]{0,40}$)");
  static const RE2 but(R"((?i)^[^.;。；]{0,24}[,，]\s?(?:but|however|yet|although|但|然而|不过))");
  const size_t from = term.begin > 64 ? term.begin - 64 : 0;
  const re2::StringPiece ahead(text.data() + from, term.begin - from);
  const re2::StringPiece behind(text.data() + term.end, text.size() - term.end);
  if (RE2::PartialMatch(behind, but) && RE2::PartialMatch(ahead, tried)) return true;
  return RE2::PartialMatch(ahead, before) || RE2::PartialMatch(behind, after);
}

// The terms of a text; of two that overlap the longer one stands.
std::vector<Found> find_terms(const Rule& rule, std::string_view text) {
  std::vector<Found> found;
  for (const int t : terms_in(rule, text)) {
    const TermPattern& term = rule.terms[static_cast<size_t>(t)];
    for (const Span& span : term.pattern.all(text)) found.push_back({term.value, span, false});
  }
  for (Span span : rule.capture.captures(text)) {
    while (span.end > span.begin && (text[span.end - 1] == '.' || text[span.end - 1] == '-')) --span.end;
    const bool known = std::any_of(found.begin(), found.end(),
                                   [&](const Found& f) { return f.span.begin < span.end && span.begin < f.span.end; });
    if (!known) found.push_back({std::string(text.substr(span.begin, span.end - span.begin)), span, true});
  }
  const std::vector<Found> all = found;
  std::erase_if(found, [&](const Found& f) {
    return dismissed(text, f.span) || std::any_of(all.begin(), all.end(), [&](const Found& other) {
             return inside(f.span, other.span) && other.span.end - other.span.begin > f.span.end - f.span.begin;
           });
  });
  return found;
}

// The number that sizes a kind of parallelism: "16-way pipeline parallelism", "TP=8", "PP16", "EP 64", "tensor parallel
// size of 4", "16 pipeline stages".
std::optional<double> parallel_size(std::string_view text, const Span& term) {
  static const RE2 ways_before(R"((?i)(\d{1,4})[\s-]*(?:way|路)[\s-]*(?:[\w-]+\s){0,2}(?:\([^)]*\)\s*)?$)");
  static const RE2 number_before(R"((\d{1,4})\s$)");
  static const RE2 number_within(R"((?i)^[TPDEC]P ?(\d{1,4})$)");
  static const RE2 size_after(
      R"((?i)^\s*(?:\([^)\d]{1,8}\)\s*)?(?:of\s)?(?:size|degree|dimension|大小|度)?\s*(?:of|=|:|to|is|为|：)?\s*\(?(\d{1,4})(?:[^\d.]|\.?$|\.\s))");
  std::string digits;
  const std::string_view lead = text.substr(term.begin > 48 ? term.begin - 48 : 0, std::min<size_t>(term.begin, 48));
  const std::string_view tail = text.substr(term.end);
  const auto piece = [](std::string_view s) { return re2::StringPiece(s.data(), s.size()); };
  if (RE2::PartialMatch(piece(lead), ways_before, &digits) || RE2::PartialMatch(piece(tail), size_after, &digits) ||
      RE2::PartialMatch(piece(text.substr(term.begin, term.end - term.begin)), number_within, &digits) ||
      (text.substr(0, term.end).ends_with("stages") && RE2::PartialMatch(piece(lead), number_before, &digits))) {
    const double size = std::strtod(digits.c_str(), nullptr);
    if (size >= 2) return size;
  }
  return std::nullopt;
}

// How many of the rule's vocabulary stand in a text.
int count_terms(const Rule& rule, std::string_view text) {
  const std::vector<int> possible = terms_in(rule, text);
  return static_cast<int>(std::count_if(possible.begin(), possible.end(),
                                        [&](int t) { return rule.terms[static_cast<size_t>(t)].pattern.in(text); }));
}

Features term_shape(const Rule& rule, const Mention& mention, const Found& found, int terms) {
  Features f;
  size_t nearest = 200;
  for (const Span& noun : rule.nouns.all(mention.text)) {
    nearest = std::min(nearest, gap(noun, found.span));
    f[Feature::noun_in_sentence] = 1;
  }
  f[Feature::noun_distance] = std::log1p(static_cast<float>(nearest));
  f[Feature::term_length] = static_cast<float>(found.span.end - found.span.begin);
  f[Feature::captured] = found.captured;
  f[Feature::value_in_brackets] = found.span.begin > 0 && mention.text[found.span.begin - 1] == '(';
  f[Feature::numbers_in_sentence] = static_cast<float>(terms);  // for terms: how many of the vocabulary stand together
  return f;
}

}  // namespace

void propose_terms(const MentionReader& reader, const Mention& mention, const std::vector<int>& hits,
                   std::vector<Candidate>& out) {
  for (const int r : hits) {
    const Rule& rule = rules()[r];
    if (rule.kind == Kind::flag) {
      const std::vector<Span> denied = rule.denied.all(mention.text);
      if (!denied.empty()) {
        emit(reader, mention, rule, false, denied.front(), Features(), out);
        continue;
      }
      const std::vector<Span> cues = rule.cues.all(mention.text);
      if (!cues.empty()) emit(reader, mention, rule, true, cues.front(), Features(), out);
      continue;
    }
    if (rule.kind < Kind::term || rule.kind == Kind::share) continue;
    if (rule.need_noun && !rule.nouns.in(mention.text)) {
      const int section = reader.document().blocks[mention.place.block].section;
      if (section < 0 || !rule.nouns.in(reader.document().sections[section].title)) continue;
    }
    std::vector<std::string> seen;
    const std::vector<Found> terms = find_terms(rule, mention.text);
    const int standing_together = terms.empty() ? 0 : count_terms(rule, mention.text);
    for (const Found& found : terms) {
      if (std::find(seen.begin(), seen.end(), found.value) != seen.end()) continue;
      seen.push_back(found.value);
      schema::Value value = found.value;
      if (rule.kind == Kind::parallelism)
        value = schema::Labelled{found.value, parallel_size(mention.text, found.span)};
      if (rule.kind == Kind::hardware) value = schema::Labelled{found.value, chip_count(mention.text, found.span)};
      emit(reader, mention, rule, value, found.span, term_shape(rule, mention, found, standing_together), out);
    }
  }
}

}  // namespace colophon::extract

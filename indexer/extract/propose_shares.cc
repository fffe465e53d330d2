// Shares of the training data in sentences: a percentage with the name of a source before or after it.
#include <algorithm>
#include <string>

#include "indexer/extract/propose.h"

namespace colophon::extract {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// The source that is named beside the percentage at `number`; an empty span where none is.
Span source_beside(std::string_view text, const Span& number) {
  // "60% source code", "56% from our math corpus", "38% of the corpus is the OSCAR crawl"
  static const RE2 after(
      R"((?i)^\s*(?:of (?:the |our )?(?:data|corpus|tokens|mix|mixture|total)\w* (?:is|are|was|were|comes? from) (?:the )?|(?:is|are|was|were|from|for|on|of|additional)\s(?:our |the )?)?((?:[\p{L}][\p{L}\d/&'-]*)(?:[ /](?:[\p{L}][\p{L}\d/&'-]*)){0,3}))");
  // "English natural language (70%)", "code for 22.29%", "web fell to 75%", "books make up 5%", "代码约 9%"
  static const RE2 before(
      R"((?i)((?:[\p{L}][\p{L}\d/&'-]*?)(?: [\p{L}][\p{L}\d/&'-]*?){0,3}?)(?:\s?\(|\s(?:data |text |texts )?(?:accounts? for|accounting for|constitut\w+|makes? up|making up|compris\w+|is|are|at|for|was|were|fell to|rose to|to|represents?|:)|\s?(?:数据|语料|文本)?(?:约?所?占(?:比)?(?:例)?(?:约?为|约|达|了|:|：)?|约(?:为|占)?|为|：))\s?(?:about |around |roughly |approximately |约)?$)");
  re2::StringPiece found;
  const size_t from = number.begin > 90 ? number.begin - 90 : 0;
  std::string_view lead = text.substr(from, number.begin - from);
  const size_t clause = lead.find_last_of(",;.");
  if (clause != std::string_view::npos) lead.remove_prefix(clause + 1);
  for (const std::string_view stop : {"，", "；", "。", "、", "其中"}) {
    const size_t at = lead.rfind(stop);
    if (at != std::string_view::npos) lead.remove_prefix(at + stop.size());
  }
  const auto span_of = [&](const re2::StringPiece& match) {
    const auto begin = static_cast<size_t>(match.data() - text.data());
    return Span{begin, begin + match.size()};
  };
  if (RE2::PartialMatch(piece(lead), before, &found)) return span_of(found);
  if (RE2::PartialMatch(piece(text.substr(number.end)), after, &found)) {
    Span span = span_of(found);
    const size_t next = text.substr(0, span.end).find(" and ", span.begin);
    if (next != std::string_view::npos) span.end = next;
    return span;
  }
  return {};
}

}  // namespace

void propose_shares(const MentionReader& reader, const Mention& mention, const std::vector<int>& hits,
                    std::vector<Candidate>& out) {
  static const Patterns topic({"data\\b", "corp(?:us|ora)", "\\bmix\\w*", "tokens?", "数据", "语料", "其中", "文本"},
                              "shares");
  for (const int r : hits) {
    const Rule& rule = rules()[r];
    if (rule.kind != Kind::share || !topic.in(mention.text)) continue;
    for (const Number& number : find_numbers(mention.text)) {
      if (number.unit != Unit::percent || number.value < rule.low || number.value > rule.high) continue;
      const Span source = source_beside(mention.text, number.span);
      if (source.begin == source.end) continue;
      Features f;
      f[Feature::percent_unit] = 1;
      f[Feature::term_length] = static_cast<float>(source.end - source.begin);
      emit(reader, mention, rule,
           schema::Labelled{mention.text.substr(source.begin, source.end - source.begin), number.value}, number.span, f,
           out);
    }
  }
}

}  // namespace colophon::extract

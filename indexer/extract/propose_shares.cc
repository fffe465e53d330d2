// Shares of the training data in sentences: a percentage with the name of a source before or after it, and lists of
// shares that go with lists of sources ("English and Chinese texts, 50% and 40%, respectively", "in a ratio of 7:2:1
// among English, Chinese and code data"). Ratios count where they add up to 10 or 100.
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
  for (const std::string_view stop : {"，", "；", "。", "、", "其中", "语料中", "数据中", "文本中", "数据集中"}) {
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

struct Share {
  Span source;
  Span number;
  double percent = 0;
};

// The name of a source that is the end (`last`) or the beginning of `text`, without what is said around it.
Span trimmed_source(std::string_view text, const Span& within, bool last) {
  static const RE2 at_end(
      R"((?:^|\s|[^\x00-\x7f])((?:[A-Z][\w&/-]*\s){0,2}[\p{L}][\w&/-]*|[\p{Han}]{1,8})(?:\s(?:data|texts?|corpora|tokens?))?[\s,]*$)");
  static const RE2 at_beginning(
      R"(^\s*(?:the\s|our\s|from\s)?((?:[\p{L}][\w&/-]*)(?:\s(?:[A-Z][\w&/-]*|text|language|corpus))*|[\p{Han}]{1,8}))");
  re2::StringPiece found;
  const std::string_view part = text.substr(within.begin, within.end - within.begin);
  if (!RE2::PartialMatch(piece(part), last ? at_end : at_beginning, &found)) return {};
  const auto begin = static_cast<size_t>(found.data() - text.data());
  return {begin, begin + found.size()};
}

// The `count` sources of a list that stands in `within`, at its end or at its beginning; none where it is another list.
std::vector<Span> listed_sources(std::string_view text, const Span& within, size_t count, bool at_end) {
  static const RE2 joint(R"((?:,\s?and\s|,\s|\sand\s|\s?&\s?|、|和|与|以及|及))");
  std::vector<Span> members;
  re2::StringPiece rest(text.data() + within.begin, within.end - within.begin);
  size_t from = within.begin;
  re2::StringPiece found;
  while (joint.Match(rest, 0, rest.size(), RE2::UNANCHORED, &found, 1)) {
    const auto at = static_cast<size_t>(found.data() - text.data());
    members.push_back({from, at});
    from = at + found.size();
    rest = re2::StringPiece(text.data() + from, within.end - from);
  }
  members.push_back({from, within.end});
  if (members.size() < count) return {};
  if (at_end) members.erase(members.begin(), members.end() - static_cast<std::ptrdiff_t>(count));
  members.resize(count);
  for (size_t i = 0; i < count; ++i) {
    const Span whole = members[i];
    members[i] = trimmed_source(text, whole, at_end);
    // Between its neighbours a member is a name and nothing else.
    const bool outer = at_end ? i == 0 : i + 1 == count;
    if (members[i].begin == members[i].end || (!outer && whole.end - whole.begin > 40)) return {};
  }
  return members;
}

// "A and B account for 50% and 40%, respectively", "A 和 B 分别占 50% 和 40%".
void paired_shares(std::string_view text, const std::vector<Number>& numbers, std::vector<Share>& out) {
  static const RE2 cue(R"((?i)\brespectively\b|分别)");
  static const RE2 joint(R"(^\s?(?:,\s?and|,|and|、|和|与|以及|及)\s?$)");
  static const RE2 verb(
      R"((?i)((?:[\s,]*(?:which|that|texts?|data|corpora|tokens?))*[\s,]*(?:account(?:s|ing|ed)? for|constitut\w+|mak(?:e|es|ing) up|compris\w+|represent\w*|contribut\w+|with)|\s?(?:数据|语料|文本)?(?:的?(?:比例|占比))?分别(?:约?占|约?为|是)?(?:比)?)\s?(?:about |around |roughly |approximately |约)?$)");
  if (!RE2::PartialMatch(piece(text), cue)) return;
  for (size_t i = 0; i < numbers.size();) {
    size_t j = i;
    while (
        j + 1 < numbers.size() && numbers[j].unit == Unit::percent && numbers[j + 1].unit == Unit::percent &&
        RE2::FullMatch(piece(text.substr(numbers[j].span.end, numbers[j + 1].span.begin - numbers[j].span.end)), joint))
      ++j;
    re2::StringPiece found;
    if (j > i && RE2::PartialMatch(piece(text.substr(0, numbers[i].span.begin)), verb, &found)) {
      const std::vector<Span> sources =
          listed_sources(text, {0, static_cast<size_t>(found.data() - text.data())}, j - i + 1, true);
      for (size_t k = 0; k < sources.size(); ++k)
        out.push_back({sources[k], numbers[i + k].span, numbers[i + k].value});
    }
    i = j + 1;
  }
}

// "a ratio of 7:2:1 among A, B and C", "A, B and C in a ratio of 7:2:1", "A、B 和 C 的比例为 7:2:1".
void ratio_shares(std::string_view text, std::vector<Share>& out) {
  static const RE2 ratio(R"((\d+(?:\.\d+)?(?:\s?[:：]\s?\d+(?:\.\d+)?)+))");
  static const RE2 before(
      R"((?i)((?:\s?(?:\(|,)?\s?(?:\bat|\bin|\bwith|\bby|\busing)?\s?(?:a |the )?(?:\w+ )?(?:ratios?|proportions?)(?: of| is| was)?|(?:数据|语料)?(?:的)?(?:配比|比例)(?:约?为|是|约)?)\s?(?:about |around |roughly |approximately |约)?)$)");
  static const RE2 after(R"((?i)^\s?(?:among|between|for|of|across|mix(?:ture)? of)\s)");
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece hit;
  while (RE2::FindAndConsume(&rest, ratio, &hit)) {
    const auto begin = static_cast<size_t>(hit.data() - text.data());
    const size_t end = begin + hit.size();
    const std::vector<Number> parts = find_numbers(text.substr(begin, hit.size()));
    double sum = 0;
    for (const Number& part : parts) sum += part.value;
    re2::StringPiece lead, tail;
    if (parts.size() < 2 || (sum != 10 && sum != 100) ||
        !RE2::PartialMatch(piece(text.substr(0, begin)), before, &lead))
      continue;
    std::vector<Span> sources;
    re2::StringPiece following(text.data() + end, text.size() - end);
    if (RE2::Consume(&following, after)) {
      sources =
          listed_sources(text, {static_cast<size_t>(following.data() - text.data()), text.size()}, parts.size(), false);
    } else {
      sources = listed_sources(text, {0, static_cast<size_t>(lead.data() - text.data())}, parts.size(), true);
    }
    for (size_t i = 0; i < sources.size(); ++i) out.push_back({sources[i], {begin, end}, parts[i].value * 100 / sum});
  }
}

// What stands beside a percentage and is no source: half a phrase, a part of the training.
bool is_no_source(const std::string& name) {
  static const RE2 other(
      R"((?i)\b(?:and|or|of|with|the|by|to)$|\b(?:phases?|steps?|schedules?|epochs?|warm-?up|layers?|experts?)\b)");
  return RE2::PartialMatch(name, other);
}

}  // namespace

void propose_shares(const MentionReader& reader, const Mention& mention, const std::vector<int>& hits,
                    std::vector<Candidate>& out) {
  static const Patterns topic({"data\\b", "corp(?:us|ora)", "\\bmix\\w*", "tokens?", "数据", "语料", "其中", "文本"},
                              "shares");
  for (const int r : hits) {
    const Rule& rule = rules()[r];
    if (rule.kind != Kind::share || !topic.in(mention.text)) continue;
    const std::vector<Number> numbers = find_numbers(mention.text);
    std::vector<Share> shares;
    paired_shares(mention.text, numbers, shares);
    ratio_shares(mention.text, shares);
    for (const Number& number : numbers) {
      const bool paired = std::any_of(shares.begin(), shares.end(),
                                      [&](const Share& share) { return share.number.begin == number.span.begin; });
      if (number.unit != Unit::percent || paired) continue;
      shares.push_back({source_beside(mention.text, number.span), number.span, number.value});
    }
    for (const Share& share : shares) {
      if (share.source.begin == share.source.end || share.percent < rule.low || share.percent > rule.high) continue;
      const std::string source = mention.text.substr(share.source.begin, share.source.end - share.source.begin);
      if (is_no_source(source)) continue;
      Features f;
      f[Feature::percent_unit] = 1;
      f[Feature::term_length] = static_cast<float>(source.size());
      emit(reader, mention, rule, schema::Labelled{source, share.percent}, share.number, f, out);
    }
  }
}

}  // namespace colophon::extract

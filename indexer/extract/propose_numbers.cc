// Numbers in sentences: each admissible number of a sentence is paired with the nearest cue of each rule.
#include <algorithm>
#include <cmath>

#include "indexer/extract/propose.h"

namespace colophon::extract {
namespace {

constexpr size_t reach_strong = 140;  // bytes from cue to number
constexpr size_t reach_weak = 60;

struct Occurrence {
  int rule = 0;
  Span span;
  bool strong = false;
  int place_in_run = -1;  // "A, B and C are 1, 2 and 3": the index in the run of cues
  int run = -1;
};

struct Reading {  // of one sentence
  std::string_view text;
  std::vector<Number> numbers;
  std::vector<int> number_run;  // a number: which run of numbers it is in, -1 for none
  std::vector<int> place_in_run;
  std::vector<Occurrence> cues;  // by position
  std::vector<int> run_of_cues;  // a run of numbers: the run of cues it answers, -1 for none
};

bool between_matches(std::string_view text, size_t from, size_t to, const RE2& pattern) {
  return from <= to && RE2::FullMatch(re2::StringPiece(text.data() + from, to - from), pattern);
}

const RE2& list_gap() {
  static const RE2 pattern(R"((?i)[\s,，、/()$\\{}]*(?:and|和|与|及|以及|&|;)?[\s,，、/()$\\{}]*(?:the|our|a)?\s*)");
  return pattern;
}

void find_runs(Reading& reading) {
  const size_t n = reading.numbers.size();
  reading.number_run.assign(n, -1);
  reading.place_in_run.assign(n, -1);
  struct Run {
    size_t begin = 0, end = 0;
    int size = 0;
  };
  std::vector<Run> number_runs;
  for (size_t i = 0; i < n; ++i) {
    const Number& number = reading.numbers[i];
    const size_t number_end = std::max(number.span.end, number.unit_span.end);
    const bool joins =
        i > 0 && !number_runs.empty() && reading.number_run[i - 1] >= 0 &&
        between_matches(reading.text, std::max(reading.numbers[i - 1].span.end, reading.numbers[i - 1].unit_span.end),
                        number.span.begin, list_gap());
    if (!joins) number_runs.push_back({number.span.begin, number_end, 0});
    Run& run = number_runs.back();
    reading.number_run[i] = static_cast<int>(number_runs.size()) - 1;
    reading.place_in_run[i] = run.size++;
    run.end = number_end;
  }
  std::vector<Run> cue_runs;
  size_t last_end = 0;
  for (size_t i = 0; i < reading.cues.size(); ++i) {
    Occurrence& cue = reading.cues[i];
    if (!cue.strong) continue;
    if (!cue_runs.empty() && cue.span.begin < last_end) {  // another rule's reading of the same words
      cue.run = static_cast<int>(cue_runs.size()) - 1;
      cue.place_in_run = cue_runs.back().size - 1;
      continue;
    }
    const bool joins = !cue_runs.empty() && between_matches(reading.text, last_end, cue.span.begin, list_gap());
    if (!joins) cue_runs.push_back({cue.span.begin, cue.span.end, 0});
    cue.run = static_cast<int>(cue_runs.size()) - 1;
    cue.place_in_run = cue_runs.back().size++;
    cue_runs.back().end = last_end = cue.span.end;
  }
  reading.run_of_cues.assign(number_runs.size(), -1);
  for (size_t r = 0; r < number_runs.size(); ++r) {
    if (number_runs[r].size < 2) continue;
    for (size_t c = 0; c < cue_runs.size(); ++c) {
      if (cue_runs[c].size != number_runs[r].size || cue_runs[c].end > number_runs[r].begin) continue;
      if (number_runs[r].begin - cue_runs[c].end <= 60) reading.run_of_cues[r] = static_cast<int>(c);
    }
  }
}

Reading read(const Mention& mention, const std::vector<int>& hits) {
  Reading reading;
  reading.text = mention.text;
  reading.numbers = find_numbers(mention.text);
  std::erase_if(reading.numbers,
                [](const Number& n) { return n.attached || n.reference || n.incomplete || n.unit == Unit::points; });
  if (reading.numbers.empty()) return reading;
  for (const int r : hits) {
    const Rule& rule = rules()[r];
    if (!rule.numeric()) continue;
    const std::vector<Span> excluded = rule.exclude.all(mention.text);
    const auto add = [&](const Patterns& patterns, bool strong) {
      for (const Span& span : patterns.all(mention.text)) {
        const bool out = std::any_of(excluded.begin(), excluded.end(),
                                     [&](const Span& e) { return e.begin < span.end && span.begin < e.end; });
        if (!out) reading.cues.push_back({r, span, strong, -1, -1});
      }
    };
    add(rule.cues, true);
    add(rule.weak, false);
  }
  std::stable_sort(reading.cues.begin(), reading.cues.end(),
                   [](const Occurrence& a, const Occurrence& b) { return a.span.begin < b.span.begin; });
  find_runs(reading);
  return reading;
}

// How a number stands to one cue.
Features relate(const Reading& reading, size_t n, const Occurrence& cue) {
  static const RE2 connected_before(
      R"((?i)[\s_)\]*]*(?:\([^()]{0,24}\)\s*)?,?\s*(?:which |that )?(?:of|=|:|：|is|are|was|were|to|at|as|being|≈|∼|为|是|采用|使用|达到?|扩展|we)?\s*(?:all |both )?(?:set|fixed|configured|kept|limited|increased|extended|use|used|set up|设置|设定|设)?\s*(?:to|at|as|=|of|为|到|至|成)?\s*(?:about|approximately|around|roughly|nearly|up to|a|the|only|over|more than|约|大约|近|超过|高达|最(?:大|高|长))?\s*(?:value of )?[$=≈~∼:：(]*\s*)");
  static const RE2 connected_after(R"((?i)[\s-]*(?:[a-z-]+ ){0,2}(?:个|的|份|条)*\s*)");
  static const RE2 clause(R"((?i)[;；。，]|, (?:and|while|with|but|which|where)\b)");
  static const RE2 bound(
      R"((?i)(?:up to|at most|at least|over|more than|maximum(?: of)?|less than|超过|最多|最大|至少|高达)\s*$)");
  const Number& number = reading.numbers[n];
  Features f;
  const bool before = cue.span.end <= number.span.begin;
  const size_t from = before ? cue.span.end : number.span.end;
  const size_t to = before ? number.span.begin : cue.span.begin;
  f[Feature::cue_strong] = cue.strong;
  f[Feature::cue_before] = before;
  f[Feature::distance] = std::log1p(static_cast<float>(gap(cue.span, number.span)));
  if (from <= to) {
    f[Feature::connected] = between_matches(reading.text, from, to, before ? connected_before : connected_after);
    f[Feature::clause_break] = RE2::PartialMatch(re2::StringPiece(reading.text.data() + from, to - from), clause);
  } else {
    f[Feature::connected] = 1;
  }
  for (const Number& other : reading.numbers) {
    if (&other != &number && other.span.begin >= from && other.span.end <= to) f[Feature::numbers_between] += 1;
  }
  for (const Occurrence& other : reading.cues) {
    if (other.rule != cue.rule && other.strong && other.span.begin >= from && other.span.end <= to)
      f[Feature::cue_between] = 1;
  }
  if (reading.number_run[n] >= 0 && reading.run_of_cues[reading.number_run[n]] == cue.run && cue.run >= 0) {
    f[Feature::listed] = reading.place_in_run[n] == cue.place_in_run ? 1 : -1;
  }
  const size_t lead = number.span.begin > 20 ? number.span.begin - 20 : 0;
  f[Feature::bound_word] =
      RE2::PartialMatch(re2::StringPiece(reading.text.data() + lead, number.span.begin - lead), bound);
  f[Feature::value_in_brackets] = number.span.begin > 0 && reading.text[number.span.begin - 1] == '(';
  return f;
}

// How a number looks by itself and beside its neighbours.
Features shape_of(const Reading& reading, size_t n, const Rule& rule) {
  static const RE2 to(
      R"((?i)\s*(?:tokens?|个)?\s*(?:to|→|->|⇒|~|∼|至|到|until|降至|提升到|扩展到|衰减到)\s*(?:about|a maximum of)?\s*)");
  static const RE2 out_of(R"((?i)\s*(?:experts?|个)?\s*(?:out of|of the|from(?: the)?|of)\s*(?:the )?\s*)");
  const Number& number = reading.numbers[n];
  Features f;
  f[Feature::form_grouped] = number.form == NumberForm::grouped;
  f[Feature::form_scaled] = number.form == NumberForm::scaled;
  f[Feature::form_scientific] = number.form == NumberForm::scientific;
  f[Feature::form_spelled] = number.form == NumberForm::spelled;
  f[Feature::suffix_k] = number.suffix == 'K';
  f[Feature::percent_unit] = number.unit == Unit::percent;
  f[Feature::unit_expected] = number.unit != Unit::none && rule.allows(number.unit);
  f[Feature::unit_missing] = rule.units != 0 && number.unit == Unit::none;
  f[Feature::numbers_in_sentence] = static_cast<float>(reading.numbers.size());
  int quantities = 0;
  std::vector<bool> seen(rules().size());
  for (const Occurrence& cue : reading.cues) {
    if (cue.strong && !seen[cue.rule]) ++quantities;
    seen[cue.rule] = seen[cue.rule] || cue.strong;
  }
  f[Feature::cues_in_sentence] = static_cast<float>(quantities);
  const auto joined = [&](size_t a, size_t b, const RE2& pattern) {
    return between_matches(reading.text, reading.numbers[a].span.end, reading.numbers[b].span.begin, pattern);
  };
  const size_t last = reading.numbers.size() - 1;
  f[Feature::pair_first] = n < last && joined(n, n + 1, to);
  f[Feature::pair_second] = n > 0 && joined(n - 1, n, to);
  f[Feature::out_of_first] = n < last && joined(n, n + 1, out_of);
  f[Feature::out_of_second] = n > 0 && joined(n - 1, n, out_of);
  return f;
}

// The cost of pairing a number with a cue: lower is likelier.
size_t cost(const Reading& reading, size_t n, const Occurrence& cue) {
  size_t sum = gap(cue.span, reading.numbers[n].span) + (cue.strong ? 0 : 30);
  if (cue.span.begin >= reading.numbers[n].span.end) sum += 8;  // most cues stand before their number
  return sum;
}

// "a lower bound of 0.2 and an upper one of 0.28", "left and right clipping ranges to 3e-4 and 4e-4", "下界 0.2、上界
// 0.28": the first two numbers after the first of the words for both ends.
void propose_clip_range(const Reading& reading, const MentionReader& reader, const Mention& mention, const Rule& rule,
                        std::vector<Candidate>& out) {
  static const RE2 ends(
      R"((?i)((?:\b(?:low|min|left)|_\{?low|下).{0,90}?(?:high|upp|max|right|上)|(?:\bupper|\bhigh|上).{0,160}?(?:low|下)))");
  re2::StringPiece words;
  if (!RE2::PartialMatch(re2::StringPiece(reading.text.data(), reading.text.size()), ends, &words)) return;
  const auto from = static_cast<size_t>(words.data() - reading.text.data());
  std::vector<const Number*> bounds;
  for (const Number& number : reading.numbers) {
    if (number.span.begin < from || bounds.size() == 2 || number.unit == Unit::percent) continue;
    if (number.value >= rule.low && number.value <= rule.high) bounds.push_back(&number);
  }
  if (bounds.size() != 2 || bounds[0]->value == bounds[1]->value) return;
  Features f;
  f[Feature::cue_strong] = f[Feature::connected] = f[Feature::listed] = 1;
  const auto [low, high] = std::minmax(bounds[0]->value, bounds[1]->value);
  emit(reader, mention, rule, schema::Range{low, high}, {bounds[0]->span.begin, bounds[1]->span.end}, f, out);
}

}  // namespace

void propose_numbers(const MentionReader& reader, const Mention& mention, const std::vector<int>& hits,
                     std::vector<Candidate>& out) {
  const Reading reading = read(mention, hits);
  for (const int r : hits) {
    const Rule& rule = rules()[r];
    if (!rule.numeric()) continue;
    for (const Span& span : rule.zero.all(mention.text)) {
      Features f;
      f[Feature::cue_strong] = f[Feature::connected] = f[Feature::stated_zero] = 1;
      emit(reader, mention, rule, 0.0, span, f, out);
    }
    if (rule.kind == Kind::clip && !reading.numbers.empty()) propose_clip_range(reading, reader, mention, rule, out);
    for (size_t n = 0; n < reading.numbers.size(); ++n) {
      const std::optional<schema::Value> value = value_of(rule, reading.numbers[n]);
      if (!value) continue;
      const Occurrence* best = nullptr;
      for (const Occurrence& cue : reading.cues) {
        if (cue.rule != r || gap(cue.span, reading.numbers[n].span) > (cue.strong ? reach_strong : reach_weak))
          continue;
        if (best == nullptr || cost(reading, n, cue) < cost(reading, n, *best)) best = &cue;
      }
      if (best == nullptr) continue;
      Features f = shape_of(reading, n, rule);
      const Features relation = relate(reading, n, *best);
      for (size_t i = 0; i < feature_count; ++i) f[static_cast<Feature>(i)] += relation[static_cast<Feature>(i)];
      const size_t own_cost = cost(reading, n, *best);
      f[Feature::nearest_cue] = std::none_of(reading.cues.begin(), reading.cues.end(), [&](const Occurrence& cue) {
        return cue.rule != r && cue.strong && cost(reading, n, cue) < own_cost;
      });
      bool nearest = true;
      for (size_t m = 0; m < reading.numbers.size(); ++m) {
        if (m != n && value_of(rule, reading.numbers[m]) && cost(reading, m, *best) < own_cost) nearest = false;
      }
      f[Feature::nearest_number] = nearest;
      emit(reader, mention, rule, *value, reading.numbers[n].span, f, out);
    }
  }
}

}  // namespace colophon::extract

#include "indexer/extract/benchmarks.h"

#include <re2/re2.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "indexer/extract/models_grammar.h"
#include "indexer/extract/regex.h"
#include "schema/ascii.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

// Compatibility forms resolved, case folded, letters, digits, "+", "*", "#", "@" and "²" kept.
std::string squash(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
  icu::UnicodeString folded = nfkc->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))), status);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < folded.length();) {
    const UChar32 c = folded.char32At(i);
    if (u_isalnum(c) || c == '+' || c == '*' || c == '#' || c == '@') kept.append(c);
    i += U16_LENGTH(c);
  }
  std::string out;
  kept.toUTF8String(out);
  return out;
}

struct Lexicon {
  std::unordered_map<std::string, std::string> names;  // squashed name or alias -> squashed name
  std::unordered_set<std::string> ordinary;            // as written
  std::vector<std::string> shapes;
  std::unordered_set<std::string> averages;
  std::unordered_set<std::string> metrics;
  std::unordered_set<std::string> categories;  // squashed: words set before a benchmark by area
  std::vector<std::string> attributes;
  std::unordered_set<std::string> beginnings;  // the letters that names begin with: cheap to ask before normalising
  size_t longest = 1;                          // pieces of the longest name

  void add(const std::string& name, const std::string& key) {
    names.try_emplace(squash(name), key);
    const auto pieces = name_pieces(name);
    longest = std::max(longest, pieces.size());
    if (!pieces.empty()) beginnings.insert(std::string(leading_letters(pieces.front().low)));
  }
};

const Lexicon& lexicon() {
  static const Lexicon lexicon = [] {
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/benchmarks.json"));
    Lexicon result;
    for (const auto& entry : json.at("benchmarks")) {
      const std::string name = entry.at("name");
      const std::string key = squash(name);
      result.add(name, key);
      if (!entry.contains("aliases")) continue;
      for (const std::string alias : entry.at("aliases")) result.add(alias, key);
    }
    for (const auto& word : json.at("ordinary")) result.ordinary.insert(word.get<std::string>());
    for (const auto& word : json.at("unknown")) result.shapes.push_back(word);
    for (const auto& word : json.at("averages")) result.averages.insert(squash(word.get<std::string>()));
    for (const auto& word : json.at("metrics")) result.metrics.insert(squash(word.get<std::string>()));
    // a part of a benchmark qualifies its score as a metric does
    for (const auto& word : json.at("parts")) result.metrics.insert(squash(word.get<std::string>()));
    for (const auto& word : json.at("categories")) result.categories.insert(squash(word.get<std::string>()));
    for (const auto& word : json.at("not_scores")) result.attributes.push_back(word);
    return result;
  }();
  return lexicon;
}

// What qualifies a score: shots, metrics, sampling, splits.
const RE2& setting_pattern() {
  static const RE2 pattern(
      "(?i)^(?:(?:\\d+|few|zero|one|five|multi|n|k)[- "
      "]?shots?|shots?|(?:pass|cons|maj|avg|mean|best|acc|hit|recall|bon|average)[@_ ]?\\d+k?|"
      "em|acc\\.?|accuracy|f1|bpb|ppl|bleu|rouge(?:-[l12])?|wer|cer|correct|resolved|percentile|rating|elo|strict|"
      "loose|"
      "exact match|win[ -]?rate|pass rate|prompt[- ](?:strict|loose)(?: acc\\.?)?|inst(?:ruction)?[- "
      "](?:strict|loose)|w/?o? ?cot|cot|no[- ]?cot|with cot|"
      "val|dev|test|(?:test|dev|val|train)[- ][a-z]+|test[- ]mini|mini|lc|length[- "
      "]controlled.*|temperature.*|perplexity|困惑度|准确率|得分|score|metrics?|"
      "\\d+ ?samples?|greedy|(?:no|with|w/|w/o) tools?|\\(?-?shots?\\)?|#\\s*shots?|subset.*|verified by.*|[↑↓]+)$");
  return pattern;
}

// Marks of footnotes and arrows at the edges.
std::string trimmed(std::string_view text) {
  static const RE2 edge("^(?:[\\s†‡§¶↑↓⋆★🔥,:：]|\\*\\*)+|(?:[\\s†‡§¶↑↓⋆★🔥,:：∗]|\\*\\*)+$");
  std::string out(text);
  RE2::GlobalReplace(&out, edge, "");
  return out;
}

bool is_setting(std::string_view text) {
  const std::string clean = trimmed(text);
  if (clean.empty()) return false;
  if (matches(clean, setting_pattern())) return true;
  return lexicon().metrics.contains(squash(clean));
}

// What says which part of a listed benchmark is meant: "en→zh", "zh", "w/o audio", "V1-En".
bool is_part(std::string_view text) {
  static const RE2 part(
      "(?i)^(?:(?:v\\d[- ]?)?(?:en|zh|cn|ch|de|fr|ja|ko|es|ru|ar)(?:\\s*(?:→|->|-|2|to)\\s*(?:en|zh|cn|de|fr|ja|ko|es|"
      "ru|ar|xx))?|(?:w/o|w/|with|without) [a-z]+(?: [a-z]+)?|xx\\s*(?:→|->|-|2)\\s*en)$");
  return matches(text, part);
}

bool all_settings(std::string_view text) {
  bool any = false;
  size_t at = 0;
  while (at <= text.size()) {
    const size_t cut = std::min(text.find_first_of(",;/&", at), text.size());
    const std::string part = trimmed(text.substr(at, cut - at));
    if (!part.empty()) {
      if (!is_setting(part)) return false;
      any = true;
    }
    at = cut + 1;
  }
  return any;
}

bool is_attribute(std::string_view text) {
  std::string low = schema::lowered(text);
  static const RE2 marks("[#()\\[\\]:.%]");
  RE2::GlobalReplace(&low, marks, " ");
  const auto words = " " + low + " ";
  for (const std::string& attribute : lexicon().attributes) {
    if (static_cast<unsigned char>(attribute[0]) >= 128 ? low.find(attribute) != std::string::npos
                                                        : words.find(" " + attribute + " ") != std::string::npos)
      return true;
  }
  return false;
}

// The listed benchmark whose name `key` is, or begins with, followed by a version, year or date. "" without one.
std::string listed(const std::string& key) {
  if (const auto hit = lexicon().names.find(key); hit != lexicon().names.end()) return hit->second;
  static const RE2 version("^(?:v?\\d[\\d.@kv]*|v\\d[\\d.]*|full|hard|diamond|verified|lite|mini|en|zh|cn|e|c)+$");
  for (size_t size = key.size() - 1; size >= 3 && size < key.size(); --size) {
    const auto hit = lexicon().names.find(key.substr(0, size));
    if (hit != lexicon().names.end() && RE2::FullMatch(piece_of(std::string_view(key).substr(size)), version))
      return hit->second;
  }
  return {};
}

}  // namespace

BenchmarkLabel read_benchmark(std::string_view header) {
  BenchmarkLabel label;
  static const RE2 citation("\\s*\\[\\d+(?:\\s*[,–-]\\s*\\d+)*\\]");
  std::string text(header);
  RE2::GlobalReplace(&text, citation, "");
  text = trimmed(text);
  if (text.empty() || text == "-" || text == "—") return label;
  if (lexicon().averages.contains(squash(text))) return {LabelKind::average, text, ""};
  if (all_settings(text)) return {LabelKind::metric, "", text};
  std::string head, inner, tail, rest;
  // a setting or a footnote's mark set as a subscript: "C-Eval5-shot", "DocVQAval", "BBH5"
  static const RE2 glued("^(.*[A-Za-z+])(\\d{1,2}-shot|\\d)$|^(.*[A-Za-z+0-9])(testmini|val|test|dev|mini)$");
  if (RE2::FullMatch(text, glued, &head, &inner, &rest, &tail)) {
    const std::string& name = head.empty() ? rest : head;
    std::string setting = head.empty() ? tail : inner;
    if (setting.size() == 1) setting.clear();
    const auto plain = lexicon().names.find(squash(name)), whole = lexicon().names.find(squash(text));
    if (plain != lexicon().names.end() && (whole == lexicon().names.end() || whole->second == plain->second))
      return {LabelKind::benchmark, name, setting};
  }
  if (const size_t blank = text.rfind(' '); blank != std::string::npos &&
                                            is_part(std::string_view(text).substr(blank + 1)) &&
                                            !lexicon().names.contains(squash(text)) &&
                                            lexicon().names.contains(squash(std::string_view(text).substr(0, blank))))
    return {LabelKind::benchmark, text.substr(0, blank), text.substr(blank + 1)};
  if (!listed(squash(text)).empty()) return {LabelKind::benchmark, text, ""};
  // brackets that hold a setting, then settings at either end
  std::string setting;
  const auto take = [&](const std::string& part) {
    if (!setting.empty()) setting += ", ";
    setting += part;
  };
  static const RE2 bracket("^(.*?)\\s*[\\(（\\[]([^()（）\\[\\]]*)[\\)）\\]]\\s*([^()（）]*)$");
  std::string name = text;
  for (int turn = 0; turn < 3 && RE2::FullMatch(name, bracket, &head, &inner, &tail); ++turn) {
    if (trimmed(head).empty()) break;
    take(trimmed(inner));
    name = trimmed(head + (tail.empty() ? "" : " " + tail));
  }
  static const RE2 last(
      "^(.*?\\S)[\\s,/_-]+((?:\\d+|zero|few)[- ]?shots?(?:[- "
      "]cot)?|(?:pass|cons|maj|avg|mean|acc)@\\d+k?|em|acc\\.?|accuracy|f1|bleu|wer|cer|ppl|w/"
      "?\\s?cot|cot|average|avg\\.?|strict|prompt strict|score|rating|\\d+ samples?)$");
  static const RE2 last_case("(?i)" + last.pattern());
  for (int turn = 0; turn < 3 && RE2::FullMatch(name, last_case, &head, &rest); ++turn) {
    take(rest);
    name = trimmed(head);
  }
  if (name.empty()) name = text;
  label.name = name;
  label.setting = setting;
  if (lexicon().averages.contains(squash(name))) {
    label.kind = LabelKind::average;
    return label;
  }
  if (all_settings(name)) return {LabelKind::metric, "", text};
  const std::string key = squash(name);
  if (key.empty()) return {};
  static const RE2 average("(?i)^(?:avg\\.?|average|mean)\\b|^平均|均分$");
  if (matches(name, average) && listed(key).empty()) {
    label.kind = LabelKind::average;
    return label;
  }
  if (!listed(key).empty()) {
    label.kind = LabelKind::benchmark;
    return label;
  }
  // an area before the name: "Agent BrowseComp"
  for (size_t blank = name.find(' '); blank != std::string::npos; blank = name.find(' ', blank + 1)) {
    const std::string benchmark = name.substr(blank + 1);
    if (lexicon().categories.contains(squash(std::string_view(name).substr(0, blank))) &&
        !listed(squash(benchmark)).empty()) {
      label.name = benchmark;
      label.kind = LabelKind::benchmark;
      return label;
    }
    const std::string before = name.substr(0, blank);
    const std::string after = name.substr(blank + 1);
    const bool area = lexicon().categories.contains(squash(after));
    if ((area || all_settings(after) || is_part(after)) && lexicon().names.contains(squash(before))) {
      label.name = before;  // "HumanEval Code", "WenetSpeech test-net"
      label.kind = LabelKind::benchmark;
      if (!area) label.setting = label.setting.empty() ? after : label.setting + ", " + after;
      return label;
    }
  }
  // "MMLU-anatomy", "Fleurs en": a part of a listed one
  const auto pieces = name_pieces(name);
  if (pieces.size() >= 2 && pieces.front().begin == 0 && find_benchmarks(name).size() == 1) {
    const std::string first = name.substr(0, pieces.front().end);
    if (first.size() >= 4 && !lexicon().ordinary.contains(first) && lexicon().names.contains(squash(first)) &&
        pieces.size() <= 5) {
      label.kind = LabelKind::benchmark;
      return label;
    }
  }
  if (is_attribute(name)) {
    label.kind = LabelKind::attribute;
    return label;
  }
  label.kind = LabelKind::other;
  if (pieces.size() <= 5 && !pieces.empty()) {
    const std::string& low = pieces.back().low;
    for (const std::string& shape : lexicon().shapes) {
      if (low.size() > shape.size() && low.ends_with(shape)) label.kind = LabelKind::shaped;
      if (low == shape && pieces.size() >= 2 && pieces.size() <= 4) label.kind = LabelKind::shaped;
    }
  }
  return label;
}

bool is_category(std::string_view label) { return lexicon().categories.contains(squash(label)); }

std::vector<BenchmarkMention> find_benchmarks(std::string_view text) {
  std::vector<BenchmarkMention> found;
  const auto pieces = name_pieces(text);
  for (size_t i = 0; i < pieces.size();) {
    size_t end = i;
    const bool possible = lexicon().beginnings.contains(std::string(leading_letters(pieces[i].low)));
    for (size_t j = i; possible && j < pieces.size() && j < i + lexicon().longest; ++j) {
      if (j > i && pieces[j].joint != '-' && pieces[j].joint != ' ' && pieces[j].joint != '/') break;
      const std::string_view name = text.substr(pieces[i].begin, pieces[j].end - pieces[i].begin);
      if (name.size() >= 3 && !listed(squash(name)).empty()) end = j + 1;
    }
    const bool capital = text[pieces[i].begin] < 'a' || pieces[i].low.find('_') != std::string::npos;
    if (end == i || !capital) {
      ++i;
      continue;
    }
    BenchmarkMention mention{pieces[i].begin, pieces[end - 1].end,
                             std::string(text.substr(pieces[i].begin, pieces[end - 1].end - pieces[i].begin)), false};
    mention.ordinary = lexicon().ordinary.contains(mention.name);
    found.push_back(std::move(mention));
    i = end;
  }
  return found;
}

std::string benchmark_key(std::string_view name) {
  const BenchmarkLabel label = read_benchmark(name);
  std::string key = squash(label.name.empty() ? name : std::string_view(label.name));
  static const RE2 year("^(aime|hmmt|cnmo|cmo|imo|amc|aimo)(?:feb)?(?:20)?(2[0-9])$");
  std::string contest, digits;
  if (RE2::FullMatch(key, year, &contest, &digits)) return contest + "20" + digits;
  const auto hit = lexicon().names.find(key);
  return hit != lexicon().names.end() ? hit->second : key;
}

}  // namespace colophon::extract

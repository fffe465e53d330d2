#include "indexer/extract/cues.h"

#include <re2/re2.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "indexer/extract/sieve.h"
#include "schema/checklist.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

using nlohmann::json;

constexpr std::pair<std::string_view, Kind> kinds[] = {{"number", Kind::number},
                                                       {"integer", Kind::integer},
                                                       {"length", Kind::length},
                                                       {"count", Kind::count},
                                                       {"batch", Kind::batch},
                                                       {"warmup", Kind::warmup},
                                                       {"percent", Kind::percent},
                                                       {"share_number", Kind::share_number},
                                                       {"clip", Kind::clip},
                                                       {"term", Kind::term},
                                                       {"capture", Kind::capture},
                                                       {"flag", Kind::flag},
                                                       {"parallelism", Kind::parallelism},
                                                       {"hardware", Kind::hardware},
                                                       {"share", Kind::share}};

constexpr std::pair<std::string_view, Unit> units[] = {
    {"none", Unit::none},           {"tokens", Unit::tokens}, {"steps", Unit::steps},
    {"sequences", Unit::sequences}, {"epochs", Unit::epochs}, {"percent", Unit::percent},
    {"gpu_hours", Unit::gpu_hours}, {"days", Unit::days},     {"chips", Unit::chips},
    {"flops", Unit::flops},         {"layers", Unit::layers}, {"heads", Unit::heads},
    {"experts", Unit::experts},     {"ways", Unit::ways},     {"other", Unit::other}};

template <typename T, size_t N>
T named(const std::pair<std::string_view, T> (&table)[N], const std::string& name, const std::string& where) {
  for (const auto& [key, value] : table) {
    if (key == name) return value;
  }
  throw std::invalid_argument(where + ": unknown name " + name);
}

std::vector<std::string> strings(const json& entry, const char* key) {
  return entry.contains(key) ? entry[key].get<std::vector<std::string>>() : std::vector<std::string>();
}

uint64_t unit_mask(const json& entry, const char* key, const std::string& where) {
  uint64_t mask = 0;
  for (const std::string& name : strings(entry, key))
    mask |= uint64_t{1} << static_cast<int>(named(units, name, where));
  return mask;
}

// A vocabulary's alias as an expression: blanks and hyphens are interchangeable, ASCII ends are word edges.
std::string alias_expression(const std::string& alias) {
  std::string expression;
  for (const char c : alias) {
    if (c == ' ' || c == '-') {
      expression += "[\\s-]?";
    } else {
      if (std::ispunct(static_cast<unsigned char>(c)) != 0) expression += '\\';
      expression += c;
    }
  }
  const auto word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  return (word(alias.front()) ? "\\b" : "") + expression + (word(alias.back()) ? "\\b" : "");
}

void add_terms(Rule& rule, const json& entry, const schema::Item* item, const std::string& where) {
  std::vector<std::pair<std::string, std::vector<std::string>>> terms;
  const auto find = [&](const std::string& value) -> std::vector<std::string>& {
    for (auto& [name, expressions] : terms) {
      if (name == value) return expressions;
    }
    return terms.emplace_back(value, std::vector<std::string>()).second;
  };
  if (item != nullptr) {
    for (const schema::Term& term : item->vocabulary) {
      const std::vector<std::string> drop =
          entry.contains("drop") ? strings(entry["drop"], term.value.c_str()) : std::vector<std::string>();
      std::vector<std::string>& expressions = find(term.value);
      for (const std::string& alias : term.aliases) {
        if (alias.empty() || std::find(drop.begin(), drop.end(), alias) != drop.end()) continue;
        expressions.push_back(alias_expression(alias));
      }
    }
  }
  if (entry.contains("terms")) {
    for (const auto& [value, expressions] : entry["terms"].items()) {
      for (const auto& expression : expressions) {
        const std::string source = expression.get<std::string>();
        const auto word = [](unsigned char c) { return std::isalnum(c) != 0; };
        find(value).push_back((word(source.front()) || source.front() == '(' ? "\\b" : "") + ("(?:" + source + ")"));
      }
    }
  }
  for (const auto& [value, expressions] : terms) {
    if (!expressions.empty()) rule.terms.push_back({value, Patterns(expressions, where + " " + value)});
  }
}

Rule read_rule(const json& entry, const std::string& file) {
  Rule rule;
  rule.quantity = entry.at("quantity").get<std::string>();
  const std::string where = file + ": " + rule.quantity;
  rule.kind = named(kinds, entry.at("kind").get<std::string>(), where);
  for (const auto& [stage, field] : entry.at("fields").items()) {
    rule.fields.emplace_back(stage_of_name(stage), field.get<std::string>());
  }
  if (entry.contains("range")) {
    rule.low = entry["range"].at(0).get<double>();
    rule.high = entry["range"].at(1).get<double>();
  }
  rule.units = unit_mask(entry, "units", where);
  rule.need_unit = unit_mask(entry, "need_unit", where);
  rule.cues = Patterns(strings(entry, "cues"), where);
  rule.weak = Patterns(strings(entry, "weak"), where);
  rule.exclude = Patterns(strings(entry, "exclude"), where);
  rule.labels = Patterns(strings(entry, "labels"), where);
  rule.zero = Patterns(strings(entry, "zero"), where);
  rule.denied = Patterns(strings(entry, "denied"), where);
  rule.nouns = Patterns(strings(entry, "nouns"), where);
  rule.capture = Patterns(strings(entry, "capture"), where);
  rule.need_noun = entry.value("need_noun", false);
  const schema::Item* item = schema::Checklist::standard().find(rule.fields.front().second);
  if (item == nullptr) throw std::invalid_argument(where + ": no such item in the checklist");
  rule.open = item->type == schema::ValueType::term && !item->closed;
  if (!rule.numeric() && rule.kind != Kind::share) add_terms(rule, entry, item, where);
  return rule;
}

struct Grammar {
  std::vector<Rule> rules;
  Sieve sieve;               // all that makes a rule worth asking
  std::vector<int> rule_of;  // by the sieve's number
};

void add_to_sieve(Grammar& grammar, int rule, const std::string& source) {
  RE2::Options options;
  options.set_never_capture(true);
  grammar.sieve.add(source, options, "cues: " + grammar.rules[static_cast<size_t>(rule)].quantity);
  grammar.rule_of.push_back(rule);
}

Grammar load() {
  Grammar grammar;
  for (const auto& [name, bytes] : schema::data_files()) {
    if (name.rfind("cues/", 0) != 0) continue;
    const json file = json::parse(bytes);
    for (const json& entry : file.at("rules")) grammar.rules.push_back(read_rule(entry, name));
  }
  for (size_t r = 0; r < grammar.rules.size(); ++r) {
    Rule& rule = grammar.rules[r];
    for (const Patterns* patterns : {&rule.cues, &rule.weak, &rule.zero, &rule.capture}) {
      for (const std::string& source : patterns->sources()) add_to_sieve(grammar, static_cast<int>(r), source);
    }
    rule.first_term = static_cast<int>(grammar.rule_of.size());
    for (const TermPattern& term : rule.terms) add_to_sieve(grammar, static_cast<int>(r), term.pattern.source());
  }
  grammar.sieve.compile();
  return grammar;
}

const Grammar& grammar() {
  static const Grammar loaded = load();
  return loaded;
}

}  // namespace

const std::vector<Rule>& rules() { return grammar().rules; }

const Rule& rule_of(std::string_view quantity) {
  return *std::find_if(rules().begin(), rules().end(), [&](const Rule& rule) { return rule.quantity == quantity; });
}

namespace {

// What the sieve says of a text. The last one is remembered: each rule of a sentence asks for its terms.
const std::vector<int>& candidates(std::string_view text) {
  thread_local std::string last;
  thread_local std::vector<int> of_last = grammar().sieve.candidates(last);
  if (text != last) {
    of_last = grammar().sieve.candidates(text);
    last = text;
  }
  return of_last;
}

}  // namespace

std::vector<int> terms_in(const Rule& rule, std::string_view text) {
  std::vector<int> found;
  const std::vector<int>& all = candidates(text);
  const int end = rule.first_term + static_cast<int>(rule.terms.size());
  for (auto at = std::lower_bound(all.begin(), all.end(), rule.first_term); at != all.end() && *at < end; ++at)
    found.push_back(*at - rule.first_term);
  return found;
}

std::vector<int> rules_in(std::string_view text) {
  std::vector<int> found;
  for (const int expression : candidates(text)) {
    const int rule = grammar().rule_of[static_cast<size_t>(expression)];
    if (!found.empty() && found.back() == rule) continue;  // numbers ascend by rule
    if (grammar().sieve.matches(expression, text)) found.push_back(rule);
  }
  return found;
}

std::string normal_label(std::string_view label) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string folded;
  if (U_SUCCESS(status)) {
    fold->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(label.data(), static_cast<int32_t>(label.size()))),
                    status)
        .toUTF8String(folded);
  }
  std::string plain;
  int depth = 0;
  for (size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if (c == '(' || c == '[') ++depth;
    const bool abbreviation = c == '.' && i > 0 && folded[i - 1] >= 'a' && folded[i - 1] <= 'z';
    if (depth == 0 && !abbreviation) {
      const bool mark = c == '#' || c == '*' || c == '$' || c == '\\' || c == '{' || c == '}' || c == ':' || c == '`' ||
                        c == '"' || c == '\'';
      const bool gap = c == '_' || c == '\t' || c == '\n' || c == ' ' || mark || (c == '-' && !plain.empty());
      if (!gap) {
        plain += c;
      } else if (!plain.empty() && plain.back() != ' ') {
        plain += ' ';
      }
    }
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  static const RE2 marks("(?:†|‡|§|¶|\\s|：)+$");
  RE2::GlobalReplace(&plain, marks, "");
  static const RE2 before_han("\\s+(\\p{Han})");
  static const RE2 after_han("(\\p{Han})\\s+");
  RE2::GlobalReplace(&plain, before_han, "\\1");
  RE2::GlobalReplace(&plain, after_han, "\\1");
  return plain;
}

double label_scale(std::string_view label) {
  static const RE2 bracket(
      R"([(\[（]\s*(?:in |单位[:：]?\s*)?(?:tokens? in )?([KMBT]|[kK]|millions?|billions?|trillions?|亿|万|万亿)\s*(?:tokens?)?\s*[)\]）])");
  static const std::map<std::string, double, std::less<>> scales = {
      {"K", 1e3},          {"k", 1e3},       {"M", 1e6},        {"million", 1e6}, {"millions", 1e6},
      {"B", 1e9},          {"billion", 1e9}, {"billions", 1e9}, {"T", 1e12},      {"trillion", 1e12},
      {"trillions", 1e12}, {"万", 1e4},      {"亿", 1e8},       {"万亿", 1e12}};
  std::string word;
  if (!RE2::PartialMatch(re2::StringPiece(label.data(), label.size()), bracket, &word)) return 1;
  const auto found = scales.find(word);
  return found == scales.end() ? 1 : found->second;
}

}  // namespace colophon::extract

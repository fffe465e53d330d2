#include "query/language.h"

#include <algorithm>
#include <optional>

#include "query/amounts.h"
#include "query/lexicon.h"
#include "query/names.h"
#include "query/suggestion.h"
#include "query/words.h"
#include "schema/checklist.h"
#include "schema/error.h"
#include "schema/value.h"
#include "store/text.h"

namespace colophon::query {
namespace {

using schema::Error;

class Parser {
 public:
  explicit Parser(std::string_view query) : query_(query) {}

  Condition parse() {
    Condition condition = alternatives();
    skip_blanks();
    if (at_ < query_.size()) fail(at_, "there is no \"(\" for this \")\"");
    return condition;
  }

 private:
  [[noreturn]] void fail(size_t at, const std::string& what) const {
    const auto characters = std::count_if(query_.begin(), query_.begin() + static_cast<std::ptrdiff_t>(at),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    throw Error(Error::Kind::usage, "query, column " + std::to_string(characters + 1) + ": " + what);
  }

  void skip_blanks() {
    while (at_ < query_.size() && (query_[at_] == ' ' || query_[at_] == '\t' || query_[at_] == '\n')) ++at_;
  }

  bool at_or() const {
    return query_.substr(at_, 2) == "OR" &&
           (at_ + 2 >= query_.size() || query_[at_ + 2] == ' ' || query_[at_ + 2] == '(');
  }

  Condition alternatives() {
    std::vector<Condition> parts{sequence()};
    for (skip_blanks(); at_ < query_.size() && at_or(); skip_blanks()) {
      at_ += 2;
      parts.push_back(sequence());
    }
    return Condition::join(Condition::Kind::any, std::move(parts));
  }

  Condition sequence() {
    std::vector<Condition> parts;
    const size_t begin = at_;
    for (skip_blanks(); at_ < query_.size() && query_[at_] != ')' && !at_or(); skip_blanks()) parts.push_back(clause());
    if (parts.empty() && at_ < query_.size()) fail(begin, "a clause is missing here");
    return Condition::join(Condition::Kind::all, std::move(parts));
  }

  Condition clause() {
    if (query_[at_] == '-' && at_ + 1 < query_.size() && query_[at_ + 1] != ' ') {
      ++at_;
      return Condition::negate(clause());
    }
    if (query_[at_] == '(') {
      const size_t open = at_++;
      Condition inner = alternatives();
      skip_blanks();
      if (at_ >= query_.size()) fail(open, "this \"(\" is not closed");
      ++at_;
      return inner;
    }
    const size_t begin = at_;
    if (query_[at_] == '"') {
      std::string phrase = "\"" + quoted() + "\"";
      return text(std::move(phrase));
    }
    std::string word = bare(":");
    if (at_ < query_.size() && query_[at_] == ':' && at_ + 1 < query_.size() && query_[at_ + 1] != ' ' &&
        !word.empty()) {
      ++at_;
      return field_clause(word, begin);
    }
    // "params<=10B" says what "params:<=10B" does.
    const size_t sign = word.find_first_of("<>=");
    if (sign != std::string::npos && sign > 0 && sign + 1 < word.size()) {
      const std::string name = word.substr(0, sign);
      if (!Lexicon::standard().field_named(store::fold(name)).empty()) {
        at_ = begin + sign + (query_[begin + sign] == '=' ? 1 : 0);
        return field_clause(name, begin);
      }
    }
    word += bare("");
    if (word.empty()) fail(at_, "a clause is missing here");
    return text(std::move(word));
  }

  static Condition text(std::string words) {
    Condition condition;
    condition.kind = Condition::Kind::text;
    condition.values.push_back(std::move(words));
    return condition;
  }

  std::string quoted() {
    const size_t open = at_++;
    std::string out;
    for (; at_ < query_.size() && query_[at_] != '"'; ++at_) {
      if (query_[at_] == '\\' && at_ + 1 < query_.size()) ++at_;
      out += query_[at_];
    }
    if (at_ >= query_.size()) fail(open, "this quotation mark is not closed");
    ++at_;
    return out;
  }

  std::string bare(const std::string& also) {
    const size_t begin = at_;
    at_ = std::min(query_.find_first_of(" \t\n()\"" + also, at_), query_.size());
    return std::string(query_.substr(begin, at_ - begin));
  }

  Condition field_clause(const std::string& name, size_t begin) {
    const Lexicon& lexicon = Lexicon::standard();
    const std::string folded = store::fold(name);
    const std::string field = lexicon.field_named(folded);
    if (field.empty()) {
      fail(begin, "there is no field \"" + name + "\"" + did_you_mean(suggestion(folded, lexicon.field_names())));
    }
    const schema::Item* item = schema::Checklist::standard().find(field);
    const size_t value_at = at_;
    if (query_[at_] == '*') {
      ++at_;
      return Condition::discloses(field);
    }
    if (item != nullptr && item->kind == schema::ItemKind::narrative) {
      fail(value_at, field + " is told in passages, it has no values; write " + name + ":*");
    }
    std::vector<std::string> values;
    do {
      if (at_ < query_.size() && query_[at_] == ',') ++at_;
      const bool quotes = at_ < query_.size() && query_[at_] == '"';
      values.push_back(quotes ? quoted() : bare(","));
      if (quotes && has_labels(field)) values.back() += bare(",");  // "AIME 2024">=80
      if (values.back().empty()) fail(at_, "the value of " + name + " is missing");
    } while (at_ < query_.size() && query_[at_] == ',');
    if (has_labels(field)) {
      if (auto condition = labelled(field, values, value_at)) return *std::move(condition);
      if (field == field::score) fail(value_at, "a benchmark and a number are missing; write score:MMLU>=80");
    }
    if (field == field::date) return any_of(values, value_at, [this](const auto& v, size_t at) { return date(v, at); });
    if (is_numeric(field) && !has_labels(field)) {
      return any_of(values, value_at, [&](const auto& v, size_t at) { return amount(field, v, at); });
    }
    if (item != nullptr) {
      for (std::string& value : values) check_value(*item, value, value_at);
    }
    return Condition::has(field, std::move(values));
  }

  // "TP=8", "H800>=2048", "code=10..20", "MMLU>80": the number that belongs to a label.
  std::optional<Condition> labelled(const std::string& field, const std::vector<std::string>& values, size_t at) const {
    std::vector<Condition> parts;
    std::vector<std::string> labels;  // "MMLU,CMMLU>80"
    size_t begin = at;
    for (const std::string& value : values) {
      const size_t sign = value.find_first_of("<>=");
      std::string label = value.substr(0, sign);
      if (const schema::Item* item = schema::Checklist::standard().find(field)) check_value(*item, label, begin);
      labels.push_back(std::move(label));
      if (sign != std::string::npos) {
        Condition condition = amount(field, value.substr(sign + (value[sign] == '=' ? 1 : 0)), begin + sign);
        condition.values = std::move(labels);
        labels.clear();
        parts.push_back(std::move(condition));
      }
      begin += value.size() + 1;
    }
    if (parts.empty() || !labels.empty()) return {};
    return Condition::join(Condition::Kind::any, std::move(parts));
  }

  template <typename Make>
  Condition any_of(const std::vector<std::string>& values, size_t at, Make make) {
    std::vector<Condition> parts;
    parts.reserve(values.size());
    for (const std::string& value : values) parts.push_back(make(value, at));
    return Condition::join(Condition::Kind::any, std::move(parts));
  }

  // A value of the vocabulary by any of its aliases becomes the value itself; others pass where the field is open.
  void check_value(const schema::Item& item, std::string& value, size_t at) const {
    if (item.type == schema::ValueType::boolean) {
      const std::string key = schema::term_key(value);
      if (key == "true" || key == "yes" || key == "是") {
        value = "true";
      } else if (key == "false" || key == "no" || key == "否") {
        value = "false";
      } else {
        fail(at, item.id + " is true or false, not \"" + value + "\"");
      }
      return;
    }
    const std::string key = schema::term_key(value);
    std::vector<std::string> known;
    for (const schema::Term& term : item.vocabulary) {
      known.push_back(term.value);
      const bool named = schema::term_key(term.value) == key ||
                         std::any_of(term.aliases.begin(), term.aliases.end(),
                                     [&](const std::string& alias) { return schema::term_key(alias) == key; });
      if (named) {
        value = term.value;
        return;
      }
    }
    if (item.closed) fail(at, item.id + " has no value \"" + value + "\"" + did_you_mean(suggestion(value, known)));
  }

  Condition date(const std::string& value, size_t at) const {
    const auto days = [&](const std::string& text) {
      const std::optional<Days> read = read_days(text);
      if (!read) fail(at, "\"" + text + "\" is no date; write 2024, 2024-06 or 2024-06-30");
      return *read;
    };
    if (const size_t dots = value.find(".."); dots != std::string::npos) {
      Condition condition;
      condition.kind = Condition::Kind::range;
      condition.field = field::date;
      if (dots > 0) condition.low = days(value.substr(0, dots)).first;
      if (dots + 2 < value.size()) condition.high = days(value.substr(dots + 2)).last;
      return condition;
    }
    const auto [comparison, begin] = comparison_of(value);
    return compare_date(comparison, days(value.substr(begin)));
  }

  static std::pair<Comparison, size_t> comparison_of(const std::string& value) {
    if (value.rfind(">=", 0) == 0) return {Comparison::at_least, 2};
    if (value.rfind("<=", 0) == 0) return {Comparison::at_most, 2};
    if (value.rfind('>', 0) == 0) return {Comparison::more, 1};
    if (value.rfind('<', 0) == 0) return {Comparison::less, 1};
    if (value.rfind('=', 0) == 0) return {Comparison::equal, 1};
    return {Comparison::equal, 0};
  }

  Condition amount(const std::string& field, const std::string& value, size_t at) const {
    const auto number = [&](const std::string& text) {
      const std::string folded = store::fold(text);
      const auto read = schema::read_number(folded, 0);
      if (!read || read->end != folded.size()) {
        fail(at, "\"" + text + "\" is no number; write 60, 2.4e-4, 128K, 100B, 8.1T or a range 10T..20T");
      }
      return *read;
    };
    if (const size_t dots = value.find(".."); dots != std::string::npos) {
      const std::string low = value.substr(0, dots), high = value.substr(dots + 2);
      if (low.empty() && high.empty()) return Condition::discloses(field);
      if (low.empty()) return compare(field, Comparison::at_most, number(high));
      if (high.empty()) return compare(field, Comparison::at_least, number(low));
      return between(field, number(low), number(high));
    }
    const auto [comparison, begin] = comparison_of(value);
    return compare(field, comparison, number(value.substr(begin)));
  }

  std::string_view query_;
  size_t at_ = 0;
};

}  // namespace

Condition parse_condition(std::string_view query) { return Parser(query).parse(); }

ParsedQuery parse_query(std::string_view query) {
  Condition whole = parse_condition(query);
  ParsedQuery parsed;
  std::vector<Condition> parts;
  if (whole.kind == Condition::Kind::all) {
    parts = std::move(whole.parts);
  } else {
    parts.push_back(std::move(whole));
  }
  std::vector<Condition> fields;
  for (Condition& part : parts) {
    if (part.kind == Condition::Kind::text) {
      parsed.text += (parsed.text.empty() ? "" : " ") + part.values.front();
    } else {
      fields.push_back(std::move(part));
    }
  }
  parsed.where = Condition::join(Condition::Kind::all, std::move(fields));
  return parsed;
}

std::vector<std::string> completions(std::string_view query) {
  const size_t blank = query.find_last_of(" (-");
  const std::string word(blank == std::string_view::npos ? query : query.substr(blank + 1));
  std::vector<std::string> out;
  const Lexicon& lexicon = Lexicon::standard();
  const size_t colon = word.find(':');
  if (colon == std::string::npos) {
    for (const std::string& name : lexicon.field_names()) {
      if (name.rfind(word, 0) == 0) out.push_back(name + ":");
    }
    return out;
  }
  const schema::Item* item = schema::Checklist::standard().find(lexicon.field_named(word.substr(0, colon)));
  if (item == nullptr) return out;
  const std::string begun = schema::term_key(word.substr(colon + 1));
  for (const schema::Term& term : item->vocabulary) {
    if (schema::term_key(term.value).rfind(begun, 0) == 0) out.push_back(word.substr(0, colon + 1) + term.value);
  }
  return out;
}

}  // namespace colophon::query

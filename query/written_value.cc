#include "query/written_value.h"

#include <re2/re2.h>

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "query/amounts.h"
#include "query/suggestion.h"
#include "schema/error.h"
#include "schema/numbers.h"
#include "schema/trim.h"
#include "store/text.h"

namespace colophon::query {
namespace {

using schema::Error;
using schema::Item;
using schema::Labelled;
using schema::trimmed;
using schema::Value;
using schema::ValueType;

[[noreturn]] void refuse(std::string_view text, const Item& item, const std::string& expected) {
  throw Error(Error::Kind::usage, "\"" + std::string(text) + "\" is no value of " + item.id + "; " + expected);
}

// The vocabulary's word for a text.
std::optional<std::string> known_term(const Item& item, std::string_view text) {
  const std::string key = schema::term_key(text);
  for (const schema::Term& term : item.vocabulary) {
    if (schema::term_key(term.value) == key) return term.value;
    for (const std::string& alias : term.aliases) {
      if (schema::term_key(alias) == key) return term.value;
    }
  }
  return std::nullopt;
}

std::string near_term(const Item& item, std::string_view text) {
  std::vector<std::string> known;
  for (const schema::Term& term : item.vocabulary) known.push_back(term.value);
  return suggestion(text, known);
}

std::string list_of_terms(const Item& item) {
  std::string list;
  for (const schema::Term& term : item.vocabulary) list += (list.empty() ? "" : ", ") + term.value;
  return list;
}

std::string read_term(std::string_view text, const Item& item, bool as_written) {
  if (schema::term_key(text).empty()) refuse(text, item, "give a word");
  if (std::optional<std::string> known = known_term(item, text)) return *known;
  const std::string near = near_term(item, text);
  if (item.closed)
    refuse(text, item, near.empty() ? "it is one of " + list_of_terms(item) : "did you mean \"" + near + "\"?");
  // Short words differ by a letter or two and mean something else: "DPO", "PPO".
  if (!as_written && near.size() > 3) {
    refuse(text, item, "did you mean \"" + near + "\"? --as-written takes it as it is");
  }
  return std::string(text);
}

// What may follow a number of the field: its unit, in words.
bool is_unit(std::string_view rest, const Item& item) {
  std::string key = schema::term_key(rest);
  std::string unit = schema::term_key(item.unit);
  for (std::string* word : {&key, &unit}) {
    if (word->size() > 1 && word->back() == 's') word->pop_back();
  }
  static const std::array<std::pair<const char*, const char*>, 12> words = {{{"hour", "gpuhour"},
                                                                             {"hour", "h"},
                                                                             {"hour", "小时"},
                                                                             {"day", "天"},
                                                                             {"step", "步"},
                                                                             {"epoch", "轮"},
                                                                             {"usd", "dollar"},
                                                                             {"usd", "美元"},
                                                                             {"b", "param"},
                                                                             {"b", "parameter"},
                                                                             {"b", "参数"},
                                                                             {"example", "条"}}};
  if (key.empty() || key == unit) return true;
  for (const auto& [of, word] : words) {
    if (unit == of && key == word) return true;
  }
  return false;
}

// A number and what follows it, folded.
struct Amount {
  schema::WrittenNumber number;
  std::string rest;
};

std::optional<Amount> read_amount(std::string_view text) {
  std::string folded = store::fold(trimmed(text));
  if (folded.starts_with("$")) folded.erase(0, 1);
  const std::optional<schema::WrittenNumber> number = schema::read_number(folded, 0);
  if (!number || !std::isfinite(number->value)) return std::nullopt;
  return Amount{*number, std::string(trimmed(std::string_view(folded).substr(number->end)))};
}

double read_plain(std::string_view text, const Item& item) {
  std::string expected = "give a number";
  if (!item.unit.empty()) expected += item.unit == "B" ? " of parameters, such as 7B" : " of " + item.unit;
  const std::optional<Amount> amount = read_amount(text);
  if (!amount || !is_unit(amount->rest, item) || (amount->number.percent && item.unit != "percent")) {
    refuse(text, item, expected);
  }
  const schema::WrittenNumber& number = amount->number;
  double value = is_length(item) && (number.suffix == 'k' || number.suffix == 'm') ? number.high : number.value;
  // Sizes are kept in billions.
  if (item.unit == "B" && (number.scale > 1 || value >= 1e5)) value /= 1e9;
  if (item.type == ValueType::integer && value != std::floor(value)) refuse(text, item, "give a whole number");
  return value;
}

bool read_boolean(std::string_view text, const Item& item) {
  const std::string key = schema::term_key(text);
  for (const char* word : {"yes", "true", "y", "是", "有"}) {
    if (key == word) return true;
  }
  for (const char* word : {"no", "false", "n", "否", "无"}) {
    if (key == word) return false;
  }
  refuse(text, item, "it is yes or no");
}

Labelled read_quantity(std::string_view text, const Item& item) {
  const std::optional<Amount> amount = read_amount(text);
  if (!amount) refuse(text, item, "give an amount with its unit, such as \"2000 steps\" or \"4M tokens\"");
  if (amount->number.percent && amount->rest.empty()) return {"ratio", amount->number.value / 100};
  static const std::array<std::pair<const char*, const char*>, 12> units = {{{"step", "steps"},
                                                                             {"iteration", "steps"},
                                                                             {"步", "steps"},
                                                                             {"token", "tokens"},
                                                                             {"sequence", "sequences"},
                                                                             {"sample", "sequences"},
                                                                             {"条", "sequences"},
                                                                             {"序列", "sequences"},
                                                                             {"ratio", "ratio"},
                                                                             {"epoch", "epochs"},
                                                                             {"轮", "epochs"},
                                                                             {"samples", "sequences"}}};
  std::string key = schema::term_key(amount->rest);
  if (key.size() > 1 && key.back() == 's') key.pop_back();
  for (const auto& [word, unit] : units) {
    if (key == word) return {unit, amount->number.value};
  }
  refuse(text, item, "its unit is steps, tokens, sequences, epochs or % of the steps");
}

Labelled read_share(std::string_view text, const Item& item) {
  static const RE2 label_first(R"((.*?)[\s:：=]*([\d.,]+)\s*[%％]?)");
  static const RE2 amount_first(R"(([\d.,]+)\s*[%％]\s*(.+))");
  std::string label, amount;
  const bool split =
      RE2::FullMatch(text, amount_first, &amount, &label) || RE2::FullMatch(text, label_first, &label, &amount);
  const std::optional<Amount> percent = split ? read_amount(amount) : std::nullopt;
  if (!percent || !percent->rest.empty() || schema::term_key(label).empty() || percent->number.value > 100) {
    refuse(text, item, "give a source with its share, such as \"code 17%\"");
  }
  return {label, percent->number.value};
}

// A name from the field's vocabulary, with a count or without.
Labelled read_counted(std::string_view text, const Item& item, bool as_written) {
  if (const auto known = known_term(item, text)) return {*known, std::nullopt};
  static const RE2 label_first(R"((.+?)(?:\s*[:：=×*]\s*|\s+x?\s*|(?:))(\d[\d,]*))");
  static const RE2 count_first(R"((\d[\d,]*)(?:\s*[×x*]\s*|\s*-?\s*way\s+|\s+)(.+))");
  std::string label, count;
  if (RE2::FullMatch(text, label_first, &label, &count)) {
    if (const auto known = known_term(item, label)) return {*known, read_amount(count)->number.value};
  }
  if (RE2::FullMatch(text, count_first, &count, &label)) {
    return {read_term(trimmed(label), item, as_written), read_amount(count)->number.value};
  }
  static const RE2 times(R"((.+?)\s*[×*]\s*(\d[\d,]*))");
  if (RE2::FullMatch(text, times, &label, &count)) {
    return {read_term(trimmed(label), item, as_written), read_amount(count)->number.value};
  }
  return {read_term(text, item, as_written), std::nullopt};
}

Value read_range(std::string_view text, const Item& item) {
  static const RE2 range(R"(([\d.eE-]*[\d.])\s*(?:-|–|—|~|\.\.|to|至|到)\s*([\d.][\d.eE-]*))");
  std::string low, high;
  if (!RE2::FullMatch(text, RE2(R"([\d.]+(?:[eE]-?\d+)?)")) && RE2::FullMatch(text, range, &low, &high)) {
    const schema::Range bounds{read_plain(low, item), read_plain(high, item)};
    if (bounds.low > bounds.high) refuse(text, item, "give the lower bound first");
    return bounds;
  }
  return read_plain(text, item);
}

}  // namespace

Value read_value(std::string_view written, const Item& item, bool as_written) {
  const std::string_view text = trimmed(written);
  switch (item.type) {
    case ValueType::number:
    case ValueType::integer:
      return read_plain(text, item);
    case ValueType::boolean:
      return read_boolean(text, item);
    case ValueType::quantity:
      return read_quantity(text, item);
    case ValueType::share:
      return read_share(text, item);
    case ValueType::parallelism:
    case ValueType::hardware:
      return read_counted(text, item, as_written);
    case ValueType::range:
      return read_range(text, item);
    case ValueType::term:
      break;
  }
  if (item.id == "report.date" && !read_days(text)) refuse(text, item, "give a date, such as 2025-03 or 2025-03-14");
  return read_term(text, item, as_written);
}

}  // namespace colophon::query

#include "schema/value.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <array>
#include <cmath>
#include <cstdio>

#include "schema/json.h"

namespace colophon::schema {
namespace {

struct Keys {
  const char* label;
  const char* amount;
};

Keys keys_of(ValueType type) {
  switch (type) {
    case ValueType::quantity:
      return {"unit", "value"};
    case ValueType::share:
      return {"source", "percent"};
    case ValueType::parallelism:
      return {"kind", "size"};
    case ValueType::hardware:
      return {"chip", "count"};
    default:
      return {"label", "amount"};
  }
}

// Up to six significant digits, thousands grouped, small numbers in scientific notation: "4,096", "0.95", "2.4e-4".
std::string number_text(double number) {
  std::array<char, 64> buffer{};
  const double magnitude = std::abs(number);
  if (std::floor(number) == number && magnitude < 1e12) {
    std::snprintf(buffer.data(), buffer.size(), "%.0f", number);
    std::string digits = buffer.data();
    const size_t first = digits.front() == '-' ? 1 : 0;
    for (size_t at = digits.size(); at > first + 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
  }
  std::snprintf(buffer.data(), buffer.size(), "%.6g", number);
  std::string text = buffer.data();
  if (const size_t e = text.find('e'); e != std::string::npos) {  // "2.4e-04" -> "2.4e-4"
    const size_t digits = e + 2;
    while (text.size() > digits + 1 && text[digits] == '0') text.erase(digits, 1);
  }
  return text;
}

// "8.1T", "236B", "4M": for amounts that people say so.
std::string magnitude_text(double number) {
  // Lengths are written in units of 1024: 131072 tokens are "128K".
  if (number >= 1024 && number < 1e7 && std::fmod(number, 1024) == 0) return number_text(number / 1024) + "K";
  static constexpr std::array<std::pair<double, const char*>, 4> steps = {
      {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}}};
  for (const auto& [scale, letter] : steps) {
    if (std::abs(number) >= scale) return number_text(std::round(number / scale * 1000) / 1000) + letter;
  }
  return number_text(number);
}

bool counts_in_magnitudes(const std::string& unit) {
  return unit == "tokens" || unit == "examples" || unit == "prompts" || unit == "pairs";
}

}  // namespace

nlohmann::json value_to_json(const Value& value, ValueType type) {
  if (const auto* number = std::get_if<double>(&value)) return number_to_json(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* range = std::get_if<Range>(&value)) {
    return {{"low", number_to_json(range->low)}, {"high", number_to_json(range->high)}};
  }
  const auto& labelled = std::get<Labelled>(value);
  const Keys keys = keys_of(type);
  nlohmann::json json = {{keys.label, labelled.label}, {keys.amount, nullptr}};
  if (labelled.amount) json[keys.amount] = number_to_json(*labelled.amount);
  return json;
}

Value value_from_json(const nlohmann::json& json, ValueType type) {
  const auto wrong = [&json]() {
    return Error(Error::Kind::input, "value " + json.dump().substr(0, 120) + " does not fit the field's type");
  };
  if (json.is_object() && json.contains("low")) return Range{member<double>(json, "low"), member<double>(json, "high")};
  switch (type) {
    case ValueType::number:
    case ValueType::integer:
    case ValueType::range:
      if (json.is_number()) return json.get<double>();
      if (json.is_string()) return json.get<std::string>();
      throw wrong();
    case ValueType::boolean:
      if (!json.is_boolean()) throw wrong();
      return json.get<bool>();
    case ValueType::term:
      if (json.is_string()) return json.get<std::string>();
      if (json.is_number()) return json.get<double>();
      throw wrong();
    default:
      break;
  }
  const Keys keys = keys_of(type);
  if (json.is_number()) return Labelled{"", json.get<double>()};
  if (!json.is_object()) throw wrong();
  Labelled labelled{member_or<std::string>(json, keys.label, ""), std::nullopt};
  const auto amount = json.find(keys.amount);
  if (amount != json.end() && amount->is_number()) labelled.amount = amount->get<double>();
  return labelled;
}

std::string value_to_text(const Value& value, ValueType type, const std::string& unit) {
  if (const auto* number = std::get_if<double>(&value)) {
    std::string text = counts_in_magnitudes(unit) ? magnitude_text(*number) : number_text(*number);
    if (unit == "percent") return text + "%";
    if (unit == "B") return text + unit;
    return unit.empty() || unit == "tokens" ? text : text + " " + unit;
  }
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* range = std::get_if<Range>(&value)) return number_text(range->low) + "–" + number_text(range->high);
  const auto& labelled = std::get<Labelled>(value);
  if (!labelled.amount) return labelled.label;
  const double amount = *labelled.amount;
  switch (type) {
    case ValueType::share:
      return labelled.label + " " + number_text(amount) + "%";
    case ValueType::parallelism:
      return labelled.label + " " + number_text(amount);
    case ValueType::hardware:
      return labelled.label + " × " + number_text(amount);
    default:
      break;
  }
  if (labelled.label == "ratio") return number_text(amount * 100) + "%";
  const std::string text = labelled.label == "tokens" ? magnitude_text(amount) : number_text(amount);
  return labelled.label.empty() ? text : text + " " + labelled.label;
}

std::optional<double> value_number(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* labelled = std::get_if<Labelled>(&value)) return labelled->amount;
  if (const auto* range = std::get_if<Range>(&value)) return range->high;
  return std::nullopt;
}

std::string term_key(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::UnicodeString folded = fold->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))), status);
  icu::UnicodeString kept;
  for (int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 c = folded.char32At(at);
    if (u_isalnum(c) || c == '+' || c == '.' || c == '@') kept.append(c);
  }
  std::string key;
  kept.toUTF8String(key);
  return key;
}

std::string value_key(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return number_to_json(*number).dump();
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return term_key(*text);
  if (const auto* range = std::get_if<Range>(&value)) {
    return number_to_json(range->low).dump() + ".." + number_to_json(range->high).dump();
  }
  const auto& labelled = std::get<Labelled>(value);
  std::string key = term_key(labelled.label);
  if (labelled.amount) key += ":" + number_to_json(*labelled.amount).dump();
  return key;
}

}  // namespace colophon::schema

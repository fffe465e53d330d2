// The value of a fact. Five shapes cover every typed field; the field's ValueType (checklist.h) says which shape it has
// and how its JSON keys are called.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace colophon::schema {

enum class ValueType {
  number,       // 2.4e-4                         double, in the field's unit
  integer,      // 60                             double that holds a whole number
  boolean,      // true
  term,         // "GRPO"                         text, canonical where the field has a vocabulary
  quantity,     // {"value":2000,"unit":"steps"}  Labelled: label = unit
  share,        // {"source":"code","percent":17} Labelled: label = source
  parallelism,  // {"kind":"PP","size":16|null}   Labelled: label = kind
  hardware,     // {"chip":"H800","count":2048|null} Labelled: label = chip
  range,        // 0.2 or {"low":0.2,"high":0.28} double or Range
};

// A named amount; what name and amount mean is said by the ValueType. `amount` is empty where the report gives none.
struct Labelled {
  std::string label;
  std::optional<double> amount;
  bool operator==(const Labelled&) const = default;
};

struct Range {
  double low = 0;
  double high = 0;
  bool operator==(const Range&) const = default;
};

using Value = std::variant<double, bool, std::string, Labelled, Range>;

// JSON as gold/GUIDE.md's shapes above. Whole numbers are written without a decimal point.
nlohmann::json value_to_json(const Value& value, ValueType type);

// The inverse. Throws Error(input) when `json` has not the type's shape.
Value value_from_json(const nlohmann::json& json, ValueType type);

// For people: "2,000 steps", "8.1T", "0.00024", "H800 × 2048", "code 17%". `unit` is the field's unit ("tokens", "B",
// ...).
std::string value_to_text(const Value& value, ValueType type, const std::string& unit);

// The number that ranges and sorting use, if the value has one (a Range gives its high end).
std::optional<double> value_number(const Value& value);

// Text reduced to what identifies a term: NFKC, case folded, and only letters, digits, '+', '.', '@' kept.
// "Muon Clip" and "MuonClip" have one key; so have "ＡｄａｍＷ" and "adamw".
std::string term_key(std::string_view text);

// The canonical text that equality and facets use: "grpo", "60", "pp:16". Case, width, spaces and hyphens do not count.
std::string value_key(const Value& value);
inline bool same_key(const Value& a, const Value& b) { return value_key(a) == value_key(b); }

}  // namespace colophon::schema

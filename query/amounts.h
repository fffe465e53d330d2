// Amounts in conditions: which range a comparison with a written number means for a field. 128K of context is 128,000
// or 131,072; 7B of parameters is anything that rounds to it; a date without a day is a month.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/plan.h"
#include "schema/checklist.h"
#include "schema/numbers.h"

namespace colophon::query {

enum class Comparison { equal, about, more, at_least, less, at_most };

// Whether conditions may compare the field with numbers.
bool is_numeric(std::string_view field);
// Whether the field is answered by yes or no.
bool is_boolean(std::string_view field);
// Whether it is a length in tokens, of a context or a sequence: for those 128K is written for two numbers.
bool is_length(const schema::Item& item);
// Whether its numbers have labels: the kind of parallelism, the chip, the part of a mixture, a score's benchmark.
bool has_labels(std::string_view field);

Condition compare(const std::string& field, Comparison comparison, const schema::WrittenNumber& number);
Condition between(const std::string& field, const schema::WrittenNumber& low, const schema::WrittenNumber& high);

// A span of days as numbers (20240600..20240699 is June 2024).
struct Days {
  int first = 0;
  int last = 0;
};
// Reads "2024", "2024-06", "2024-06-30". Nothing for anything else.
std::optional<Days> read_days(std::string_view text);
Condition compare_date(Comparison comparison, const Days& days);

// "8.1T", "100B", "128000": an amount of a field as the query language writes it; dates as "2024-06".
std::string amount_text(std::string_view field, double amount);

// A number with ten digits at the most and no unit, for programs: "0.00042", "8100000000000".
std::string plain_amount(double amount);

}  // namespace colophon::query

#include "query/amounts.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "schema/checklist.h"
#include "schema/error.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

using schema::ValueType;

bool counts_billions(std::string_view field) { return field == field::params_total || field == field::params_active; }

bool is_length(std::string_view field) {
  const schema::Item* item = schema::Checklist::standard().find(field);
  return item != nullptr && query::is_length(*item);
}

// "About 15T" is 14.8T as well.
constexpr double nearness = 0.08;

struct Extent {
  double low = 0;
  double high = 0;
};

// What the writing may mean, in the field's unit.
Extent extent_of(const std::string& field, const schema::WrittenNumber& number) {
  if (is_length(field)) return {number.low, number.high};
  if (counts_billions(field) && number.value >= 1e5) return {number.value / 1e9, number.value / 1e9};
  return {number.value, number.value};
}

Condition range(std::string field, std::optional<double> low, std::optional<double> high) {
  Condition condition;
  condition.kind = Condition::Kind::range;
  condition.field = std::move(field);
  condition.low = low;
  condition.high = high;
  return condition;
}

std::string short_number(double number, const char* suffix) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.10g%s", number, suffix);
  return text.data();
}

std::string date_text(int date) {
  std::array<char, 48> text{};
  const int year = date / 10000, month = date / 100 % 100, day = date % 100;
  if (month == 0 || month > 12) {
    std::snprintf(text.data(), text.size(), "%04d", year);
  } else if (day == 0 || day > 31) {
    std::snprintf(text.data(), text.size(), "%04d-%02d", year, month);
  } else {
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
  }
  return text.data();
}

}  // namespace

bool is_length(const schema::Item& item) { return item.type == ValueType::integer && item.unit == "tokens"; }

bool is_numeric(std::string_view field) {
  const schema::Item* item = schema::Checklist::standard().find(field);
  if (item == nullptr || item->kind != schema::ItemKind::field) return false;
  return item->type != ValueType::term && item->type != ValueType::boolean;
}

bool is_boolean(std::string_view field) {
  const schema::Item* item = schema::Checklist::standard().find(field);
  return item != nullptr && item->kind == schema::ItemKind::field && item->type == ValueType::boolean;
}

bool has_labels(std::string_view field) {
  if (field == field::score) return true;
  const schema::Item* item = schema::Checklist::standard().find(field);
  return item != nullptr &&
         (item->type == ValueType::parallelism || item->type == ValueType::hardware || item->type == ValueType::share);
}

Condition compare(const std::string& field, Comparison comparison, const schema::WrittenNumber& number) {
  const Extent extent = extent_of(field, number);
  Condition condition = range(field, std::nullopt, std::nullopt);
  switch (comparison) {
    case Comparison::more:
      condition.low = extent.high;
      condition.low_open = true;
      break;
    case Comparison::at_least:
      condition.low = extent.low;
      break;
    case Comparison::less:
      condition.high = extent.low;
      condition.high_open = true;
      break;
    case Comparison::at_most:
      condition.high = extent.high;
      break;
    case Comparison::about:
      condition.low = extent.low * (1 - nearness);
      condition.high = extent.high * (1 + nearness);
      break;
    case Comparison::equal: {
      const schema::Item* item = schema::Checklist::standard().find(field);
      // Sizes are named by rounded numbers ("7B" has 6.7 billion); amounts of tokens are rounded less.
      const bool amount = item != nullptr && item->unit == "tokens" && !is_length(field);
      const double rounding = counts_billions(field) ? number.tolerance : amount ? number.tolerance / 10 : 0;
      const double slack = number.value >= 1e6 ? rounding * extent.low / number.value : 0;
      condition.low = extent.low - slack;
      condition.high = extent.high + slack;
      condition.high_open = slack > 0;
      break;
    }
  }
  return condition;
}

Condition between(const std::string& field, const schema::WrittenNumber& low, const schema::WrittenNumber& high) {
  // "10-20T", "2 to 6 trillion": what multiplies the second holds for the first.
  schema::WrittenNumber first = low;
  if (first.scale == 1 && high.scale > 1 && first.value * high.scale <= high.value) {
    first.value *= high.scale;
    first.low *= high.scale;
    first.high = first.low * (high.value > 0 ? high.high / high.value : 1);
  }
  return range(field, extent_of(field, first).low, extent_of(field, high).high);
}

std::optional<Days> read_days(std::string_view text) {
  const int date = store::date_number(text);
  if (date == 0) return std::nullopt;
  if (text.size() == 4) return Days{date, date + 9999};
  if (text.size() == 7) return Days{date, date + 99};
  return Days{date, date};
}

Condition compare_date(Comparison comparison, const Days& days) {
  switch (comparison) {
    case Comparison::more:
      return range(field::date, days.last + 1, std::nullopt);
    case Comparison::at_least:
      return range(field::date, days.first, std::nullopt);
    case Comparison::less:
      return range(field::date, std::nullopt, days.first - 1);
    case Comparison::at_most:
      return range(field::date, std::nullopt, days.last);
    case Comparison::equal:
    case Comparison::about:
      break;
  }
  return range(field::date, days.first, days.last);
}

std::string amount_text(std::string_view field, double amount) {
  if (field == field::date) return date_text(static_cast<int>(amount));
  const schema::Item* item = schema::Checklist::standard().find(field);
  const double plain = counts_billions(field) ? amount * 1e9 : amount;
  const bool magnitudes = counts_billions(field) || (item != nullptr && !item->unit.empty() && !is_length(field));
  if (magnitudes && plain >= 1e12 && plain < 1e18) return short_number(plain / 1e12, "T");
  if (magnitudes && plain >= 1e9 && plain < 1e12) return short_number(plain / 1e9, "B");
  if (magnitudes && plain >= 1e6 && plain < 1e9) return short_number(plain / 1e6, "M");
  return short_number(plain, "");
}

std::string plain_amount(double amount) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.10g", amount);
  return text.data();
}

}  // namespace colophon::query

// Spans of days as questions write them, in English and Chinese: "2024", "June 2024", "2024 年 6 月", "2024-06-30",
// "Q3 2025", "2025 年上半年", and months whose year is said once: "between January and June 2025".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "query/amounts.h"

namespace colophon::query {

struct WrittenDays {
  size_t begin = 0;  // bytes in the text
  size_t end = 0;
  Days days;
};

// In order. The text must be folded (store::fold).
std::vector<WrittenDays> find_days(std::string_view text);

}  // namespace colophon::query

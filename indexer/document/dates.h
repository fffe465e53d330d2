// Dates as people write them.
#pragma once

#include <string>
#include <string_view>

namespace colophon::document {

// The first date in `text` as "2024-05-07" or "2024-05": "7 May 2024", "May 7, 2024", "May 2024", "2024-05-07",
// "2024/5/7", "2024年5月7日", "2024年5月". "" where there is none or it is impossible. A bare year is no date.
std::string find_date(std::string_view text);

}  // namespace colophon::document

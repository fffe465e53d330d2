// Lists as people write them on one line.
#pragma once

#include <string>
#include <vector>

namespace colophon::query {

// "a,b, c" -> a, b, c; of several texts one after the other. Empty pieces are left out.
std::vector<std::string> split_commas(const std::vector<std::string>& texts);

}  // namespace colophon::query

// The names of listed benchmarks (data/lexicons/benchmarks.json) for people.
#pragma once

#include <string>
#include <string_view>

namespace colophon::query {

// "SWE-bench Verified" of "swebenchverified" (store::canonical_benchmark); the key itself where none is listed.
std::string benchmark_name(std::string_view key);

}  // namespace colophon::query

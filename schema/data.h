// Data files (checklist, lexicons, cues, rankers) built into the binary.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace colophon::schema {

// Every embedded file by its path below data/, e.g. "checklist.json", "lexicons/benchmarks.json". Lives as long as the
// program.
const std::map<std::string, std::string_view, std::less<>>& data_files();

// The bytes of one embedded file. Throws std::out_of_range for a name that is not built in (a mistake in the code).
std::string_view data_file(std::string_view name);

}  // namespace colophon::schema

// Settings of scores: whether one is how a benchmark was measured ("5-shot, EM", "Average") or a part of it
// ("Humanities", "Java"), whose score is not the benchmark's.
#pragma once

#include <string_view>

namespace colophon::query {

// True where one of the setting's parts, set off by commas, names neither a way of measuring nor the whole. The ways
// are data (data/lexicons/settings.json).
bool is_of_a_part(std::string_view setting);

}  // namespace colophon::query

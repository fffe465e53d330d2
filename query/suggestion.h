// What a person may have meant by a name that nothing has: for the ends of error lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace colophon::query {

// The nearest of `known` by letters, up to a third of the word's; "" when none is near. More generous than nearest()
// (names.h), by which questions are corrected silently.
std::string suggestion(std::string_view word, const std::vector<std::string>& known);

// "; did you mean "best"?", or "" for "".
std::string did_you_mean(const std::string& best);

}  // namespace colophon::query

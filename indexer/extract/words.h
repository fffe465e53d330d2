// Words: a text as a sequence of small tokens, for the linear models of passages and of values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace colophon::extract {

// The words of a text in order: runs of Latin letters in lower case, pairs of neighbouring Chinese characters, "#" for
// a number, and each of the signs % ( ) × : ; | / as itself. What else the text holds only ends a word.
std::vector<std::string> words_of(std::string_view text);

}  // namespace colophon::extract

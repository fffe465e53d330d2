// RE2 over std::string_view, which RE2 of Debian 12 does not take by itself.
#pragma once

#include <re2/re2.h>

#include <string_view>

namespace colophon::extract {

inline re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }

// Whether `pattern` matches anywhere in `text`.
inline bool matches(std::string_view text, const RE2& pattern) { return RE2::PartialMatch(piece_of(text), pattern); }

}  // namespace colophon::extract

// What a glyph's code means as text: ligatures and mathematical letters resolved, radicals that Chrome prints in place
// of ideographs mapped back, codes without meaning dropped.
#pragma once

#include <string>
#include <string_view>

namespace colophon::document::pdf {

// UTF-8 for one code; "" for what has no text (controls, U+FFFD, private use), " " for any space.
std::string text_of(char32_t code);

// Whether the first or last character is an ideograph or its full-width punctuation, which are set without spaces.
bool starts_wide(std::string_view text);
bool ends_wide(std::string_view text);

// Appends `code` as UTF-8.
void append_utf8(std::string& text, char32_t code);

}  // namespace colophon::document::pdf

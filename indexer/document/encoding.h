// Bytes of a text file as clean UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace colophon::document {

// Decodes UTF-8 and UTF-16 (with or without a byte order mark), GB18030 and what else ICU's detector is sure of. Line
// ends become "\n"; NUL and other control characters are dropped; bytes cut off at the end of the file are dropped,
// others that fit nowhere become U+FFFD. Throws schema::Error(input) naming `name` when there is no text or it is a
// binary file.
std::string to_utf8(std::string_view bytes, const std::string& name);

}  // namespace colophon::document

// Names bytes by their content, and bytes as text.
#pragma once

#include <string>
#include <string_view>

namespace colophon::store {

// Two small digits a byte.
std::string hexadecimal(std::string_view bytes);

// SHA-256, hexadecimal.
std::string digest_of(std::string_view bytes);

}  // namespace colophon::store

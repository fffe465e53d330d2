// Names bytes by their content.
#pragma once

#include <string>
#include <string_view>

namespace colophon::store {

// SHA-256, hexadecimal.
std::string digest_of(std::string_view bytes);

}  // namespace colophon::store

// Names that nobody can guess.
#pragma once

#include <cstddef>
#include <string>

namespace colophon::serve {

// So many random bytes, hexadecimal. Throws schema::Error(storage) when the system gives none.
std::string random_text(size_t bytes);

}  // namespace colophon::serve

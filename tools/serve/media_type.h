// The media type of a report's file, by its name.
#pragma once

#include <string>
#include <string_view>

namespace colophon::serve {

// "application/pdf" of "report.pdf"; "application/octet-stream" where it is not known.
std::string media_type(std::string_view name);

}  // namespace colophon::serve

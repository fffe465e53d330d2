// Traditional Chinese as Simplified, so that cues and labels in one script read both. Byte offsets stay the same.
#pragma once

#include <string>
#include <string_view>

namespace colophon::extract {

std::string simplified(std::string_view text);

}  // namespace colophon::extract

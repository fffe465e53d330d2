// TeX math as readable text: "2.2 \times 10^{-4}" is "2.2 × 10^-4", "\beta_1=0.9" is "β_1 = 0.9", "\frac{a+b}{2}" is
// "(a+b)/2". Meant for finding and quoting numbers and symbols, not for typesetting: layout commands vanish, an unknown
// command leaves its arguments' text.
#pragma once

#include <string>
#include <string_view>

namespace colophon::document {

// `tex`: what stands between the dollars. Never throws; unbalanced braces are taken as they come.
std::string math_text(std::string_view tex);

}  // namespace colophon::document

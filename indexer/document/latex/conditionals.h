// TeX's conditionals: which of two texts a report shows.
#pragma once

#include <string>
#include <string_view>

namespace colophon::document {

// `tex` (without comments, inputs taken in) with every \if...\else...\fi replaced by the branch that TeX would take:
// the second of \iffalse and of a \newif switch that is off when it is asked, else the first. Conditions that need a
// TeX
// (\ifnum, \ifx) count as true; their operands stay. An \if without \fi is dropped alone.
std::string with_conditionals(std::string_view tex);

}  // namespace colophon::document

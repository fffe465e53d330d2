// Runs gnuplot, which writes what a script draws.
#pragma once

#include <string>

namespace colophon::tools {

// The SVG that the script draws, to `output` (standard output where it is empty). Throws schema::Error(usage) where
// gnuplot is missing or refuses the script.
void draw(const std::string& script, const std::string& output);

}  // namespace colophon::tools

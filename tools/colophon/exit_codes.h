// What the process says to the shell.
#pragma once

namespace colophon::tools {

inline constexpr int exit_done = 0;
inline constexpr int exit_nothing = 1;  // nothing found, or a check failed
inline constexpr int exit_usage = 2;    // wrong use or bad input

}  // namespace colophon::tools

// The program whose read workers libcolophon starts.
#pragma once

#include <filesystem>

namespace colophon {

// `given` where it is not empty; else the program of the installation that this library belongs to; else the first
// `colophon` on $PATH. Throws Error(usage), saying what to do, when there is none.
std::filesystem::path program_path(const std::filesystem::path& given);

}  // namespace colophon

#include "lib/program.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>

#include "colophon/colophon.h"

namespace colophon {
namespace {

namespace fs = std::filesystem;

bool runs(const fs::path& file) {
  std::error_code none;
  return fs::is_regular_file(file, none) && access(file.c_str(), X_OK) == 0;
}

// PREFIX/bin/colophon of the library in PREFIX/lib or PREFIX/lib/TRIPLET; "" where there is none.
fs::path beside_the_library() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<const void*>(&version), &info) == 0 || info.dli_fname == nullptr) return {};
  std::error_code none;
  fs::path folder = fs::canonical(info.dli_fname, none).parent_path();
  for (int levels = 0; levels < 2 && folder.has_relative_path(); ++levels) {
    folder = folder.parent_path();
    if (runs(folder / "bin" / "colophon")) return folder / "bin" / "colophon";
  }
  return {};
}

fs::path on_path() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (!folder.empty() && runs(fs::path(folder) / "colophon")) return fs::path(folder) / "colophon";
  }
  return {};
}

}  // namespace

fs::path program_path(const fs::path& given) {
  if (!given.empty()) return given;
  if (fs::path found = beside_the_library(); !found.empty()) return found;
  if (fs::path found = on_path(); !found.empty()) return found;
  throw Error(Error::Kind::usage,
              "there is no program colophon to read reports in; install it, name it in IndexOptions::program, or read "
              "reports that you trust with confined = false");
}

}  // namespace colophon

// A file that goes with the object that made it.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "schema/error.h"

namespace colophon::tools {

class TemporaryFile {
 public:
  // Empty, readable by its owner alone. Throws schema::Error(storage).
  TemporaryFile() {
    std::string name = (std::filesystem::temp_directory_path() / "colophon-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file < 0) {
      throw schema::Error(schema::Error::Kind::storage, "cannot make a file in " +
                                                            std::filesystem::temp_directory_path().string() +
                                                            "; check its permissions and free space");
    }
    ::close(file);
    path_ = name;
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace colophon::tools

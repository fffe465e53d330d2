#include "tools/colophon/gnuplot.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "schema/error.h"
#include "tools/colophon/print.h"

namespace colophon::tools {

void draw(const std::string& script, const std::string& output) {
  std::string name = (std::filesystem::temp_directory_path() / "colophon-XXXXXX").string();
  const int file = mkstemp(name.data());
  if (file < 0) throw schema::Error(schema::Error::Kind::input, "cannot write to the directory for temporary files");
  close(file);
  std::ofstream(name, std::ios::binary) << script;
  FILE* pipe = popen(("gnuplot '" + name + "' 2>&1").c_str(), "r");
  std::string svg;
  std::array<char, 4096> buffer{};
  for (size_t n = 0; pipe != nullptr && (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    svg.append(buffer.data(), n);
  }
  const int status = pipe == nullptr ? -1 : pclose(pipe);
  std::error_code error;
  std::filesystem::remove(name, error);
  if (status != 0) {
    throw schema::Error(schema::Error::Kind::usage,
                        "gnuplot did not draw the plot; install gnuplot-nox, or see the script with --format gnuplot");
  }
  write_output(svg, output);
}

}  // namespace colophon::tools

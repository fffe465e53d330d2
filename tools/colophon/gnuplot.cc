#include "tools/colophon/gnuplot.h"

#include <array>
#include <cstdio>
#include <fstream>

#include "schema/error.h"
#include "tools/colophon/print.h"
#include "tools/temporary_file.h"

namespace colophon::tools {

void draw(const std::string& script, const std::string& output) {
  const TemporaryFile file;
  std::ofstream(file.path(), std::ios::binary) << script;
  FILE* pipe = popen(("gnuplot '" + file.path().string() + "' 2>&1").c_str(), "r");
  std::string svg;
  std::array<char, 4096> buffer{};
  for (size_t n = 0; pipe != nullptr && (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    svg.append(buffer.data(), n);
  }
  const int status = pipe == nullptr ? -1 : pclose(pipe);
  if (status != 0) {
    throw schema::Error(schema::Error::Kind::usage,
                        "gnuplot did not draw the plot; install gnuplot-nox, or see the script with --format gnuplot");
  }
  write_output(svg, output);
}

}  // namespace colophon::tools

#include "tools/mcp/stdio.h"

#include <string>

namespace colophon::mcp {

void serve_lines(Session& session, std::istream& in, std::ostream& out) {
  for (std::string line; std::getline(in, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (const std::optional<std::string> answer = session.answer(line)) out << *answer << '\n' << std::flush;
  }
}

}  // namespace colophon::mcp

// The protocol over standard input and output: a message a line. Output carries the protocol alone.
#pragma once

#include <istream>
#include <ostream>

#include "tools/mcp/session.h"

namespace colophon::mcp {

// Until the input ends.
void serve_lines(Session& session, std::istream& in, std::ostream& out);

}  // namespace colophon::mcp

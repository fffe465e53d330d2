// The Model Context Protocol as messages: JSON-RPC 2.0 in, JSON-RPC 2.0 out, whatever carries them (stdio.h, http.h).
// https://modelcontextprotocol.io/specification
//
// Nothing is remembered between messages: a client need not have said `initialize` first, and one Session may serve
// several clients, a message at a time.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/mcp/resources.h"
#include "tools/mcp/tools.h"

namespace colophon::mcp {

// Newest first.
const std::vector<std::string>& protocol_versions();

class Session {
 public:
  // Both live as long as the session.
  Session(Tools& tools, Resources& resources) : tools_(tools), resources_(resources) {}

  // The answer to one message, as one line without its end; nothing for notifications and answers. Never throws for
  // what a client sends: what cannot be parsed, is no request, or asks for what there is not gets a JSON-RPC error.
  std::optional<std::string> answer(std::string_view message);

 private:
  nlohmann::json result_of(const std::string& method, const nlohmann::json& parameters);

  Tools& tools_;
  Resources& resources_;
};

}  // namespace colophon::mcp

// The tools an agent may call: ask, search, record, compare, scores, note. What they are called, take and give is said
// by tools.json beside this file; what they give is what the command of that name prints with `--format json`
// (docs/json.md), with `found` and, where nothing was found, `closest`: the nearest names there are.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "tools/mcp/view.h"

namespace colophon::mcp {

class Tools {
 public:
  explicit Tools(View& view) : view_(view) {}

  // As `tools/list` gives them: name, title, description, inputSchema, outputSchema.
  static const nlohmann::json& list();

  // {"content", "structuredContent"}. Wrong arguments and failures of the knowledge base are {"content", "isError"},
  // for the agent to read. Throws RpcError(invalid_params) for a tool that there is not.
  nlohmann::json call(const std::string& name, const nlohmann::json& arguments);

 private:
  View& view_;
};

}  // namespace colophon::mcp

// What an agent may read as a document: of each report, its record (JSON) and its reading note (Markdown).
//
//   colophon://record/KEY    colophon://note/KEY    colophon://note/KEY?language=zh
//
// KEY is the report's key, percent-encoded.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "tools/mcp/view.h"

namespace colophon::mcp {

class Resources {
 public:
  explicit Resources(View& view) : view_(view) {}

  // {"resources", "nextCursor"}: a page, in the order of the reports' keys. The cursor is what the page before gave, ""
  // for the first. Throws RpcError(invalid_params) for one that is none.
  nlohmann::json list(const nlohmann::json& cursor);
  static nlohmann::json templates();
  // {"contents"}. Throws RpcError(resource_not_found) with the closest names.
  nlohmann::json read(const std::string& uri);

 private:
  View& view_;
};

}  // namespace colophon::mcp

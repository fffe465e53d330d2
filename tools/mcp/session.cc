#include "tools/mcp/session.h"

#include <algorithm>

#include "schema/json.h"
#include "tools/mcp/rpc_error.h"

namespace colophon::mcp {
namespace {

using nlohmann::json;

std::string line_of(const json& message) { return schema::json_text(message); }

std::string error_line(const json& id, int code, const std::string& what, const json& data = nullptr) {
  json error = {{"code", code}, {"message", what}};
  if (!data.is_null()) error["data"] = data;
  return line_of({{"jsonrpc", "2.0"}, {"id", id}, {"error", error}});
}

bool is_id(const json& id) { return id.is_string() || id.is_number_integer(); }

constexpr const char* instructions =
    "Colophon knows what technical reports of language models say of how the models were made. Every value comes with "
    "evidence: report, page and a verbatim quote; cite it. Start with `ask`, in English or Chinese; "
    "`found: false` means that the reports do not say, and names what is closest.";

json initialized(const json& parameters) {
  const std::vector<std::string>& known = protocol_versions();
  const json wanted = parameters.value("protocolVersion", json());
  if (!wanted.is_string()) throw RpcError(RpcError::invalid_params, "initialize needs a protocolVersion");
  const bool speaks = std::find(known.begin(), known.end(), wanted.get<std::string>()) != known.end();
  return {{"protocolVersion", speaks ? wanted : json(known.front())},
          {"capabilities", {{"tools", json::object()}, {"resources", json::object()}}},
          {"serverInfo", {{"name", "colophon"}, {"title", "Colophon"}, {"version", COLOPHON_VERSION}}},
          {"instructions", instructions}};
}

std::string text_of(const json& parameters, const char* name) {
  const json found = parameters.value(name, json());
  if (!found.is_string()) throw RpcError(RpcError::invalid_params, std::string(name) + " is missing or no text");
  return found;
}

}  // namespace

const std::vector<std::string>& protocol_versions() {
  static const std::vector<std::string> versions = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};
  return versions;
}

json Session::result_of(const std::string& method, const json& parameters) {
  if (method == "initialize") return initialized(parameters);
  if (method == "ping") return json::object();
  if (method == "tools/list") return {{"tools", Tools::list()}};
  if (method == "tools/call") {
    return tools_.call(text_of(parameters, "name"), parameters.value("arguments", json::object()));
  }
  if (method == "resources/list") return resources_.list(parameters.value("cursor", json("")));
  if (method == "resources/templates/list") return {{"resourceTemplates", Resources::templates()}};
  if (method == "resources/read") return resources_.read(text_of(parameters, "uri"));
  throw RpcError(RpcError::method_not_found, "there is no method " + method);
}

std::optional<std::string> Session::answer(std::string_view message) {
  const json request = json::parse(message, nullptr, false);
  if (request.is_discarded()) return error_line(nullptr, RpcError::parse_error, "the message is no JSON");
  if (request.is_array()) {
    return error_line(nullptr, RpcError::invalid_request, "batches are not taken; send one message at a time");
  }
  if (!request.is_object() || request.value("jsonrpc", json()) != "2.0") {
    return error_line(nullptr, RpcError::invalid_request, "the message is no object with \"jsonrpc\": \"2.0\"");
  }
  const json method = request.value("method", json());
  if (!request.contains("method") && (request.contains("result") || request.contains("error"))) return std::nullopt;
  const bool notification = !request.contains("id");
  const json id = request.value("id", json());
  if (!notification && !is_id(id)) {
    return error_line(nullptr, RpcError::invalid_request, "an id is a text or a whole number");
  }
  if (!method.is_string()) return error_line(id, RpcError::invalid_request, "the request has no method");
  if (notification) return std::nullopt;
  const json parameters = request.value("params", json::object());
  if (!parameters.is_object()) return error_line(id, RpcError::invalid_params, "params is no object");
  try {
    return line_of({{"jsonrpc", "2.0"}, {"id", id}, {"result", result_of(method, parameters)}});
  } catch (const RpcError& error) {
    return error_line(id, error.code, error.what(), error.data);
  } catch (const std::exception& error) {
    return error_line(id, RpcError::internal_error, error.what());
  }
}

}  // namespace colophon::mcp

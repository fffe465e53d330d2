// What makes a JSON-RPC request fail, with the codes of JSON-RPC 2.0 and of the Model Context Protocol.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace colophon::mcp {

struct RpcError : std::runtime_error {
  enum Code {
    parse_error = -32700,
    invalid_request = -32600,
    method_not_found = -32601,
    invalid_params = -32602,
    internal_error = -32603,
    resource_not_found = -32002,
  };
  RpcError(Code number, const std::string& line, nlohmann::json more = nullptr)
      : std::runtime_error(line), code(number), data(std::move(more)) {}
  Code code;
  nlohmann::json data;  // null: none
};

}  // namespace colophon::mcp

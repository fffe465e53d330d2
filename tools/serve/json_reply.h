// A JSON value as an answer; bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <nlohmann/json.hpp>

#include "tools/serve/reply.h"

namespace colophon::serve {

template <typename Json>
Reply json_reply(const Json& json) {
  Reply reply;
  reply.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return reply;
}

}  // namespace colophon::serve

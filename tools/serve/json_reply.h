// A JSON value as an answer; bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "tools/serve/reply.h"

namespace colophon::serve {

template <typename Json>
Reply json_reply(const Json& json) {
  Reply reply;
  reply.body = schema::json_text(json) + "\n";
  return reply;
}

}  // namespace colophon::serve

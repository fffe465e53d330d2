// Requests and answers as the routes see them: nothing of sockets.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace colophon::serve {

struct Request {
  std::string method;  // GET | POST; HEAD is GET here
  std::string path;    // decoded, without the query
  std::multimap<std::string, std::string> parameters;
};

// Writes bytes of a stream; false once the client is gone.
using Sink = std::function<bool(std::string_view bytes)>;

struct Reply {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string etag = "";                         // opaque, without quotes; "" for what is not kept
  std::string file = "";                         // answer this file's bytes instead of `body`
  std::function<void(const Sink&)> stream = {};  // or what this writes, until it returns
};

}  // namespace colophon::serve

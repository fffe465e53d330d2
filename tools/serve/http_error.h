// What every answer that is not a success is: a status and {"error": {"code", "message", "hint"}}.
#pragma once

#include <exception>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>

#include "tools/serve/reply.h"

namespace colophon::serve {

class HttpError : public std::runtime_error {
 public:
  // `line` as schema::Error has it: what is wrong; what to do.
  HttpError(int status, const std::string& line) : std::runtime_error(line), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

// The code that programs know a status by: "not_found" of 404.
std::string error_code(int status);

// A line such as schema::Error's as {"message", "hint"}: what is wrong, what to do.
nlohmann::json error_parts(const std::string& line);

Reply error_reply(int status, const std::string& line);

// Of whatever was thrown: HttpError as it says, schema::Error by its kind, anything else as 500, whose words stay in
// the log.
Reply error_reply(const std::exception_ptr& thrown);

}  // namespace colophon::serve

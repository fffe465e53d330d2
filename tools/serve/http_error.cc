#include "tools/serve/http_error.h"

#include <spdlog/spdlog.h>
#include <xapian.h>

#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/json.h"

namespace colophon::serve {
namespace {

int status_of(schema::Error::Kind kind) {
  switch (kind) {
    case schema::Error::Kind::not_found:
      return 404;
    case schema::Error::Kind::storage:
      return 503;
    default:
      return 400;
  }
}

constexpr const char* internal_line = "the server failed at this request; its log says why";

}  // namespace

std::string error_code(int status) {
  switch (status) {
    case 400:
      return "bad_request";
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 405:
      return "method_not_allowed";
    case 408:
      return "timeout";
    case 409:
      return "conflict";
    case 413:
      return "too_large";
    case 414:
      return "uri_too_long";
    case 415:
      return "unsupported_media_type";
    case 416:
      return "bad_range";
    case 431:
      return "headers_too_large";
    case 503:
      return "busy";
    default:
      return status < 500 ? "bad_request" : "internal";
  }
}

nlohmann::json error_parts(const std::string& line) {
  const size_t cut = line.find("; ");
  return {{"message", line.substr(0, cut)}, {"hint", cut == std::string::npos ? "" : line.substr(cut + 2)}};
}

Reply error_reply(int status, const std::string& line) {
  nlohmann::json error = error_parts(line);
  error["code"] = error_code(status);
  Reply reply;
  reply.status = status;
  reply.body = schema::json_text(nlohmann::json{{"error", error}}) + "\n";
  if (status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (status == 503) reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

Reply error_reply(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const HttpError& error) {
    return error_reply(error.status(), error.what());
  } catch (const schema::Error& error) {
    return error_reply(status_of(error.kind()), error.what());
  } catch (const Xapian::Error& error) {
    spdlog::error("{}", error.get_description());
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
  }
  return error_reply(500, internal_line);
}

}  // namespace colophon::serve

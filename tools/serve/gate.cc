#include "tools/serve/gate.h"

#include <algorithm>

#include "tools/serve/http_error.h"

namespace colophon::serve {
namespace {

bool reads(const httplib::Request& request) { return request.method == "GET" || request.method == "HEAD"; }

// The page's files and what is said of the server itself tell nothing of the knowledge base.
bool is_public(const std::string& path) {
  return path == "/healthz" || path == "/api/v1/openapi.json" ||
         (!path.starts_with("/api/") && path != "/metrics" && !path.ends_with(".json"));
}

}  // namespace

bool Gate::needs_token(const httplib::Request& request) const {
  if (!reads(request)) return true;
  return !door_.address().loopback() && !is_public(request.path);
}

std::string Gate::allowed_origin(const httplib::Request& request) const {
  const std::string origin = request.get_header_value("Origin");
  return std::find(origins_.begin(), origins_.end(), origin) == origins_.end() ? "" : origin;
}

std::string Gate::check(const httplib::Request& request) const {
  if (request.get_header_value_count("Host") != 1) {
    throw HttpError(400, "the request has not one Host header; send one that names this server");
  }
  if (!door_.is_here(request.get_header_value("Host"))) {
    throw HttpError(403, "this server is not called so; use " + door_.address().text() +
                             ", or start it with --host NAME for another name");
  }
  if (request.has_header("Origin") && allowed_origin(request).empty() &&
      (request.get_header_value_count("Origin") != 1 || !door_.is_ours(request.get_header_value("Origin")))) {
    throw HttpError(403, "pages of another site may not ask this server; start it with --cors ORIGIN to let one");
  }
  if (request.method == "OPTIONS" || !needs_token(request)) return "";
  const std::string given = request.get_header_value("Authorization");
  if (given.empty()) {
    throw HttpError(401,
                    "this needs a token; make one with `colophon token` and send it as Authorization: Bearer TOKEN");
  }
  const Tokens::Check check = tokens_.check_header(given);
  if (!check.known) throw HttpError(401, "this token is not known here; make one with `colophon token`");
  return check.name.empty() ? "nameless token" : check.name;
}

}  // namespace colophon::serve

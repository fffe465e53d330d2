// Whom the server answers: checks that come before any work is done for a request.
#pragma once

#include <httplib.h>

#include <string>
#include <vector>

#include "tools/serve/address.h"
#include "tools/serve/tokens.h"

namespace colophon::serve {

class Gate {
 public:
  // `origins`: pages of others that may read and, with a token, write (--cors); none by default.
  Gate(Door door, Tokens tokens, std::vector<std::string> origins)
      : door_(std::move(door)), tokens_(std::move(tokens)), origins_(std::move(origins)) {}

  // Throws HttpError: 400 or 403 for a request that was not meant for this server or comes from another's page, 401
  // where a token is missing or wrong. Reading needs none on loopback, nor do the page's own files anywhere. Returns
  // whose token it was: the name it was made with, "nameless token" without one; "" where none was needed.
  std::string check(const httplib::Request& request) const;
  // The origin to be named in Access-Control-Allow-Origin; "" for none.
  std::string allowed_origin(const httplib::Request& request) const;

 private:
  bool needs_token(const httplib::Request& request) const;
  Door door_;
  Tokens tokens_;
  std::vector<std::string> origins_;
};

}  // namespace colophon::serve

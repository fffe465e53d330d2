#include "tools/serve/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "schema/ascii.h"
#include "schema/error.h"

namespace colophon::serve {
namespace {

using schema::lowered;
bool is_literal(const std::string& host) {
  in_addr four{};
  in6_addr six{};
  return inet_pton(AF_INET, host.c_str(), &four) == 1 || inet_pton(AF_INET6, host.c_str(), &six) == 1;
}

struct HostPort {
  std::string host;
  int port = -1;  // not given
  bool good = false;
};

HostPort split(std::string_view text) {
  HostPort out;
  std::string_view port;
  bool has_port = false;
  if (text.starts_with('[')) {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return out;
    out.host = lowered(text.substr(1, end - 1));
    const std::string_view rest = text.substr(end + 1);
    has_port = !rest.empty();
    if (has_port && rest.front() != ':') return out;
    if (has_port) port = rest.substr(1);
  } else {
    const size_t colon = text.find(':');
    out.host = lowered(text.substr(0, colon));
    has_port = colon != std::string_view::npos;
    if (has_port) port = text.substr(colon + 1);
  }
  if (has_port) {
    const auto [last, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
    if (error != std::errc() || last != port.data() + port.size() || out.port < 0 || out.port > 65535) return out;
  }
  out.good = true;
  return out;
}

}  // namespace

bool Address::loopback() const {
  in_addr four{};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  return host == "::1";
}

bool Address::wildcard() const { return host == "0.0.0.0" || host == "::"; }

std::string Address::text() const {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
}

Address parse_address(std::string_view text) {
  HostPort parts = split(text);
  if (parts.host.empty() || parts.host == "localhost") parts.host = "127.0.0.1";
  if (!parts.good || parts.port < 0 || !is_literal(parts.host)) {
    throw schema::Error(schema::Error::Kind::usage, "\"" + std::string(text) +
                                                        "\" is no address to listen on; give one like 127.0.0.1:7878 "
                                                        "or [::1]:7878");
  }
  return {parts.host, parts.port};
}

bool Door::is_here(std::string_view host) const {
  const HostPort parts = split(host);
  if (!parts.good || parts.host.empty()) return false;
  // A name that a person gave may be a proxy's, on whatever port that listens.
  if (std::find(names_.begin(), names_.end(), parts.host) != names_.end()) return true;
  if ((parts.port < 0 ? 80 : parts.port) != address_.port) return false;
  if (parts.host == address_.host) return true;
  if (address_.loopback() && parts.host == "localhost") return true;
  return address_.wildcard() && (is_literal(parts.host) || parts.host == "localhost");
}

bool Door::is_ours(std::string_view origin) const {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme)) return is_here(origin.substr(scheme.size()));
  }
  return false;
}

}  // namespace colophon::serve

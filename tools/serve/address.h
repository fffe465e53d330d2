// Where the server listens, and which requests were meant for it.
//
// A web page of any site can send a browser to http://127.0.0.1:7878, and a host name of that site can be made to point
// there (DNS rebinding): then the browser takes our answers for that site's own. So a request must name us in `Host`,
// and where it says the page it comes from (`Origin`), that page must be ours. What is ours: the address listened on;
// on loopback also "localhost"; on a wildcard address every literal address, for names can be rebound and those can
// not; and the names a person gives (--host).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace colophon::serve {

struct Address {
  std::string host;  // without brackets: "127.0.0.1", "::1", "0.0.0.0"
  int port = 0;      // 0: any that is free
  bool loopback() const;
  bool wildcard() const;
  std::string text() const;  // "127.0.0.1:7878", "[::1]:7878"
};

// "127.0.0.1:7878", "[::1]:7878", ":7878" (loopback), "localhost:7878". Throws schema::Error(usage).
Address parse_address(std::string_view text);

class Door {
 public:
  Door(Address address, std::vector<std::string> names) : address_(std::move(address)), names_(std::move(names)) {}

  const Address& address() const { return address_; }
  const std::vector<std::string>& names() const { return names_; }
  // Whether `host`, a request's Host header, names this server.
  bool is_here(std::string_view host) const;
  // Whether `origin`, a request's Origin header, is a page of this server.
  bool is_ours(std::string_view origin) const;

 private:
  Address address_;
  std::vector<std::string> names_;
};

}  // namespace colophon::serve

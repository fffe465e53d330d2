// What a client sends to `colophon serve`, past httplib: a line each of query, Host, Origin, Accept-Encoding and
// cursor.
#include <map>
#include <string>

#include "tests/fuzz/targets.h"
#include "tools/serve/address.h"
#include "tools/serve/compress.h"
#include "tools/serve/cursor.h"
#include "tools/serve/http_error.h"
#include "tools/serve/parameters.h"

namespace colophon::fuzz {
namespace {

std::string_view cut(std::string_view& rest, char at) {
  const size_t end = rest.find(at);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

// What the client gets an error of is fine; anything else is not.
template <typename Action>
void answered(Action action) {
  try {
    action();
  } catch (const serve::HttpError& error) {
    must(error.status() >= 400 && error.status() < 600, "an error has an error's status");
  }
}

void request(std::string_view bytes) {
  std::multimap<std::string, std::string> given;
  for (std::string_view query = cut(bytes, '\n'); !query.empty();) {
    std::string_view pair = cut(query, '&');
    const std::string name(cut(pair, '='));
    given.emplace(name, pair);
  }
  answered([&] {
    const serve::Parameters parameters(given, {"q", "limit", "lang", "facets", "field"});
    answered([&] { (void)parameters.needed("q"); });
    answered([&] {
      const size_t count = parameters.count("limit", 20);
      must(count >= 1 && count <= 1000, "a count is from 1 to 1000");
    });
    answered([&] { must(parameters.choice("lang", {"en", "zh"}).size() == 2, "a choice is one of them"); });
    answered([&] { (void)parameters.flag("facets"); });
    (void)parameters.all("field");
  });
  static const serve::Door door(serve::parse_address("127.0.0.1:7878"), {"reports.example"});
  const std::string_view host = cut(bytes, '\n'), origin = cut(bytes, '\n');
  (void)door.is_here(host);
  must(!door.is_ours(origin) || origin.find("://") != std::string_view::npos, "an origin is a URL");
  (void)serve::takes_gzip(cut(bytes, '\n'));
  answered([&] {
    const serve::Cursor cursor = serve::Cursor::parse(cut(bytes, '\n'));
    const serve::Cursor again = serve::Cursor::parse(cursor.text());
    must(again.key == cursor.key && again.entry == cursor.entry, "a cursor survives its text");
  });
}

// As an option of `serve` gives it.
void address(std::string_view bytes) {
  const serve::Address address = serve::parse_address(bytes);
  must(address.port >= 0 && address.port < 65536, "a port is one");
  must(serve::parse_address(address.text()).text() == address.text(), "an address survives its text");
}

}  // namespace

std::map<std::string_view, Target> request_targets() { return {{"request", request}, {"address", address}}; }

}  // namespace colophon::fuzz

#include "tools/mcp/http.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <string_view>

#include "tools/serve/ending.h"
#include "tools/serve/http_error.h"
#include "tools/serve/listener.h"
#include "tools/serve/metrics.h"

namespace colophon::mcp {
namespace {

using serve::HttpError;

constexpr const char* endpoint = "/mcp";

void send(const serve::Reply& reply, httplib::Response& out) {
  out.status = reply.status;
  for (const auto& [name, value] : reply.headers) out.set_header(name, value);
  out.set_header("Cache-Control", "no-store");
  out.set_header("X-Content-Type-Options", "nosniff");
  if (!reply.body.empty()) out.set_content(reply.body, reply.type);
}

// Throws HttpError for what is refused before its body is looked at.
void let_in(const httplib::Request& request, const serve::Door& door, const serve::Tokens& tokens) {
  if (request.get_header_value_count("Host") != 1 || !door.is_here(request.get_header_value("Host"))) {
    throw HttpError(403, "this server is not called so; use " + door.address().text() +
                             ", or start it with --host NAME for another name");
  }
  if (request.has_header("Origin") &&
      (request.get_header_value_count("Origin") != 1 || !door.is_ours(request.get_header_value("Origin")))) {
    throw HttpError(403, "pages of another site may not ask this server; use a client that is no page");
  }
  if (!door.address().loopback() && !tokens.check_header(request.get_header_value("Authorization")).known) {
    throw HttpError(401,
                    "this needs a token; make one with `colophon token` and send it as Authorization: Bearer TOKEN");
  }
  if (request.path != endpoint) throw HttpError(404, "there is nothing here; the endpoint is /mcp");
  if (request.method != "POST")
    throw HttpError(405, "nothing is sent unasked, and there are no sessions; POST a message");
  if (!request.get_header_value("Content-Type").starts_with("application/json")) {
    throw HttpError(415, "a message is JSON; send it as application/json");
  }
  const std::string version = request.get_header_value("MCP-Protocol-Version");
  const std::vector<std::string>& known = protocol_versions();
  if (!version.empty() && std::find(known.begin(), known.end(), version) == known.end()) {
    throw HttpError(400,
                    "the protocol's version " + version.substr(0, 20) + " is not spoken here; use " + known.front());
  }
}

}  // namespace

void serve_http(Session& session, serve::Door door, const serve::Tokens& tokens,
                const std::function<void(const std::string& url)>& ready) {
  const serve::Limits limits;
  serve::Metrics metrics;
  serve::Listener listener(limits, metrics);
  listener.set_payload_max_length(limits.body_bytes);
  serve::Address bound = door.address();
  bound.port = listener.bind(bound.host, bound.port);
  door = serve::Door(bound, door.names());
  std::mutex turn;
  using Handled = httplib::Server::HandlerResponse;
  listener.set_pre_routing_handler([&](const httplib::Request& request, httplib::Response& response) {
    try {
      let_in(request, door, tokens);
      return Handled::Unhandled;
    } catch (...) {
      if (request.method != "POST" && request.path == endpoint) response.set_header("Allow", "POST");
      send(serve::error_reply(std::current_exception()), response);
      return Handled::Handled;
    }
  });
  listener.Post(endpoint, [&](const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard lock(turn);
    const std::optional<std::string> answer = session.answer(request.body);
    serve::Reply reply;
    reply.status = answer ? 200 : 202;
    reply.body = answer.value_or("");
    send(reply, response);
  });
  // What httplib refuses by itself: a request that cannot be parsed, a body that is too large.
  listener.set_error_handler(httplib::Server::Handler([](const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty()) return;
    const bool large = response.status == 413;
    send(large ? serve::error_reply(413, "the message is too large; send a smaller one")
               : serve::Listener::refusal(response.status),
         response);
  }));
  listener.set_exception_handler([](const auto&, auto& response, const std::exception_ptr& thrown) {
    send(serve::error_reply(thrown), response);
  });
  const serve::Stopper stopper(listener);
  ready("http://" + bound.text() + endpoint);
  listener.run();
}

}  // namespace colophon::mcp

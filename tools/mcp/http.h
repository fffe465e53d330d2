// The protocol over streamable HTTP (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports): one
// endpoint, /mcp. A POST brings one message and takes its answer as JSON; nothing is sent unasked, so GET (a stream of
// such) and DELETE (of a session) are 405, and there are no sessions.
//
// Who may ask is settled as by `colophon serve` (tools/serve/address.h, tokens.h): Host and Origin must be ours, and an
// address that is not loopback needs a token. All tools only read, so loopback needs none. The limits on time, size and
// number of requests are the server's too (listener.h). What is refused has its error object (http_error.h).
#pragma once

#include <functional>
#include <string>

#include "tools/mcp/session.h"
#include "tools/serve/address.h"
#include "tools/serve/tokens.h"

namespace colophon::mcp {

// Serves until SIGINT or SIGTERM, which must be blocked in every thread of the process. `ready` is told the endpoint's
// URL. Messages are answered one at a time. Throws schema::Error(input) when the address cannot be listened on.
void serve_http(Session& session, serve::Door door, const serve::Tokens& tokens,
                const std::function<void(const std::string& url)>& ready);

}  // namespace colophon::mcp

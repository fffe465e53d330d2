// `colophon serve`: the API, the page and uploads over one knowledge base, until SIGINT or SIGTERM. docs/api.md says
// what clients may rely on.
//
// The way of a request: Listener (limits) -> Gate (Host, Origin, token) -> here (which kind of thing is asked for) ->
// routes.h (answers, from a Lease of the knowledge base) -> here (ETag, gzip, headers).
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/fetch/client.h"
#include "indexer/pipeline/reading.h"
#include "tools/serve/address.h"
#include "tools/serve/limits.h"

namespace colophon::serve {

struct Options {
  std::filesystem::path knowledge_base;
  Address listen;
  std::vector<std::string> names;    // other names that the server is called by
  std::vector<std::string> origins;  // others' pages that may ask (CORS)
  Limits limits;
  std::filesystem::path log;  // where the access log is appended; empty: standard error
  pipeline::Reader reader;    // of uploads; confined
  std::string recipe;
  fetch::Settings fetching;  // of reports that are asked for by number; none may be larger than an upload
};

// Makes the knowledge base where there is none. Calls `ready` with the address once it listens. Throws schema::Error
// when it cannot begin.
void serve(Options options, const std::function<void(const Address&)>& ready);

}  // namespace colophon::serve

// How a command asks knowledge bases that may be in parts, on other machines.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "query/open.h"
#include "schema/error.h"

namespace colophon::tools {

// A line on standard error for each shard that is left out.
void tell_missing(const query::Library& library);

// What `ask` makes of the library of `kbs`. When a machine is lost meanwhile, all is opened and asked once more, by its
// replicas or without it; so `ask` is to print nothing. Throws schema::Error(storage) when that fails too.
template <typename Ask>
auto with_library(const std::vector<std::string>& kbs, const Ask& ask) {
  const auto attempt = [&] {
    query::Library library = query::open_library(kbs);
    tell_missing(library);
    return ask(library);
  };
  try {
    try {
      return attempt();
    } catch (const Xapian::NetworkError&) {
      return attempt();
    }
  } catch (const Xapian::Error& error) {
    throw schema::Error(schema::Error::Kind::storage,
                        "the search index failed: " + error.get_msg() + "; ask again, or run `colophon rebuild`");
  }
}

}  // namespace colophon::tools

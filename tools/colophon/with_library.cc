#include "tools/colophon/with_library.h"

#include <cstdio>

namespace colophon::tools {

void tell_missing(const query::Library& library) {
  for (const query::MissingShard& shard : library.missing()) {
    std::fprintf(stderr, "colophon: the answer is without the shard %s: %s\n", shard.name.c_str(),
                 shard.reason.c_str());
  }
}

}  // namespace colophon::tools

#include "tests/fuzz/targets.h"

#include <cstdio>
#include <cstdlib>

#include "schema/error.h"

namespace colophon::fuzz {

const std::map<std::string_view, Target>& targets() {
  static const std::map<std::string_view, Target> all = [] {
    std::map<std::string_view, Target> made = reader_targets();
    made.merge(language_targets());
    made.merge(format_targets());
    made.merge(request_targets());
    return made;
  }();
  return all;
}

void run(Target target, std::string_view bytes) {
  try {
    target(bytes);
  } catch (const schema::Error&) {
    // The one line that a person gets.
  }
}

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace colophon::fuzz

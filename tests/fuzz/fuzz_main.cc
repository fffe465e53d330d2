// The program that tools/fuzz runs: libFuzzer over the target that the environment variable FUZZ_TARGET names.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/targets.h"

namespace {

colophon::fuzz::Target chosen() {
  const char* name = std::getenv("FUZZ_TARGET");
  const auto found = colophon::fuzz::targets().find(name == nullptr ? "" : name);
  if (found != colophon::fuzz::targets().end()) return found->second;
  std::fprintf(stderr, "FUZZ_TARGET must be one of:");
  for (const auto& [known, target] : colophon::fuzz::targets()) std::fprintf(stderr, " %s", known.data());
  std::fprintf(stderr, "\n");
  std::exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  static const colophon::fuzz::Target target = chosen();
  colophon::fuzz::run(target, {reinterpret_cast<const char*>(bytes), size});
  return 0;
}

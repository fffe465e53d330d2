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

const colophon::fuzz::Target& target() {
  static const colophon::fuzz::Target one = chosen();
  return one;
}

}  // namespace

// Lexicons, patterns and weights are read at the first use, which takes seconds under sanitizers; libFuzzer would count
// that as the time of the first input, and call it a hang on a busy machine.
extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
  colophon::fuzz::run(target(), "# A-7B\n\n## Architecture\n\nA-7B has 32 layers.\n");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  colophon::fuzz::run(target(), {reinterpret_cast<const char*>(bytes), size});
  return 0;
}

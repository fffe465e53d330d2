// What is fuzzed: each target takes any bytes, and must neither crash nor throw anything but schema::Error. Some check
// more, and abort when it does not hold. fuzz_main.cc gives them to libFuzzer, replay_test.cc runs every kept input.
#pragma once

#include <map>
#include <string_view>

namespace colophon::fuzz {

using Target = void (*)(std::string_view bytes);

// By name: "pdf", "query" ... Folders of tests/fuzz/seeds and tests/fuzz/findings have these names.
const std::map<std::string_view, Target>& targets();

// Runs it; a schema::Error is what untrusted bytes may lead to.
void run(Target target, std::string_view bytes);

// Ends the program, saying what does not hold.
void must(bool holds, const char* what);

// The targets, by the room they are of.
std::map<std::string_view, Target> reader_targets();
std::map<std::string_view, Target> language_targets();
std::map<std::string_view, Target> format_targets();
std::map<std::string_view, Target> request_targets();

}  // namespace colophon::fuzz

// What the program can do is documented, and what its help refers to is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/tools/run.h"

namespace colophon {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The names listed under "Subcommands:", each at the start of an indented line.
std::vector<std::string> commands() {
  std::vector<std::string> names;
  std::istringstream lines(run_colophon({"--help"}).out);
  bool listed = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("Subcommands")) {
      listed = true;
    } else if (listed && line.starts_with("  ") && line.size() > 2 && line[2] != ' ') {
      names.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
  }
  return names;
}

TEST(Docs, EveryCommandIsInBothReadmes) {
  const std::string english = contents(COLOPHON_SOURCE_DIR "/README.md");
  const std::string chinese = contents(COLOPHON_SOURCE_DIR "/README.zh-CN.md");
  ASSERT_THAT(commands(), Not(IsEmpty()));
  for (const std::string& command : commands()) {
    EXPECT_THAT(english, HasSubstr("colophon " + command));
    EXPECT_THAT(chinese, HasSubstr("colophon " + command));
  }
}

TEST(Docs, EveryCommandsHelpHasAnExample) {
  for (const std::string& command : commands()) {
    EXPECT_THAT(run_colophon({command, "--help"}).out, HasSubstr("Example")) << command;
  }
}

// Names between backquotes that look like a test: "Suite.WhatHolds".
std::set<std::string> tests_named_in(const std::string& text) {
  std::set<std::string> names;
  for (size_t at = 0; (at = text.find('`', at)) != std::string::npos;) {
    const size_t end = text.find('`', at + 1);
    if (end == std::string::npos) break;
    const std::string name = text.substr(at + 1, end - at - 1);
    at = end + 1;
    const size_t dot = name.find('.');
    const bool plain =
        name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.") == std::string::npos;
    if (plain && dot != std::string::npos && dot + 1 < name.size() && isupper(name[0]) != 0 &&
        isupper(name[dot + 1]) != 0)
      names.insert(name);
  }
  return names;
}

TEST(Docs, EveryTestThatHoldsALimitIsThere) {
  std::string sources;
  for (const auto& entry : fs::recursive_directory_iterator(COLOPHON_SOURCE_DIR "/tests")) {
    if (entry.path().extension() == ".cc") sources += contents(entry.path());
  }
  for (const char* document : {"SECURITY.md", "docs/reliability.md"}) {
    const std::set<std::string> named = tests_named_in(contents(fs::path(COLOPHON_SOURCE_DIR) / document));
    EXPECT_THAT(named, Not(IsEmpty())) << document;
    for (const std::string& name : named) {
      const size_t dot = name.find('.');
      EXPECT_THAT(sources, HasSubstr("(" + name.substr(0, dot) + ", " + name.substr(dot + 1) + ")"))
          << document << " names a test that is not there";
    }
  }
}

// Every "docs/name.md" that a source file or a document mentions. Training reports link to documents of invented
// models.
std::set<std::string> mentioned_documents() {
  std::set<std::string> names;
  for (const char* folder : {"schema", "store", "indexer", "query", "tools", "docs"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(COLOPHON_SOURCE_DIR) / folder)) {
      const std::string path = entry.path().string();
      const bool foreign =
          path.find("/node_modules/") != std::string::npos || path.find("/ranker/reports/") != std::string::npos;
      if (!entry.is_regular_file() || foreign) continue;
      const std::string text = contents(entry.path());
      for (size_t at = text.find("docs/"); at != std::string::npos; at = text.find("docs/", at + 1)) {
        const size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-_/.", at);
        const std::string name = text.substr(at, end - at);
        if (const size_t suffix = name.find(".md"); suffix != std::string::npos)
          names.insert(name.substr(0, suffix + 3));
      }
    }
  }
  return names;
}

TEST(Docs, EveryDocumentReferredToIsThere) {
  for (const std::string& name : mentioned_documents()) {
    EXPECT_TRUE(fs::exists(fs::path(COLOPHON_SOURCE_DIR) / name)) << name;
  }
}

}  // namespace
}  // namespace colophon

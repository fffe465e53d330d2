#include "store/lost_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/temporary_directory.h"

namespace colophon::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What a file of whole lines, each "WORDS<NUL>", still says when it is cut off at `size`.
std::set<std::string> whole_lines(const std::string& bytes, size_t size) {
  std::set<std::string> lines;
  size_t begin = 0;
  for (size_t end; (end = bytes.find('\0', begin)) < size; begin = end + 1)
    lines.insert(bytes.substr(begin, end - begin));
  return lines;
}

class LostChangesTest : public testing::Test {
 protected:
  fs::path place() const { return directory_.path(); }
  TemporaryDirectory directory_;
};

TEST_F(LostChangesTest, EveryTruncationOfTheMarkTellsItsWholeLines) {
  BehindMark mark(place());
  mark.set();
  mark.tell(7, "lantern.pdf");
  mark.tell(8, "港湾 v2.md");
  mark.tell(10, "lan\nding.html");
  const std::string bytes = contents(place() / "mirrors.behind");
  ASSERT_EQ(whole_lines(bytes, bytes.size()).size(), 3U);
  for (size_t size = 0; size <= bytes.size(); ++size) {
    directory_.write("mirrors.behind", bytes.substr(0, size));
    std::set<std::string> expected;
    for (const std::string& line : whole_lines(bytes, size)) expected.insert(line.substr(line.find(' ') + 1));
    EXPECT_EQ(BehindMark(place()).after(6), expected) << size;
  }
  EXPECT_THAT(BehindMark(place()).after(8), ElementsAre("lan\nding.html"));
}

TEST_F(LostChangesTest, EveryTruncationOfTheListStillSaysThatSomethingWasLost) {
  LostChanges(place()).add({"harbour.md", "lantern.pdf", "mill.html"});
  const std::string bytes = contents(place() / "changes.lost");
  for (size_t size = 0; size <= bytes.size(); ++size) {
    directory_.write("changes.lost", bytes.substr(0, size));
    std::set<std::string> expected = whole_lines(bytes, size);
    if (size > 0 && bytes[size - 1] != '\0') expected.insert("");
    EXPECT_EQ(LostChanges(place()).reports(), expected) << size;
  }
}

TEST_F(LostChangesTest, ForgetsOneReportAndThenAll) {
  LostChanges lost(place());
  lost.add({"harbour.md", "lantern.pdf", "mill.html"});
  lost.forget("lantern.pdf");
  EXPECT_THAT(LostChanges(place()).reports(), ElementsAre("harbour.md", "mill.html"));
  lost.forget_all();
  EXPECT_THAT(LostChanges(place()).reports(), IsEmpty());
  EXPECT_TRUE(fs::is_empty(place()));
}

}  // namespace
}  // namespace colophon::store

#include "indexer/pipeline/walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/temporary_directory.h"

namespace colophon::pipeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

bool is_markdown(const std::filesystem::path& path) { return path.extension() == ".md"; }

class WalkTest : public testing::Test {
 protected:
  std::vector<std::string> names(const std::vector<std::filesystem::path>& paths) {
    walked_ = walk(paths, is_markdown);
    std::vector<std::string> result;
    for (const FoundFile& file : walked_.files) {
      result.push_back(file.path.lexically_relative(std::filesystem::canonical(root())).string());
    }
    return result;
  }
  const std::filesystem::path& root() const { return directory_.path(); }

  TemporaryDirectory directory_;
  Walk walked_;
};

TEST_F(WalkTest, FindsReadableFilesInFoldersInOrder) {
  directory_.write("b/two.md", "2");
  directory_.write("a/deep/one.md", "1");
  directory_.write("a/note.txt", "x");
  EXPECT_THAT(names({root()}), ElementsAre("a/deep/one.md", "b/two.md"));
  EXPECT_EQ(walked_.files[0].size, 1U);
}

TEST_F(WalkTest, FindsAFileOnceHoweverItIsNamed) {
  const auto file = directory_.write("a/one.md", "1");
  std::filesystem::create_symlink(file, root() / "link.md");
  EXPECT_THAT(names({file, root(), root() / "a" / ".." / "a"}), ElementsAre("a/one.md"));
}

TEST_F(WalkTest, EndsInALoopOfLinks) {
  directory_.write("a/one.md", "1");
  std::filesystem::create_directory_symlink(root(), root() / "a" / "up");
  EXPECT_THAT(names({root()}), ElementsAre("a/one.md"));
}

TEST_F(WalkTest, LeavesOutHiddenFoldersAndKnowledgeBases) {
  directory_.write(".git/one.md", "1");
  directory_.write("kb/records/CURRENT", "");
  directory_.write("kb/two.md", "2");
  EXPECT_THAT(names({root()}), IsEmpty());
}

TEST_F(WalkTest, LeavesOutWhatIsNoFile) {
  ASSERT_EQ(mkfifo((root() / "pipe.md").c_str(), 0600), 0);
  EXPECT_THAT(names({root()}), IsEmpty());
  names({root() / "pipe.md"});
  EXPECT_THAT(walked_.failures, SizeIs(1));
}

TEST_F(WalkTest, SaysWhatIsNotThereAndGoesOn) {
  const auto file = directory_.write("one.md", "1");
  EXPECT_THAT(names({root() / "missing.md", file}), ElementsAre("one.md"));
  ASSERT_THAT(walked_.failures, SizeIs(1));
  EXPECT_THAT(walked_.failures[0].reason, HasSubstr("No such file"));
}

TEST_F(WalkTest, SaysThatNoReaderTakesANamedFile) {
  EXPECT_THAT(names({directory_.write("one.doc", "1")}), IsEmpty());
  ASSERT_THAT(walked_.failures, SizeIs(1));
  EXPECT_THAT(walked_.failures[0].reason, HasSubstr("no reader"));
}

TEST_F(WalkTest, SaysThatALinkLeadsNowhere) {
  std::filesystem::create_symlink(root() / "gone.md", root() / "link.md");
  EXPECT_THAT(names({root()}), IsEmpty());
  EXPECT_THAT(walked_.failures, SizeIs(1));
}

}  // namespace
}  // namespace colophon::pipeline

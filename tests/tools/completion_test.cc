// The shells' completions and the manual pages, from what the program says of itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "tests/tools/run.h"

namespace colophon {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CompletionTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<TemporaryDirectory>();
    run_colophon({"index", COLOPHON_SOURCE_DIR "/data/reports/glm-4.5.md", "--kb", kb()});
    for (const char* shell : {"bash", "zsh", "fish"}) {
      std::ofstream(directory_->path() / shell) << run_colophon({"completion", shell}).out;
    }
  }
  static void TearDownTestSuite() { directory_.reset(); }

  static std::string kb() { return (directory_->path() / "kb").string(); }

  // What completes the line, whose last word is being typed.
  static Outcome complete(std::vector<std::string> words) {
    words.insert(words.begin(), {"complete", "--"});
    return run_colophon(words);
  }

  // Runs `script` in a shell that has loaded its completion; nothing where the shell is not installed.
  static std::string in_shell(const std::string& shell, const std::string& script) {
    const std::string binary = std::filesystem::path(COLOPHON_BINARY).parent_path().string();
    const std::string command = "cd " + shell_quoted(directory_->path().string()) + " && PATH=" + shell_quoted(binary) +
                                ":$PATH " + shell + " -c " + shell_quoted(script) + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    std::string out;
    for (int c = 0; (c = fgetc(pipe)) != EOF;) out += static_cast<char>(c);
    pclose(pipe);
    return out;
  }

  static bool has(const std::string& shell) { return system(("command -v " + shell + " >/dev/null").c_str()) == 0; }

  inline static std::unique_ptr<TemporaryDirectory> directory_;
};

TEST_F(CompletionTest, OffersCommandsWithWhatTheyDo) {
  EXPECT_THAT(complete({"tim"}).out, StartsWith("timeline\t"));
  EXPECT_THAT(complete({""}).out, AllOf(HasSubstr("ask\t"), Not(HasSubstr("read-worker"))));
}

TEST_F(CompletionTest, OffersOptionsAndTheirValues) {
  EXPECT_THAT(complete({"ask", "--fo"}).out, StartsWith("--format\t"));
  EXPECT_EQ(complete({"ask", "--format", "j"}).out, "json\t\n");
  EXPECT_EQ(complete({"completion", "z"}).out, "zsh\t\n");
}

TEST_F(CompletionTest, OffersFieldsAndValues) {
  EXPECT_THAT(complete({"search", "rl.algo"}).out, HasSubstr("rl.algorithm:\t\n"));
  EXPECT_EQ(complete({"search", "family:moe", "rl.algorithm:GR"}).out, "rl.algorithm:GRPO\t\n");
  EXPECT_EQ(complete({"scores", "MMLU", "--where", "rl.algorithm:GR"}).out, "rl.algorithm:GRPO\t\n");
  EXPECT_THAT(complete({"compare", "a", "b", "--fields", "layers,rl.algo"}).out, HasSubstr("layers,rl.algorithm\t\n"));
  EXPECT_THAT(complete({"timeline", "rl.algo"}).out, HasSubstr("rl.algorithm\t\n"));
}

TEST_F(CompletionTest, OffersReportsAndModelsOfTheKnowledgeBase) {
  EXPECT_THAT(complete({"show", "--kb", kb(), "gl"}).out, StartsWith("glm-4.5.md\t"));
  EXPECT_THAT(complete({"compare", "--kb", kb(), "GLM-4.5-A"}).out, StartsWith("GLM-4.5-Air\t"));
  EXPECT_EQ(complete({"show", "--kb", kb() + "-none", "gl"}).exit_code, 1);
}

TEST_F(CompletionTest, LeavesFilesToTheShell) { EXPECT_EQ(complete({"index", "rep"}).exit_code, 1); }

TEST_F(CompletionTest, InBash) {
  EXPECT_EQ(in_shell("bash",
                     "source ./bash; COMP_LINE='colophon search optimizer:Adam'; COMP_POINT=${#COMP_LINE}; "
                     "COMP_WORDS=(colophon search optimizer : Adam); COMP_CWORD=4; compopt() { :; }; _colophon; "
                     "echo \"${COMPREPLY[@]}\""),
            "Adam AdamW\n");
  EXPECT_EQ(in_shell("bash",
                     "source ./bash; COMP_LINE='colophon time'; COMP_POINT=13; COMP_WORDS=(colophon time); "
                     "COMP_CWORD=1; compopt() { :; }; _colophon; echo \"${COMPREPLY[@]}\""),
            "timeline\n");
}

TEST_F(CompletionTest, InZsh) {
  if (!has("zsh")) GTEST_SKIP() << "zsh is not installed (tools/install test)";
  EXPECT_EQ(in_shell("zsh",
                     "compdef() { :; }; _files() { print files; }; _describe() { print -rl $found; }; source ./zsh; "
                     "words=(colophon search optimizer:Adam); CURRENT=3; PREFIX=optimizer:Adam; _colophon"),
            "optimizer\\:Adam:\noptimizer\\:AdamW:\n");
  EXPECT_EQ(in_shell("zsh",
                     "compdef() { :; }; _files() { print files; }; _describe() { print -rl $found; }; source ./zsh; "
                     "words=(colophon index rep); CURRENT=3; PREFIX=rep; _colophon"),
            "files\n");
}

TEST_F(CompletionTest, InFish) {
  if (!has("fish")) GTEST_SKIP() << "fish is not installed (tools/install test)";
  EXPECT_EQ(in_shell("fish", "source ./fish; complete -C 'colophon search optimizer:Adam'"),
            "optimizer:Adam\noptimizer:AdamW\n");
  EXPECT_THAT(in_shell("fish", "source ./fish; complete -C 'colophon timel'"), StartsWith("timeline\t"));
}

TEST(Manual, HasAPageForEveryCommandWithItsExample) {
  const TemporaryDirectory directory;
  ASSERT_EQ(run_colophon({"manual", directory.path().string()}).exit_code, 0);
  const auto page = [&](const std::string& name) {
    std::ifstream in(directory.path() / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  EXPECT_THAT(page("colophon.1"), AllOf(HasSubstr("\\fBcolophon\\-ask\\fR(1)"), Not(HasSubstr("read\\-worker"))));
  EXPECT_THAT(page("colophon-ask.1"), AllOf(HasSubstr(".SH SYNOPSIS"), HasSubstr("\\fB\\-\\-kb\\fR"),
                                            HasSubstr("which models use GRPO"), HasSubstr(".SH EXIT STATUS")));
  EXPECT_THAT(page("colophon-index.1"), HasSubstr("\\fB\\-j, \\-\\-jobs\\fR \\fIUINT\\fR\n"));
}

}  // namespace
}  // namespace colophon

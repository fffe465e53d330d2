// A command line that cannot be read is answered with one line: what is wrong, what was meant, how to go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/run.h"

namespace colophon {
namespace {

void expect_error(const std::vector<std::string>& arguments, const std::string& line) {
  const Outcome outcome = run_colophon(arguments);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.error, line + "\n");
}

TEST(WrongUse, OfCommands) {
  expect_error({}, "colophon: a command is missing; see `colophon --help`");
  expect_error({"serach", "GRPO"},
               "colophon: there is no command \"serach\"; did you mean \"search\"? See `colophon --help`");
  expect_error({"frobnicate"}, "colophon: there is no command \"frobnicate\"; see `colophon --help`");
  expect_error({"review", "acept", "0"},
               "colophon: there is no command \"acept\"; did you mean \"accept\"? See `colophon review --help`");
}

TEST(WrongUse, OfOptions) {
  expect_error({"ask", "--fromat", "json", "who"},
               "colophon: there is no option --fromat; did you mean \"--format\"? See `colophon ask --help`");
  expect_error({"export", "--format", "foo", "--kb", "nowhere"},
               "colophon: --format: foo not in {jsonl,json,bibtex,text,markdown,csv,tsv,latex,html,xlsx,epoch,gold}; "
               "see `colophon export --help`");
}

TEST(WrongUse, OfArguments) { expect_error({"show"}, "colophon: REPORT is required; see `colophon show --help`"); }

}  // namespace
}  // namespace colophon

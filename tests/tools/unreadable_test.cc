// Files that cannot be read: each gives one line on stderr that names the file and says what to do, and exit code 2; in
// an index run the others are read all the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/indexer/document/pdf/tiny_pdf.h"
#include "tests/tools/run.h"

namespace colophon {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class UnreadableTest : public testing::Test {
 protected:
  // The one line that `parse` has to say about such a file.
  std::string complaint(const std::string& name, const std::string& bytes) {
    const Outcome outcome = run_colophon({"parse", directory_.write(name, bytes).string()});
    EXPECT_EQ(outcome.exit_code, 2) << name;
    EXPECT_EQ(outcome.out, "") << name;
    EXPECT_EQ(std::count(outcome.error.begin(), outcome.error.end(), '\n'), 1) << outcome.error;
    EXPECT_THAT(outcome.error, StartsWith("colophon: " + name + ": "));
    return outcome.error;
  }

  TemporaryDirectory directory_;
};

TEST_F(UnreadableTest, EmptyFilesOfEveryKind) {
  for (const char* name : {"r.pdf", "r.md", "r.html", "r.tex", "r.tar.gz", "r.docx", "r.txt", "config.json"}) {
    EXPECT_THAT(complaint(name, ""), HasSubstr("is empty; check that it was saved or downloaded whole"));
  }
}

TEST_F(UnreadableTest, ALockedPdf) {
  const std::string file = COLOPHON_SOURCE_DIR "/tests/tools/files/locked.pdf";
  const Outcome outcome = run_colophon({"parse", file});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.error, "colophon: locked.pdf: the PDF needs a password; save it without one\n");
}

TEST_F(UnreadableTest, ATruncatedPdf) {
  const std::string whole = document::pdf::TinyPdf().text(72, 100, "Star-7B has 32 layers.").bytes();
  for (const size_t part : {2, 3, 4}) {
    EXPECT_THAT(complaint("r.pdf", whole.substr(0, whole.size() * (part - 1) / part)), HasSubstr("truncated"));
  }
}

TEST_F(UnreadableTest, APdfOfPicturesAlone) {
  EXPECT_THAT(complaint("r.pdf", document::pdf::TinyPdf().rule(72, 500, 100).bytes()),
              HasSubstr("its pages hold no text, only pictures; recognise it first (OCR)"));
}

TEST_F(UnreadableTest, NoPdfAtAll) { EXPECT_THAT(complaint("r.pdf", "404 Not Found"), HasSubstr("not a PDF")); }

TEST_F(UnreadableTest, TruncatedAndForeignArchives) {
  EXPECT_THAT(complaint("r.docx", "PK\x03\x04 cut"), HasSubstr("damaged or cut off"));
  EXPECT_THAT(complaint("r.tar.gz", std::string("\x1F\x8B\x08\0\0", 5)), HasSubstr("download it again"));
}

TEST_F(UnreadableTest, BinaryNoiseUnderATextsName) {
  std::string noise;
  for (unsigned i = 0, x = 12345; i < 3000; ++i) noise += static_cast<char>((x = x * 1103515245 + 12345) >> 16);
  EXPECT_THAT(complaint("r.md", noise), HasSubstr("holds binary data, not text"));
}

TEST_F(UnreadableTest, AnIndexRunNamesThemAndGoesOn) {
  directory_.write("reports/good.md", "# Star-7B\n\nStar-7B has 32 layers.\n");
  directory_.write("reports/empty.pdf", "");
  directory_.write("reports/cut.pdf", "%PDF-1.5\n1 0 obj");
  const Outcome outcome =
      run_colophon({"index", (directory_.path() / "reports").string(), "--kb", (directory_.path() / "kb").string()});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("1 reports indexed, 0 unchanged, 2 failed"));
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("empty.pdf: is empty"), HasSubstr("cut.pdf: the PDF is truncated")));
}

}  // namespace
}  // namespace colophon

// index: files made to crash, hang or fill the machine cost themselves and one line each; the others are indexed.
#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "tests/tools/run.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string repeated(const std::string& text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

// A ZIP (or .tar.gz) of one member that unpacks to `piece` many times over.
void write_bomb(const std::filesystem::path& file, const char* member, const std::string& piece, size_t times) {
  archive* out = archive_write_new();
  if (file.extension() == ".docx") {
    archive_write_set_format_zip(out);
  } else {
    archive_write_set_format_pax_restricted(out);
    archive_write_add_filter_gzip(out);
  }
  archive_write_open_filename(out, file.c_str());
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, member);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, static_cast<la_int64_t>(piece.size() * times));
  archive_write_header(out, entry);
  for (size_t i = 0; i < times; ++i) archive_write_data(out, piece.data(), piece.size());
  archive_entry_free(entry);
  archive_write_close(out);
  archive_write_free(out);
}

class HostileFiles : public testing::Test {
 protected:
  HostileFiles() { directory_.write("reports/good.md", "# Good-7B\n\nWe introduce Good-7B, a dense model.\n"); }

  std::filesystem::path reports() const { return directory_.path() / "reports"; }
  void write(const std::string& name, const std::string& text) const { directory_.write("reports/" + name, text); }

  // Indexes all; one report that does no harm is always among them.
  json index(std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"index", reports().string(), "--kb", (directory_.path() / "kb").string(),
                                     "--format", "json", "--time-limit", "5", "--memory-limit", "600"});
    const Outcome outcome = run_colophon(options);
    EXPECT_FALSE(outcome.out.empty()) << outcome.error;
    const Outcome good = run_colophon({"show", "good.md", "--kb", (directory_.path() / "kb").string()});
    EXPECT_EQ(good.exit_code, 0) << good.error;
    return json::parse(outcome.out);
  }

  static void expect_one_failure(const json& summary, const std::string& why) {
    ASSERT_EQ(summary.at("failed").size(), 1U) << summary.dump();
    EXPECT_THAT(summary.at("failed")[0].at("reason").get<std::string>(), HasSubstr(why));
    EXPECT_EQ(summary.at("indexed"), 1);
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(HostileFiles, AZipBomb) {
  write_bomb(reports() / "bomb.docx", "word/document.xml", repeated("<w:p/>", 100'000), 2'000);
  expect_one_failure(index(), "unpacks to more than a report can be");
}

TEST_F(HostileFiles, AnArchiveBomb) {
  write_bomb(reports() / "bomb.tar.gz", "main.tex", std::string(size_t{1} << 20, 'x'), 600);
  expect_one_failure(index(), "unpacks to more than");
}

TEST_F(HostileFiles, AnArchiveThatPointsOutside) {
  write_bomb(reports() / "outside.tar.gz", "../../outside.tex",
             "\\documentclass{article}\\begin{document}Out\\end{document}", 1);
  index();
  EXPECT_FALSE(std::filesystem::exists(reports() / "../../outside.tex"));
}

TEST_F(HostileFiles, DeepNesting) {
  write("deep.html", repeated("<div>", 200'000));
  expect_one_failure(index(), "nested");
}

TEST_F(HostileFiles, APageTreeThatHoldsItself) {
  write("pages.pdf",
        "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>\nendobj\n"
        "trailer\n<</Size 3/Root 1 0 R>>\n%%EOF\n");
  expect_one_failure(index(), "pages");
}

TEST_F(HostileFiles, ASourceThatIncludesItself) {
  write("loop.tex", "\\documentclass{article}\\begin{document}\\input{loop}Hello there.\\end{document}");
  EXPECT_EQ(index().at("indexed"), 2);
}

TEST_F(HostileFiles, MacrosThatGrowWithoutEnd) {
  write("grow.tex",
        "\\documentclass{article}\\newcommand{\\x}{\\x\\x}\\begin{document}\\x Hello there.\\end{document}");
  const json summary = index();
  EXPECT_EQ(summary.at("indexed").get<int>() + static_cast<int>(summary.at("failed").size()), 2);
}

TEST_F(HostileFiles, ATableOfTenThousandColumns) {
  write("wide.md", "# Wide\n\n|" + repeated("a|", 10'000) + "\n|" + repeated("-|", 10'000) + "\n|" +
                       repeated("1.5|", 10'000) + "\n");
  EXPECT_EQ(index().at("indexed"), 2);
}

TEST_F(HostileFiles, CellsThatSpanBillions) {
  write("spans.html", "<h1>Spans</h1><table><tr><td colspan=1000000000 rowspan=1000000000>1</td></tr></table>");
  EXPECT_EQ(index().at("indexed"), 2);
}

TEST_F(HostileFiles, ATextOf200Megabytes) {
  write("long.txt", repeated("The model is trained on 2 trillion tokens at a rate of 1e-4. ", 3'300'000));
  const json summary = index();
  ASSERT_EQ(summary.at("failed").size(), 1U);
  EXPECT_EQ(summary.at("indexed"), 1);
}

TEST_F(HostileFiles, AQueueADeadLinkAndAFolderThatHoldsItself) {
  mkfifo((reports() / "queue.md").c_str(), 0600);
  std::filesystem::create_symlink("nowhere.md", reports() / "dead.md");
  std::filesystem::create_directory_symlink(".", reports() / "self");
  expect_one_failure(index(), "a link to nothing");
}

TEST_F(HostileFiles, ANameThatIsNoText) {
  write("odd\xff\xfe.md", "# Odd\n\nWords.\n");
  EXPECT_EQ(index().at("indexed"), 2);
}

}  // namespace
}  // namespace colophon

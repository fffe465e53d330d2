// index: files made to crash, hang or fill the machine cost themselves and one line each; the others are indexed.
#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zlib.h>

#include <nlohmann/json.hpp>
#include <random>

#include "tests/tools/run.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

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

std::string deflated(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()), text.size());
  out.resize(size);
  return out;
}

std::string stream(const std::string& entries, const std::string& bytes) {
  return "<<" + entries + "/Length " + std::to_string(bytes.size()) + ">>\nstream\n" + bytes + "\nendstream";
}

// A PDF of one page that shows text in the font of object 5; `objects` are numbered from 5.
std::string pdf_of(const std::string& content, const std::vector<std::string>& objects) {
  std::string pdf =
      "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
      "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\n"
      "endobj\n4 0 obj\n" +
      content + "\nendobj\n";
  for (size_t i = 0; i < objects.size(); ++i) pdf += std::to_string(i + 5) + " 0 obj\n" + objects[i] + "\nendobj\n";
  return pdf + "trailer\n<</Size " + std::to_string(objects.size() + 5) + "/Root 1 0 R>>\n%%EOF\n";
}

// Files that call themselves fonts: noise behind each header, and tables that hold themselves or claim billions.
std::vector<std::pair<std::string, std::vector<std::string>>> harmful_fonts() {
  std::mt19937 random(1);
  const auto noise = [&](const std::string& header) {
    std::string bytes = header;
    for (int i = 0; i < 20'000; ++i) bytes += static_cast<char>(random());
    return bytes;
  };
  const auto simple = [](const std::string& type, const std::string& more) {
    return "<</Type/Font/Subtype/" + type + "/BaseFont/Odd/FirstChar 32/LastChar 34/Widths[500 500 500]" + more + ">>";
  };
  const auto file = [&](const std::string& type, const std::string& key, const std::string& entries,
                        const std::string& bytes) -> std::vector<std::string> {
    return {simple(type, "/FontDescriptor 6 0 R"),
            "<</Type/FontDescriptor/FontName/Odd/Flags 4/ItalicAngle 0/Ascent 1/Descent 0/" + key + " 7 0 R>>",
            stream(entries, bytes)};
  };
  const std::string cmap_head =
      "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> "
      "endcodespacerange ";
  const std::string composite =
      "<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement "
      "0>>";
  return {
      {"truetype", file("TrueType", "FontFile2", "", noise(std::string("\0\1\0\0\0\x40", 6)))},
      {"type1",
       file("Type1", "FontFile", "/Length1 200/Length2 9999999/Length3 -1", noise("%!PS-AdobeFont-1.0: Odd\n"))},
      {"cff", file("Type1", "FontFile3", "/Subtype/Type1C", noise(std::string("\1\0\4\4", 4)))},
      {"opentype", file("TrueType", "FontFile3", "/Subtype/OpenType", noise("OTTO"))},
      // A glyph that is drawn with its own font.
      {"type3",
       {"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]"
        "/CharProcs<</a 6 0 R>>/Encoding<</Type/Encoding/Differences[97/a]>>/Resources<</Font<</F1 5 0 R>>>>>>",
        stream("", "1 0 d0 BT /F1 1 Tf (aaaaaaaaaaaaaaaa) Tj ET")}},
      // Four billion characters in one range.
      {"tounicode",
       {simple("Type1", "/ToUnicode 6 0 R"),
        stream("", cmap_head + "1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap end")}},
      // A character map that uses itself.
      {"usecmap",
       {"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding 6 0 R/DescendantFonts[7 0 R]>>",
        stream("/Type/CMap/CMapName/Self/UseCMap 6 0 R", cmap_head + "/Self usecmap endcmap end"), composite + ">>"}},
      // Widths of two billion characters.
      {"widths",
       {"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        composite + "/W[0 2147483647 500 -5 4294967295 1]/DW -99999999>>"}},
  };
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
    const Outcome outcome = run_colophon(options, as_);
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

  std::string as_;  // what is put before the command: another user

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

TEST_F(HostileFiles, AFontThatCrashes) {
  const std::string text = stream("", "BT /F1 12 Tf 50 700 Td (aaa The model has 32 layers.) Tj ET");
  for (const auto& [name, objects] : harmful_fonts()) write("font-" + name + ".pdf", pdf_of(text, objects));
  const json summary = index();
  EXPECT_EQ(summary.at("indexed").get<size_t>() + summary.at("failed").size(), 1 + harmful_fonts().size())
      << summary.dump();
  for (const json& failed : summary.at("failed")) {
    EXPECT_THAT(failed.at("reason").get<std::string>(), Not(HasSubstr("\n")));
  }
}

TEST_F(HostileFiles, APdfBomb) {
  const std::string page = repeated("BT /F1 9 Tf 0 0 Td (aaaaaaaaaaaaaaaaaaaa) Tj ET\n", 4'000'000);
  write("bomb.pdf", pdf_of(stream("/Filter[/FlateDecode/FlateDecode]", deflated(deflated(page))),
                           {"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}));
  EXPECT_LT(std::filesystem::file_size(reports() / "bomb.pdf"), 100'000U);
  const json summary = index();
  ASSERT_EQ(summary.at("failed").size(), 1U) << summary.dump();
  EXPECT_THAT(summary.at("failed")[0].at("reason").get<std::string>(),
              testing::AnyOf(HasSubstr("time"), HasSubstr("memory")));
  EXPECT_EQ(summary.at("indexed"), 1);
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

TEST_F(HostileFiles, AFileThatMayNotBeRead) {
  write("closed.md", "# Closed\n\nWords.\n");
  std::filesystem::permissions(reports() / "closed.md", std::filesystem::perms::none);
  if (geteuid() == 0) {  // who may read everything
    std::filesystem::permissions(reports().parent_path(), std::filesystem::perms::all);
    as_ = "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all ";
  }
  expect_one_failure(index(), "check its permissions");
}

TEST_F(HostileFiles, ANameThatIsNoText) {
  write("odd\xff\xfe.md", "# Odd\n\nWords.\n");
  EXPECT_EQ(index().at("indexed"), 2);
}

}  // namespace
}  // namespace colophon

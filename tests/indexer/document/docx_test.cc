#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

std::string zip(const std::map<std::string, std::string>& parts) {
  std::string bytes(1 << 20, '\0');
  size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_zip(writer);
  archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
  for (const auto& [path, text] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

const char* const styles =
    "<w:styles><w:style w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style><w:style w:styleId=\"H1\"><w:name "
    "w:val=\"heading 1\"/></w:style>"
    "<w:style w:styleId=\"H2\"><w:name w:val=\"heading 2\"/></w:style><w:style w:styleId=\"C\"><w:name "
    "w:val=\"caption\"/></w:style></w:styles>";

std::string package(const std::string& body) {
  return zip(
      {{"word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>"},
       {"word/styles.xml", styles},
       {"word/footnotes.xml",
        "<w:footnotes><w:footnote w:id=\"2\"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"}});
}

Document docx(const std::string& body) { return read_docx(package(body), "report.docx"); }

std::string p(const std::string& text, const std::string& style = "") {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

std::string tc(const std::string& text, const std::string& properties = "") {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(text) + "</w:tc>";
}

TEST(Docx, HeadingsComeFromStyles) {
  const Document d = docx(p("Star Report", "T") + p("1 Training", "H1") + p("Data", "H2") + p("We use 2T tokens."));
  EXPECT_EQ(d.title, "Star Report");
  ASSERT_EQ(d.sections.size(), 2u);
  EXPECT_EQ(d.sections[0].number, "1");
  EXPECT_EQ(d.heading_path(1), "Training > Data");
  EXPECT_EQ(d.blocks.back().text, "We use 2T tokens.");
}

TEST(Docx, RunsJoinAndDeletionsVanish) {
  const Document d = docx(
      "<w:p><w:r><w:t>A rate of 10</w:t></w:r><w:r><w:rPr><w:vertAlign "
      "w:val=\"superscript\"/></w:rPr><w:t>-4</w:t></w:r>"
      "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:rPr><w:strike/></w:rPr><w:t>x</w:t></w:r>"
      "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:tab/><w:t>only.</w:t></w:r></w:p>");
  EXPECT_EQ(d.blocks.at(0).text, "A rate of 10^-4 only.");
  EXPECT_EQ(d.blocks.at(1).kind, BlockKind::footnote);
  EXPECT_EQ(d.blocks.at(1).text, "A note.");
}

TEST(Docx, TablesWithSpansAndCaption) {
  const Document d =
      docx(p("Table 2: Scores", "C") + "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc("Domain") + tc("Test") +
           tc("Star", "<w:gridSpan w:val=\"2\"/>") + "</w:tr><w:tr>" + tc("Math", "<w:vMerge w:val=\"restart\"/>") +
           tc("GSM8K") + tc("72.3") + tc("80.1") + "</w:tr><w:tr>" + tc("", "<w:vMerge/>") + tc("MATH") + tc("38.6") +
           tc("40.0") + "</w:tr></w:tbl>");
  const Table& t = d.tables.at(0);
  EXPECT_EQ(t.id, "Table 2");
  EXPECT_EQ(t.header_rows, 1);
  EXPECT_EQ(t.header_cols, 2);
  EXPECT_EQ(t.row_header(2), "Math MATH");
  EXPECT_EQ(t.column_header(3), "Star");
}

TEST(Docx, FormulasAreReadable) {
  const Document d = docx(
      "<w:p><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></"
      "m:oMath></w:p>");
  EXPECT_EQ(d.blocks.at(0).text, "x^2");
}

TEST(Docx, OtherArchivesAndProtectedFilesAreRefused) {
  for (const std::string& bytes : {zip({{"a.txt", "x"}}), std::string("\xD0\xCF\x11\xE0 old")}) {
    EXPECT_THROW(read_docx(bytes, "report.docx"), schema::Error);
  }
}

TEST(Docx, EveryTruncationIsRefusedOrReads) {
  const std::string whole = package(p("Title", "T") + p("Text."));
  for (size_t n = 0; n < whole.size(); ++n) {
    try {
      read_docx(std::string_view(whole).substr(0, n), "report.docx");
    } catch (const schema::Error& error) {
      EXPECT_THAT(error.what(), testing::StartsWith("report.docx: "));
    }
  }
}

}  // namespace
}  // namespace colophon::document

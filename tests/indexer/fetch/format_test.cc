#include "indexer/fetch/format.h"

#include <gtest/gtest.h>

namespace colophon::fetch {
namespace {

using namespace std::string_view_literals;

TEST(Format, BytesSayMoreThanTheServer) {
  EXPECT_EQ(format_of("%PDF-1.5\n", "application/octet-stream", "report"), "pdf");
  EXPECT_EQ(format_of("\x1F\x8B\x08", "application/octet-stream", ""), "latex");
  EXPECT_EQ(format_of("<!doctype HTML>", "application/pdf", "report.pdf"), "html");
  EXPECT_EQ(format_of("PK\x03\x04", "", "report.docx"), "docx");
}

TEST(Format, ANameSaysMoreThanPlainText) {
  EXPECT_EQ(format_of("# Star\n", "text/plain", "README.md"), "markdown");
  EXPECT_EQ(format_of("{}", "text/plain", "config.json"), "json");
  EXPECT_EQ(format_of("\\section{A}", "", "main.tex"), "latex");
}

TEST(Format, TheTypeSpeaksWhereTheNameDoesNot) {
  EXPECT_EQ(format_of("# Star\n", "text/markdown; charset=utf-8", "star"), "markdown");
  EXPECT_EQ(format_of("Star\n", "text/plain", "star"), "text");
}

TEST(Format, BinaryThatNobodyReadsIsNothing) {
  EXPECT_EQ(format_of("\x89PNG\0\0"sv, "image/png", "a.png"), "");
  EXPECT_EQ(format_of("GIF89a", "image/gif", "a"), "");
  EXPECT_EQ(format_of("not a PDF", "application/pdf", "a.pdf"), "");
  EXPECT_EQ(format_of("{}", "application/json", "data.json"), "");
}

TEST(Format, ExtensionsAreAddedWhereMissing) {
  EXPECT_EQ(extension_for("latex", "2412.19437"), ".tar.gz");
  EXPECT_EQ(extension_for("pdf", "report.pdf"), "");
  EXPECT_EQ(extension_for("html", "report.aspx"), ".html");
  EXPECT_EQ(extension_for("latex", "main.tex"), "");
}

}  // namespace
}  // namespace colophon::fetch

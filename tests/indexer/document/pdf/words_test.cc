#include "indexer/document/pdf/words.h"

#include <gtest/gtest.h>

#include "schema/error.h"
#include "tests/indexer/document/pdf/tiny_pdf.h"

namespace colophon::document::pdf {
namespace {

Page first_page(const TinyPdf& pdf) { return load_pages(pdf.bytes()).pages.at(0); }

std::vector<std::string> line_texts(const Page& page) {
  std::vector<std::string> texts;
  for (const Line& line : page.lines) texts.push_back(line.text());
  return texts;
}

TEST(Words, ALineIsReadWithItsSpaces) {
  const Page page = first_page(TinyPdf().text(72, 100, "We train on 8.1T tokens."));
  EXPECT_EQ(line_texts(page), (std::vector<std::string>{"We train on 8.1T tokens."}));
  EXPECT_NEAR(page.lines[0].baseline, 100, 0.1);
  EXPECT_NEAR(page.lines[0].size, 10, 0.1);
}

TEST(Words, ARaisedNegativeNumberIsAnExponent) {
  // "10" is 11.1 points wide at 10 points.
  const Page page = first_page(TinyPdf().text(72, 100, "10").text(83.2, 96, "-4", 7));
  ASSERT_EQ(page.words.size(), 1u);
  EXPECT_EQ(page.words[0].text, "10^-4");
  EXPECT_EQ(page.words[0].core, "10^-4");
}

TEST(Words, ARaisedNumberOnAnotherNumberIsAMark) {
  const Page page = first_page(TinyPdf().text(72, 100, "91.8").text(91.6, 96, "2", 7));
  ASSERT_EQ(page.words.size(), 1u);
  EXPECT_EQ(page.words[0].core, "91.8");
  EXPECT_EQ(page.words[0].text, "91.8^2");  // never "91.82"
}

TEST(Words, TextPaintedTwiceIsReadOnce) {
  const Page page = first_page(TinyPdf().text(72, 100, "Results").text(72.3, 100, "Results"));
  EXPECT_EQ(line_texts(page), (std::vector<std::string>{"Results"}));
}

TEST(Words, AColumnGapEndsTheLine) {
  const Page page = first_page(TinyPdf().text(72, 100, "left column").text(320, 100, "right column"));
  EXPECT_EQ(line_texts(page), (std::vector<std::string>{"left column", "right column"}));
}

TEST(Words, SpacedCapitalsAreOneWord) {
  TinyPdf pdf;
  double x = 72;
  for (const char c : std::string("ABSTRACT")) {
    pdf.text(x, 100, std::string(1, c));
    x += 11;
  }
  EXPECT_EQ(line_texts(first_page(pdf)), (std::vector<std::string>{"ABSTRACT"}));
}

TEST(Words, BoldIsTheFonts) {
  const Page page = first_page(TinyPdf().text(72, 100, "plain").text(72, 120, "heavy", 10, true));
  EXPECT_FALSE(page.words.at(0).bold);
  EXPECT_TRUE(page.words.at(1).bold);
}

TEST(Rules, PiecesThatTouchAreOneRule) {
  const Page page = first_page(TinyPdf().rule(72, 200, 300).rule(200.5, 400, 300).rule(72, 400, 320));
  ASSERT_EQ(page.rules.size(), 2u);
  EXPECT_NEAR(page.rules[0].x0, 72, 0.1);
  EXPECT_NEAR(page.rules[0].x1, 400, 0.1);
  EXPECT_TRUE(page.rules[0].horizontal());
}

TEST(Pages, WhatIsNoPdfIsRefusedInOneLine) {
  const std::string whole = TinyPdf().text(72, 100, "text").bytes();
  for (const std::string& bytes : {std::string(), std::string("hello"), whole.substr(0, whole.size() / 2)}) {
    try {
      load_pages(bytes);
      FAIL() << "read " << bytes.size() << " bytes";
    } catch (const schema::Error& error) {
      EXPECT_EQ(error.kind(), schema::Error::Kind::input);
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    }
  }
}

TEST(Pages, EveryTruncationGivesPagesOrOneError) {
  const std::string whole = TinyPdf().text(72, 100, "text").rule(72, 400, 120).bytes();
  for (size_t size = 0; size < whole.size(); size += 7) {
    try {
      load_pages(std::string_view(whole).substr(0, size));
    } catch (const schema::Error& error) {
      EXPECT_STRNE(error.what(), "");
    }
  }
}

}  // namespace
}  // namespace colophon::document::pdf

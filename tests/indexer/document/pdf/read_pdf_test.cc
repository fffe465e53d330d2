#include <gtest/gtest.h>

#include <algorithm>

#include "indexer/document/reader.h"
#include "tests/indexer/document/pdf/tiny_pdf.h"

namespace colophon::document::pdf {
namespace {

// Lines of prose from `top` on, 12 points apart.
void paragraph(TinyPdf& pdf, double x, double top, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    pdf.text(x, top, line);
    top += 12;
  }
}

std::vector<std::string> texts(const Document& document, BlockKind kind) {
  std::vector<std::string> found;
  for (const Block& block : document.blocks) {
    if (block.kind == kind) found.push_back(block.text);
  }
  return found;
}

const std::vector<std::string> filler = {"The corpus holds web pages, books, code and papers in two languages, and",
                                         "all of it was filtered by rules and by a small classifier of quality that",
                                         "was trained on a sample which people had labelled before by hand."};

TEST(ReadPdf, HeadingsMakeTheSectionTree) {
  TinyPdf pdf;
  pdf.text(72, 70, "A Sample Report", 18, true);
  pdf.text(72, 100, "2 Pre-training", 14, true);
  paragraph(pdf, 72, 124, filler);
  pdf.text(72, 180, "2.1 Data", 12, true);
  paragraph(pdf, 72, 204, filler);
  const Document document = read_pdf(pdf.bytes(), "r.pdf");
  ASSERT_EQ(document.sections.size(), 2u);
  EXPECT_EQ(document.sections[0].number, "2");
  EXPECT_EQ(document.sections[0].title, "Pre-training");
  EXPECT_EQ(document.sections[1].parent, 0);
  EXPECT_EQ(document.role_of(1), Role::pretrain);
}

TEST(ReadPdf, LinesOfAParagraphAreOneBlock) {
  TinyPdf pdf;
  paragraph(pdf, 72, 100, filler);
  paragraph(pdf, 72, 160, filler);
  EXPECT_EQ(texts(read_pdf(pdf.bytes(), "r.pdf"), BlockKind::paragraph).size(), 2u);
}

// Old Chinese PDFs, and those of some printers.
TEST(ReadPdf, ChineseInAFontThatTheFileDoesNotHoldIsRead) {
  TinyPdf pdf;
  pdf.chinese(72, 100, u"预训练使用优化器，语料覆盖网页、图书与代码，并按质量过滤。");
  pdf.chinese(72, 116, u"模型共六十一层，上下文长度由八千逐步扩展，奖励由规则给出。");
  EXPECT_EQ(texts(read_pdf(pdf.bytes(), "r.pdf"), BlockKind::paragraph),
            std::vector<std::string>{"预训练使用优化器，语料覆盖网页、图书与代码，并按质量过滤。"
                                     "模型共六十一层，上下文长度由八千逐步扩展，奖励由规则给出。"});
}

TEST(ReadPdf, AWordBrokenOverLinesIsMended) {
  TinyPdf pdf;
  paragraph(pdf, 72, 100, {"We describe the train-", "ing of a model."});
  const auto found = texts(read_pdf(pdf.bytes(), "r.pdf"), BlockKind::paragraph);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0], "We describe the training of a model.");
}

TEST(ReadPdf, ACompoundKeepsItsHyphen) {
  TinyPdf pdf;
  paragraph(pdf, 72, 100,
            {"The model is pre-trained on text. We describe how it is pre-", "trained on eight trillion tokens."});
  const auto found = texts(read_pdf(pdf.bytes(), "r.pdf"), BlockKind::paragraph);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find("it is pre-trained on"), std::string::npos);
}

TEST(ReadPdf, TwoColumnsAreReadOneAfterTheOther) {
  TinyPdf pdf;
  for (int line = 0; line < 9; ++line) {
    const std::string number = std::to_string(line);
    pdf.text(60, 100 + 12 * line, "left words number " + number + " of the first column");
    pdf.text(320, 100 + 12 * line, "right words number " + number + " of the second one");
  }
  const std::string text = read_pdf(pdf.bytes(), "r.pdf").text();
  EXPECT_LT(text.find("left words number 8"), text.find("right words number 0"));
}

TEST(ReadPdf, RunningHeadsAndPageNumbersAreLeftOut) {
  TinyPdf pdf;
  for (int page = 1; page <= 4; ++page) {
    if (page > 1) pdf.page();
    pdf.text(200, 40, "Sample Technical Report", 8);
    paragraph(pdf, 72, 100, filler);
    pdf.text(300, 770, std::to_string(page), 8);
  }
  const std::string text = read_pdf(pdf.bytes(), "r.pdf").text();
  EXPECT_EQ(text.find("Sample Technical Report"), std::string::npos);
  EXPECT_EQ(text.find("\n3\n"), std::string::npos);
}

TEST(ReadPdf, AParagraphGoesOnOverThePage) {
  TinyPdf pdf;
  paragraph(
      pdf, 72, 700,
      {"The learning rate is raised over the first two thousand steps and", "then follows a cosine down to a tenth"});
  pdf.page();
  paragraph(pdf, 72, 80, {"of its peak, which is 0.0003 for the larger one of the two models."});
  const auto found = texts(read_pdf(pdf.bytes(), "r.pdf"), BlockKind::paragraph);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find("a tenth of its peak"), std::string::npos);
}

TEST(ReadPdf, ATableStandsWithItsCaptionAndLeavesProseAlone) {
  TinyPdf pdf;
  paragraph(pdf, 72, 80, filler);
  pdf.text(100, 140, "Table 2: Results of the base models.");
  pdf.rule(100, 420, 150).rule(100, 420, 168).rule(100, 420, 206);
  pdf.text(104, 163, "Benchmark").text(220, 163, "Alpha-7B").text(330, 163, "Beta-13B");
  pdf.text(104, 182, "MMLU").text(230, 182, "45.3").text(340, 182, "54.8");
  pdf.text(104, 196, "GSM8K").text(230, 196, "14.6").text(340, 196, "28.7");
  const Document document = read_pdf(pdf.bytes(), "r.pdf");
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(texts(document, BlockKind::caption).size(), 1u);
  EXPECT_EQ(texts(document, BlockKind::table).size(), 1u);
  for (const std::string& prose : texts(document, BlockKind::paragraph))
    EXPECT_EQ(prose.find("45.3"), std::string::npos);
}

TEST(ReadPdf, TheLargestTextOfTheFirstPageIsTheTitle) {
  TinyPdf pdf;
  pdf.text(120, 90, "Sample-7B: A Small Model", 18, true);
  pdf.text(200, 120, "March 17, 2025", 10);
  paragraph(pdf, 72, 160, filler);
  const Document document = read_pdf(pdf.bytes(), "r.pdf");
  EXPECT_EQ(document.title, "Sample-7B: A Small Model");
  EXPECT_EQ(document.stamp, "2025-03-17");
}

}  // namespace
}  // namespace colophon::document::pdf

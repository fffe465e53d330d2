#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "indexer/document/pdf/page.h"

namespace colophon::document::pdf {
namespace {

// A page set by hand: each line at a place, in plain or bold type.
class Sheet {
 public:
  explicit Sheet(int number) {
    page_.number = number;
    page_.width = 595;
    page_.height = 842;
    page_.fonts = {{"Serif", false, false, false}, {"Serif-Bold", true, false, false}};
  }

  Sheet& line(float x, float y, const std::string& text, float size = 10, bool bold = false) {
    Line line;
    line.baseline = y;
    line.size = size;
    std::istringstream words(text);
    for (std::string token; words >> token;) {
      Word word;
      word.text = word.core = token;
      word.baseline = y;
      word.size = size;
      word.font = bold ? 1 : 0;
      word.bold = bold;
      const float wide = 0.5f * size * static_cast<float>(token.size());
      word.box = {x, y - 0.75f * size, x + wide, y + 0.22f * size};
      x += wide + 0.25f * size;
      line.box = line.words.empty() ? word.box : Box{line.box.x0, line.box.y0, word.box.x1, word.box.y1};
      page_.words.push_back(word);
      line.words.push_back(word);
    }
    page_.lines.push_back(line);
    return *this;
  }

  Page page() const { return page_; }

 private:
  Page page_;
};

const char* const kProse = "The corpus is filtered by rules and by a classifier, then documents are ordered by";
const char* const kRest = "their quality and the best of them are kept for the last stage of the training.";

Sheet& paragraph(Sheet& sheet, float y) {
  for (int step = 0; step < 3; ++step) {
    sheet.line(72, y, kProse).line(72, y + 12, kRest);
    y += 24;
  }
  return sheet;
}

Document laid_out(std::vector<Page> sheets) {
  Pages pages;
  pages.pages = std::move(sheets);
  return lay_out(pages, std::vector<std::vector<FoundTable>>(pages.pages.size()), "report.pdf");
}

std::vector<std::string> titles(const Document& document) {
  std::vector<std::string> found;
  for (const Section& section : document.sections) found.push_back(section.title);
  return found;
}

TEST(Layout, NumberedHeadingsMakeATree) {
  Sheet sheet(1);
  sheet.line(120, 80, "A Small but Able Language Model", 18, true);
  sheet.line(72, 110, "1 Introduction", 14, true);
  paragraph(sheet, 130);
  sheet.line(72, 230, "1.1 Data Cleaning", 12, true);
  paragraph(sheet, 260);
  const Document document = laid_out({sheet.page()});
  ASSERT_EQ(document.sections.size(), 2U);
  EXPECT_EQ(document.sections[0].title, "Introduction");
  EXPECT_EQ(document.sections[1].number, "1.1");
  EXPECT_EQ(document.sections[1].parent, 0);
}

TEST(Layout, BoldAuthorsBeforeTheAbstractHeadNothing) {
  Sheet sheet(1);
  sheet.line(120, 80, "A Small but Able Language Model", 18, true);
  sheet.line(200, 120, "The Example Team", 10, true);
  sheet.line(250, 160, "Abstract", 12, true);
  paragraph(sheet, 190);
  EXPECT_EQ(titles(laid_out({sheet.page()})), std::vector<std::string>{"Abstract"});
}

TEST(Layout, BoldHeadingsOfAFirstPageWithoutAbstractStay) {
  Sheet sheet(1);
  sheet.line(120, 80, "A Small but Able Language Model", 18, true);
  sheet.line(72, 110, "Training Data", 12, true);
  paragraph(sheet, 130);
  EXPECT_EQ(titles(laid_out({sheet.page()})), std::vector<std::string>{"Training Data"});
}

TEST(Layout, EntriesOfATableOfContentsAreNoSections) {
  Sheet contents(1), text(2);
  contents.line(120, 80, "A Small but Able Language Model", 18, true);
  contents.line(72, 100, "Contents", 14, true);
  contents.line(72, 115, "1 Introduction", 10, true).line(520, 115, "2", 10, true);
  contents.line(72, 130, "2 Evaluation", 10, true).line(520, 130, "2", 10, true);
  text.line(72, 100, "1 Introduction", 14, true);
  paragraph(text, 130);
  text.line(72, 230, "2 Evaluation", 14, true);
  paragraph(text, 260);
  const std::vector<std::string> expected{"Contents", "Introduction", "Evaluation"};
  EXPECT_EQ(titles(laid_out({contents.page(), text.page()})), expected);
}

TEST(Layout, ABoldEquationIsNoHeading) {
  Sheet sheet(1);
  sheet.line(120, 80, "A Small but Able Language Model", 18, true);
  sheet.line(72, 110, "1 Method", 14, true);
  paragraph(sheet, 135);
  sheet.line(200, 220, "output = weights values", 10, true);
  sheet.line(200, 232, "qk,i", 10, true);
  paragraph(sheet, 260);
  EXPECT_EQ(titles(laid_out({sheet.page()})), std::vector<std::string>{"Method"});
}

TEST(Layout, AHeadingOverTwoLinesIsOne) {
  Sheet sheet(1);
  sheet.line(120, 80, "A Small but Able Language Model", 18, true);
  sheet.line(72, 110, "1 Data and", 14, true).line(72, 126, "its cleaning", 14, true);
  paragraph(sheet, 150);
  EXPECT_EQ(titles(laid_out({sheet.page()})), std::vector<std::string>{"Data and its cleaning"});
}

TEST(Layout, UnnumberedHeadingsOfOneStyleAreSiblings) {
  Sheet sheet(1);
  sheet.line(120, 80, "A Small but Able Language Model", 18, true);
  sheet.line(72, 110, "1 Method", 14, true);
  paragraph(sheet, 140);
  sheet.line(72, 230, "Filtering", 10, true);
  paragraph(sheet, 250);
  sheet.line(72, 340, "Ordering", 10, true);
  paragraph(sheet, 360);
  const Document document = laid_out({sheet.page()});
  ASSERT_EQ(document.sections.size(), 3U);
  EXPECT_EQ(document.sections[1].parent, 0);
  EXPECT_EQ(document.sections[2].parent, 0);
}

TEST(Layout, ABoldLineAfterARunInHeadingReads) {
  Sheet sheet(1);
  sheet.line(120, 80, "A Small but Able Language Model", 18, true);
  Page page = sheet.line(72, 120, "Data. We keep the best of it.").line(72, 160, "Training Order", 10, true).page();
  page.lines[1].words[0].bold = true;
  EXPECT_EQ(laid_out({page}).sections.size(), 2U);
}

TEST(Layout, AParagraphGoesOnOverThePage) {
  Sheet first(1), second(2);
  first.line(72, 80, "1 Method", 14, true);
  paragraph(first, 110);
  first.line(72, 182, kProse);
  second.line(72, 100, kRest);
  paragraph(second, 140);
  const Document document = laid_out({first.page(), second.page()});
  const std::string whole = std::string(kProse) + " " + kRest;
  EXPECT_NE(document.text().find(whole), std::string::npos);
}

}  // namespace
}  // namespace colophon::document::pdf

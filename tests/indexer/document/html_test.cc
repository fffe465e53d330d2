#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/document/dates.h"
#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

using testing::ElementsAre;

Document html(const std::string& body) {
  return read_html("<!DOCTYPE html><html><body>" + body + "</body></html>", "page.html");
}

std::vector<std::string> texts(const Document& document, BlockKind kind) {
  std::vector<std::string> out;
  for (const Block& block : document.blocks) {
    if (block.kind == kind) out.push_back(block.text);
  }
  return out;
}

TEST(Html, PageFurnitureIsDropped) {
  const Document d =
      html("<nav>Menu</nav><main><h1>Star</h1><p>We train.</p><script>x()</script></main><footer>Imprint</footer>");
  EXPECT_EQ(d.text(), "Star\nWe train.\n");
}

TEST(Html, MathIsReadByItsTex) {
  const Document d = html(
      "<p>A rate of <math alttext=\"2.2\\times 10^{-4}\"><mi>q</mi></math> and "
      "<math><semantics><mi>b</mi><annotation "
      "encoding=\"application/x-tex\">\\beta_{1}=0.9</annotation></semantics></math>.</p>");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("A rate of 2.2 × 10^-4 and β_1 = 0.9."));
}

TEST(Html, PresentationMathAloneIsRead) {
  const Document d = html("<p><math><mn>2.2</mn><mo>×</mo><msup><mn>10</mn><mn>-4</mn></msup></math></p>");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("2.2×10^-4"));
}

TEST(Html, SuperscriptsAreExponentsOrMarks) {
  const Document d = html(
      "<table><tr><th>M</th><th>X</th></tr><tr><td>A</td><td>10<sup>-4</sup></td></tr>"
      "<tr><td>B</td><td>91.8<sup>†</sup></td></tr><tr><td>C</td><td>91.8<sup>2</sup></td></tr></table>");
  const Table& t = d.tables.at(0);
  EXPECT_EQ(t.rows[1][1].core, "10^-4");
  EXPECT_EQ(t.rows[2][1].text, "91.8†");
  EXPECT_EQ(t.rows[2][1].core, "91.8");
  EXPECT_EQ(t.rows[3][1].core, "91.8");
}

TEST(Html, ATermGoesWithItsDescription) {
  EXPECT_THAT(texts(html("<dl><dt>Layers</dt><dd><p>32</p></dd><dt>Alone</dt></dl>"), BlockKind::list_item),
              ElementsAre("Layers: 32", "Alone"));
}

TEST(Html, LatexmlNotesAreFootnotes) {
  const Document d = html(
      "<p>We present Star<span class=\"ltx_note ltx_role_footnote\"><sup class=\"ltx_note_mark\">1</sup><span "
      "class=\"ltx_note_outer\">"
      "<span class=\"ltx_note_content\"><sup class=\"ltx_note_mark\">1</sup>Code is open.</span></span></span>, a "
      "model.</p>");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("We present Star, a model."));
  EXPECT_THAT(texts(d, BlockKind::footnote), ElementsAre("Code is open."));
}

TEST(Html, LatexmlSectionsHaveNumbersAndAppendices) {
  const Document d = html(
      "<article class=\"ltx_document\"><h1 class=\"ltx_title ltx_title_document\">Star Report</h1><div "
      "class=\"ltx_dates\">(7 May 2024)</div>"
      "<section><h2><span class=\"ltx_tag\">2 </span>Pre-training</h2><p>Text.</p></section>"
      "<section><h2><span class=\"ltx_tag\">Appendix A </span>Details</h2><p>Text.</p></section></article>");
  EXPECT_EQ(d.title, "Star Report");
  EXPECT_EQ(d.stamp, "2024-05-07");
  ASSERT_EQ(d.sections.size(), 2u);
  EXPECT_EQ(d.sections[0].number, "2");
  EXPECT_EQ(d.sections[0].title, "Pre-training");
  EXPECT_TRUE(d.sections[1].appendix);
}

TEST(Html, AFigureCaptionBelowNamesTheTable) {
  const Document d = html(
      "<figure><table><thead><tr><th>M</th><th>X</th></tr></thead><tbody><tr><td>A</td><td>1.5</td></tr></tbody></"
      "table>"
      "<figcaption><span>Table 7: </span>Speeds.</figcaption></figure>");
  EXPECT_EQ(d.tables.at(0).id, "Table 7");
  EXPECT_EQ(d.tables.at(0).caption, "Table 7: Speeds.");
  EXPECT_THAT(texts(d, BlockKind::caption), ElementsAre("Table 7: Speeds."));
}

TEST(Html, LatexmlTablesOfSpansAreTables) {
  const Document d = html(
      "<span class=\"ltx_tabular\"><span class=\"ltx_tbody\"><span class=\"ltx_tr\"><span class=\"ltx_td ltx_th "
      "ltx_colspan ltx_colspan_2\">Scores</span>"
      "</span><span class=\"ltx_tr\"><span class=\"ltx_td\">A</span><span "
      "class=\"ltx_td\">1.5</span></span></span></span>");
  ASSERT_EQ(d.tables.size(), 1u);
  EXPECT_EQ(d.tables[0].columns(), 2u);
  EXPECT_EQ(d.tables[0].rows[1][1].text, "1.5");
}

TEST(Html, EquationsAreFormulas) {
  const Document d = html(
      "<p>So</p><table class=\"ltx_equation\"><tr><td><math "
      "alttext=\"L=\\frac{a+b}{2}\"></math></td><td>(1)</td></tr></table>");
  EXPECT_THAT(texts(d, BlockKind::formula), ElementsAre("L = (a+b)/2 (1)"));
}

TEST(Html, BibliographiesAreReferences) {
  const Document d = html("<h2>References</h2><ul><li>A. Author. A paper.</li></ul>");
  EXPECT_THAT(texts(d, BlockKind::reference), ElementsAre("A. Author. A paper."));
}

TEST(Html, LayoutTablesAreText) {
  const Document d = html("<table><tr><td><h2>Intro</h2><p>Text.</p></td></tr></table>");
  EXPECT_TRUE(d.tables.empty());
  EXPECT_EQ(d.sections.size(), 1u);
}

TEST(Html, APageWithoutTextIsRefused) { EXPECT_THROW(html("<script>app()</script>"), schema::Error); }

TEST(Html, EveryTruncationReadsOrIsRefused) {
  const std::string whole =
      "<html><body><article class=\"ltx_document\"><h1>T</h1><table><caption>c</caption><tr><td "
      "rowspan=\"2\">a<sup>1</sup></td><td>b</td></tr>"
      "<tr><td><math "
      "alttext=\"\\frac{1}{x_{2}}^{\"></math></td></tr></table><ul><li>x<ul><li>y</li></ul></li></ul></article></"
      "body></html>";
  for (size_t n = 0; n <= whole.size(); ++n) {
    try {
      read_html(std::string_view(whole).substr(0, n), "page.html");
    } catch (const schema::Error&) {
    }
  }
}

TEST(Dates, AreFoundAsPeopleWriteThem) {
  EXPECT_EQ(find_date("arXiv:2405.1v1 [cs.CL] 7 May 2024"), "2024-05-07");
  EXPECT_EQ(find_date("December 27, 2024"), "2024-12-27");
  EXPECT_EQ(find_date("(May 2024)"), "2024-05");
  EXPECT_EQ(find_date("发布于 2024年5月7日"), "2024-05-07");
  EXPECT_EQ(find_date("2024/5/7"), "2024-05-07");
  EXPECT_EQ(find_date("in 2024"), "");
  EXPECT_EQ(find_date("2024-13-07"), "");
}

}  // namespace
}  // namespace colophon::document

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

Document markdown(std::string_view text) { return read_markdown(text, "card.md"); }

std::vector<std::string> texts(const Document& document, BlockKind kind) {
  std::vector<std::string> out;
  for (const Block& block : document.blocks) {
    if (block.kind == kind) out.push_back(block.text);
  }
  return out;
}

std::vector<std::string> row(const Table& table, size_t r) {
  std::vector<std::string> out;
  for (const Cell& cell : table.rows.at(r)) out.push_back(cell.core);
  return out;
}

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Markdown, HeadingsFormATree) {
  const Document d = markdown("# Model\n\n## 2. Training\n\n### 2.1 Data\n\nText.\n\n## 3. Results\n");
  ASSERT_EQ(d.sections.size(), 4u);
  EXPECT_EQ(d.title, "Model");
  EXPECT_EQ(d.sections[2].number, "2.1");
  EXPECT_EQ(d.sections[2].title, "Data");
  EXPECT_EQ(d.heading_path(2), "Model > Training > Data");
  EXPECT_EQ(d.sections[3].parent, 0);
}

TEST(Markdown, HtmlHeadingsAndEmojiAreHeadings) {
  const Document d = markdown("<h1 align=\"center\">🚀 Star-7B</h1>\n\n## 📖 Introduction\n\nA model.\n");
  EXPECT_EQ(d.sections[0].title, "Star-7B");
  EXPECT_EQ(d.sections[1].title, "Introduction");
  EXPECT_EQ(d.title, "Star-7B");
}

TEST(Markdown, ABoldLineIsAHeadingOneLevelDown) {
  const Document d =
      markdown("## Method\n\n**Pre-Training: the data**\n\nWe use 2T tokens.\n\n**Post-Training**\n\nSFT.\n");
  ASSERT_EQ(d.sections.size(), 3u);
  EXPECT_EQ(d.sections[1].title, "Pre-Training: the data");
  EXPECT_EQ(d.sections[1].parent, 0);
  EXPECT_EQ(d.sections[2].parent, 0);
}

TEST(Markdown, ABoldSentenceIsNoHeading) {
  const Document d = markdown("## News\n\n**We release all weights today. Enjoy them.**\n");
  EXPECT_EQ(d.sections.size(), 1u);
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("We release all weights today. Enjoy them."));
}

TEST(Markdown, NestedItemsAreBlocksOfTheirOwn) {
  const Document d = markdown("- Data sources:\n  - Code, 17%\n  - Books\n- Optimizer: AdamW\n");
  EXPECT_THAT(texts(d, BlockKind::list_item), ElementsAre("Data sources:", "Code, 17%", "Books", "Optimizer: AdamW"));
}

TEST(Markdown, LinksKeepTheirTextAndImagesVanish) {
  const Document d = markdown("[![badge](b.svg)](x) See the [paper](https://a.b) for **Star**.\n\n![logo](l.png)\n");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("See the paper for Star."));
}

TEST(Markdown, CodeIsMarked) {
  const Document d = markdown("Run:\n\n```bash\npip install star\nstar run\n```\n");
  EXPECT_THAT(texts(d, BlockKind::code), ElementsAre("pip install star star run"));
}

TEST(Markdown, DetailsAreContentUnderTheirSummary) {
  const Document d =
      markdown("## Results\n\n<details>\n<summary>Long context</summary>\n\n32K tokens.\n\n</details>\n\nAfter.\n");
  ASSERT_EQ(d.sections.size(), 2u);
  EXPECT_EQ(d.sections[1].title, "Long context");
  EXPECT_EQ(d.blocks.back().text, "After.");
  EXPECT_EQ(d.blocks.back().section, 0);
}

TEST(Markdown, FrontMatterIsMeta) {
  const Document d =
      markdown("---\nlicense: apache-2.0\nlanguage:\n- en\n- zh\nmodel-index: {a: {b: 1}}\n---\n# Star\n");
  EXPECT_EQ(d.meta.at("license"), "apache-2.0");
  EXPECT_EQ(d.meta.at("language"), "en, zh");
  EXPECT_EQ(d.meta.count("model-index"), 0u);
  EXPECT_EQ(d.blocks.size(), 1u);
}

TEST(Markdown, TheReportsOwnArxivLinkIsMeta) {
  EXPECT_EQ(markdown("# Star\n\n[📑 Paper](https://arxiv.org/abs/2401.00001)\n").meta.at("arxiv"), "2401.00001");
  EXPECT_EQ(markdown("[![Tech Report](b.svg)](https://arxiv.org/pdf/2401.00001v2)\n\n# Star\n").meta.at("arxiv"),
            "2401.00001");
  EXPECT_EQ(markdown("# Star\n\nWe use [LoRA](https://arxiv.org/abs/2106.00001).\n").meta.count("arxiv"), 0u);
  EXPECT_EQ(markdown("# Star\n\n" + std::string(2000, 'x') + "\n\n[Paper](https://arxiv.org/abs/2106.00001)\n")
                .meta.count("arxiv"),
            0u);
}

TEST(Markdown, ARuleAtTheTopIsNoFrontMatter) {
  const Document d = markdown("---\nStar is a: model: of ours\n---\nText.\n");
  EXPECT_THAT(d.meta, IsEmpty());
  EXPECT_NE(d.text().find("Star is a"), std::string::npos);
}

TEST(Markdown, AlertMarksAreNoText) {
  const Document d = markdown("> [!NOTE]\n> Scores are our own.\n");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("Scores are our own."));
}

TEST(Markdown, MathIsReadable) {
  const Document d =
      markdown("We set $\\beta_1=0.9$, $\\beta_2 = 0.95$ and a peak of $2.2\\times10^{-4}$; it costs $5 or $6.\n");
  EXPECT_THAT(texts(d, BlockKind::paragraph),
              ElementsAre("We set β_1 = 0.9, β_2 = 0.95 and a peak of 2.2 × 10^-4; it costs $5 or $6."));
}

TEST(Markdown, DollarsInCodeStay) {
  const Document d = markdown("Set `$HOME_A` and `$B`.\n\n```\necho $A $B\n```\n");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("Set $HOME_A and $B."));
  EXPECT_THAT(texts(d, BlockKind::code), ElementsAre("echo $A $B"));
}

TEST(Markdown, FootnotesLeaveTheSentence) {
  const Document d = markdown("We train on 3T tokens[^1] in total.\n\n[^1]: After deduplication.\n");
  EXPECT_THAT(texts(d, BlockKind::paragraph), Contains("We train on 3T tokens in total."));
  EXPECT_THAT(texts(d, BlockKind::footnote), ElementsAre("After deduplication."));
}

TEST(MarkdownTable, BoldIsACellsPropertyNotItsText) {
  const Document d = markdown("| Model | MMLU |\n|---|---|\n| **Star-7B** | **71.3** |\n| Other | 70.0* |\n");
  const Table& t = d.tables.at(0);
  EXPECT_EQ(t.header_rows, 1);
  EXPECT_EQ(t.header_cols, 1);
  EXPECT_TRUE(t.rows[1][1].bold);
  EXPECT_EQ(t.rows[1][1].text, "71.3");
  EXPECT_EQ(t.rows[2][1].text, "70.0*");
  EXPECT_EQ(t.rows[2][1].core, "70.0");
}

TEST(MarkdownTable, LineBreaksAreSpaces) {
  const Document d = markdown("| | Hella<br>Swag |\n|---|---|\n| Star<br>-7B | 75.6 |\n");
  EXPECT_EQ(d.tables.at(0).rows[0][1].text, "Hella Swag");
}

TEST(MarkdownTable, ASecondRowOfShotsIsHeader) {
  const Document d = markdown("| Model | MMLU | GSM8K |\n|--|--|--|\n| | 5-shot | 8-shot |\n| Star | 71.3 | 60.1 |\n");
  EXPECT_EQ(d.tables.at(0).header_rows, 2);
  EXPECT_EQ(d.tables.at(0).column_header(2), "GSM8K 8-shot");
}

TEST(MarkdownTable, GroupAndShotsColumnsAreHeaders) {
  const Document d = markdown(
      "| | Benchmark | # Shots | A | B |\n|--|--|--|--|--|\n| | Architecture | - | MoE | Dense |\n"
      "| English | MMLU | 5-shot | 71.3 | 70.1 |\n| | BBH | 3-shot | 50.3 | 44.0 |\n| Math | GSM8K | 8-shot | 60.1 | "
      "55.5 |\n");
  const Table& t = d.tables.at(0);
  EXPECT_EQ(t.header_rows, 1);
  EXPECT_EQ(t.header_cols, 3);
  EXPECT_EQ(t.row_header(3), "English BBH 3-shot");
  EXPECT_TRUE(t.rows[3][0].copy);
}

TEST(MarkdownTable, ARowWithItsFirstCellOnlyIsABand) {
  const Document d = markdown(
      "| B | A1 | A2 |\n|--|--|--|\n| **Math** | | |\n| GSM8K | 60 | 70 |\n| **Code** | | |\n| MBPP | 50 | 51 |\n");
  EXPECT_THAT(d.tables.at(0).groups, ElementsAre("", "", "Math", "", "Code"));
}

TEST(MarkdownTable, ModelsMayBeRowsWithATextualColumn) {
  const Document d = markdown("| Model | Method | Avg. |\n|--|--|--|\n| A | PI | 33.6 |\n| B | None | 22.1 |\n");
  EXPECT_EQ(d.tables.at(0).header_cols, 1);
}

TEST(MarkdownTable, OneRowOfValuesHasNoHeaderColumn) {
  const Document d = markdown("| Layers | Hidden |\n|--|--|\n| 70 | 12,288 |\n");
  EXPECT_EQ(d.tables.at(0).header_cols, 0);
}

TEST(MarkdownTable, AnEmptyHeaderRowIsDropped) {
  const Document d = markdown("| | |\n|--|--|\n| Layers | 32 |\n| Hidden size | 4096 |\n");
  EXPECT_EQ(d.tables.at(0).header_rows, 0);
  EXPECT_THAT(row(d.tables.at(0), 0), ElementsAre("Layers", "32"));
}

TEST(MarkdownTable, HtmlSpansAreFilled) {
  const Document d = markdown(
      "<table>\n<tr><th rowspan=\"2\">Size</th><th colspan=\"2\">Length</th></tr>\n<tr><th>256</th><th>512</th></tr>\n"
      "<tr><td>7B</td><td>10.1</td><td>12.2</td></tr>\n</table>\n");
  const Table& t = d.tables.at(0);
  EXPECT_EQ(t.header_rows, 2);
  EXPECT_EQ(t.column_header(2), "Length 512");
  EXPECT_THAT(row(t, 1), ElementsAre("Size", "256", "512"));
  EXPECT_TRUE(t.rows[1][0].copy);
}

TEST(MarkdownTable, TheCaptionMayStandAboveOrBelow) {
  const Document d = markdown(
      "## Results\n\nTable 3: Base models\n\n| M | X |\n|--|--|\n| A | 1.5 |\n\n### More\n\n| M | X |\n|--|--|\n| A | "
      "1.5 |\n\n**表 4：对话模型**\n");
  EXPECT_EQ(d.tables.at(0).id, "Table 3");
  EXPECT_EQ(d.tables.at(0).caption, "Table 3: Base models");
  EXPECT_EQ(d.tables.at(1).id, "表 4");
}

TEST(MarkdownTable, WithoutACaptionTheLineAboveOrTheHeadingServes) {
  const Document d = markdown(
      "## Results\n\n| M | X |\n|--|--|\n| A | 1.5 |\n\nThe speeds are as follows:\n\n| M | X |\n|--|--|\n| A | 1.5 "
      "|\n");
  EXPECT_EQ(d.tables.at(0).caption, "Results");
  EXPECT_EQ(d.tables.at(1).caption, "The speeds are as follows:");
}

TEST(MarkdownTable, ATableOfOneColumnIsText) {
  const Document d = markdown("| ![figure](a.png) |\n|:--:|\n| *Loss over steps* |\n");
  EXPECT_THAT(d.tables, IsEmpty());
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("Loss over steps"));
}

TEST(Markdown, EveryTruncationReads) {
  const std::string whole =
      "---\nlicense: mit\n---\n# A *b* $\\frac{1}{2}$\n\n<table><tr><td "
      "colspan=\"2\">x</td></tr><tr><td>1</td><td>2<sup>10</sup></td></tr></table>\n\n"
      "<details><summary>s</summary>\n\n- a\n  - b `c`\n\n```\nd\n```\n</details>\n\n| a | b |\n|--|--|\n| 1 | [x](y) "
      "|\n\n[^1]: z\n";
  for (size_t n = 0; n <= whole.size(); ++n) {
    try {
      markdown(std::string_view(whole).substr(0, n));
    } catch (const schema::Error&) {
    }
  }
}

TEST(Markdown, HostileNestingIsRefusedInOneLine) {
  EXPECT_THROW(markdown(std::string(100000, '>') + " deep"), schema::Error);
  std::string html;
  for (int i = 0; i < 100000; ++i) html += "<div>";
  EXPECT_THROW(markdown(html), schema::Error);
}

}  // namespace
}  // namespace colophon::document

// Tables in the shapes of others: Epoch AI's columns, a user's own template, plots, and notes as pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "query/coverage.h"
#include "query/epoch.h"
#include "query/language.h"
#include "query/note_html.h"
#include "query/plot.h"
#include "query/template.h"
#include "schema/error.h"
#include "store/search_index.h"
#include "tests/query/sample.h"

namespace colophon::query {
namespace {

using testing::HasSubstr;
using testing::Not;

class Exports : public testing::Test {
 protected:
  Exports()
      : library_([&] {
          make_sample(directory_.path());
          return store::open_search_index(directory_.path());
        }()) {}

  static const Cell& cell(const Table& table, const std::string& model, const std::string& column) {
    const auto at = std::find(table.columns.begin(), table.columns.end(), column) - table.columns.begin();
    for (const auto& row : table.rows) {
      if (row.front().text == model) return row.at(static_cast<size_t>(at));
    }
    static const Cell none;
    return none;
  }

  TemporaryDirectory directory_;
  Library library_;
};

TEST_F(Exports, EpochColumnsHoldPlainUnitsAndTheirEvidence) {
  const Table table = epoch_table(library_, {});
  EXPECT_EQ(cell(table, "Lantern-30B", "Parameters").text, "30000000000");
  EXPECT_EQ(cell(table, "Lantern-30B", "Training dataset size (total)").text, "8000000000000");
  EXPECT_THAT(cell(table, "Lantern-30B", "Dataset size notes").text, HasSubstr("lantern.pdf, p. 3: \"8T tokens\""));
  EXPECT_EQ(cell(table, "Harbor-13B", "Publication date").text, "2024-01-15");
  EXPECT_EQ(cell(table, "Harbor-13B", "Training compute (FLOP)").text, "");
}

TEST_F(Exports, TemplateFillsColumnsOfOnesOwn) {
  const Template wanted = parse_template(R"({"missing": "-", "columns": [
      {"name": "Who", "value": "{model}"},
      {"name": "T", "value": "{tokens}", "divide": 1e12},
      {"name": "Where", "value": "{report}, p. {pretrain.tokens.page}: {pretrain.tokens.quote}"}]})");
  const Table table = template_table(library_, parse_condition("model:Lantern-7B"), wanted);
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0][1].text, "8");
  EXPECT_EQ(table.rows[0][1].number, 8);
  EXPECT_EQ(table.rows[0][2].text, "lantern.pdf, p. 3: 8T tokens");
  EXPECT_EQ(cell(template_table(library_, {}, wanted), "Harbor-13B", "T").text, "-");
}

TEST_F(Exports, TemplateNamesTheColumnThatIsWrong) {
  try {
    parse_template(R"({"columns": [{"name": "Opt", "value": "{optimzer}"}]})");
    FAIL();
  } catch (const schema::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("column \"Opt\""));
    EXPECT_THAT(error.what(), HasSubstr("did you mean \"optimizer\"?"));
  }
}

TEST_F(Exports, PlotHasAPointForEachModelWithBoth) {
  const Plot plot = plot_models(library_, {}, "params", "MMLU");
  ASSERT_EQ(plot.points.size(), 4U);
  EXPECT_THAT(gnuplot_script(plot), HasSubstr("\"Lantern-30B\""));
  EXPECT_EQ(plot_models(library_, {}, "date", "layers").points.size(), 3U);
  EXPECT_THROW(plot_models(library_, {}, "params", "no such thing"), schema::Error);
}

TEST_F(Exports, APlotsPointsCarryTheirEvidence) {
  const nlohmann::json plot = plot_to_json(plot_models(library_, {}, "layers", "score:MMLU"));
  EXPECT_EQ(plot.at("x").at("label"), "layers");
  EXPECT_EQ(plot.at("y").at("label"), "MMLU");
  const auto& points = plot.at("points");
  const auto found =
      std::find_if(points.begin(), points.end(), [](const auto& one) { return one.at("model") == "Lantern-30B"; });
  ASSERT_NE(found, points.end());
  EXPECT_EQ(found->at("report"), "lantern.pdf");
  EXPECT_EQ(found->at("x").at("text"), "48");
  EXPECT_EQ(found->at("x").at("evidence").at(0).at("quote"), "48 layers");
  EXPECT_EQ(found->at("y").at("value"), 80.5);
  EXPECT_EQ(found->at("y").at("evidence").size(), 1U);
  EXPECT_EQ(plot_to_json(plot_models(library_, {}, "date", "layers")).at("x").at("date"), true);
  EXPECT_THROW(plot_models(library_, {}, "score:layers", "layers"), schema::Error);
}

TEST_F(Exports, NamesCannotBreakOutOfAPlotScript) {
  const std::string script =
      gnuplot_script({{"x"}, {"y"}, {{{1, "1", {}}, {2, "2", {}}, "a\"; system \"rm\"`ls`\n", "a.pdf", "g"}}});
  EXPECT_THAT(script, HasSubstr("\"a; system rmls \""));
}

TEST_F(Exports, HeatMapHasASquareForEachShare) {
  const std::string script = gnuplot_heat_map(coverage(library_, {}, {"pretrain.optimizer"}));
  EXPECT_THAT(script, HasSubstr("0 0 0\n"));    // beacon.pdf is silent
  EXPECT_THAT(script, HasSubstr("0 1 100\n"));  // harbor.md is not
}

TEST(NoteHtml, TablesAndDiagramsArePartOfThePage) {
  const std::string html = note_html(
      "---\ntitle: \"T\"\n---\n\n# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```mermaid\ngraph LR; A-->B\n```\n", "T<",
      "zh");
  EXPECT_THAT(html, HasSubstr("<title>T&lt;</title>"));
  EXPECT_THAT(html, HasSubstr("<td>2</td>"));
  EXPECT_THAT(html, HasSubstr("<pre class=\"mermaid\">graph LR; A--&gt;B"));
  EXPECT_THAT(html, Not(HasSubstr("title: ")));
}

}  // namespace
}  // namespace colophon::query

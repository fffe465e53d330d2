// Every export is read by a program that is not ours: openpyxl, pdflatex, Python's csv and html parsers, rsvg-convert.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/query/sample.h"
#include "tests/tools/run.h"

namespace colophon {
namespace {

using testing::HasSubstr;

class ReadersTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    query::make_sample(directory_->path() / "kb");
  }
  static void TearDownTestSuite() { delete directory_; }

  static std::filesystem::path file(const std::string& name) { return directory_->path() / name; }

  // Writes an export to a file of the directory.
  static void write(std::vector<std::string> arguments, const std::string& name) {
    arguments.insert(arguments.begin() + 1, {"--kb", file("kb").string()});
    arguments.insert(arguments.end(), {"--output", file(name).string()});
    const Outcome outcome = run_colophon(arguments);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.error;
  }

  // What a shell command prints, its errors too; the command runs in the directory.
  static std::string output_of(const std::string& command) {
    FILE* pipe = popen(("cd " + shell_quoted(directory_->path().string()) + " && (" + command + ") 2>&1").c_str(), "r");
    std::string out;
    std::array<char, 4096> buffer{};
    for (size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), n);
    pclose(pipe);
    return out;
  }

  static std::string python(const std::string& program) {
    return output_of("/usr/bin/python3 -c " + shell_quoted(program));
  }

 private:
  static TemporaryDirectory* directory_;
};

TemporaryDirectory* ReadersTest::directory_ = nullptr;

TEST_F(ReadersTest, SpreadsheetHasFrozenHeaderNumbersAndEvidence) {
  write({"export", "--format", "xlsx"}, "t.xlsx");
  EXPECT_EQ(python(R"(
import openpyxl
book = openpyxl.load_workbook('t.xlsx')
sheet, evidence = book.worksheets[0], book.worksheets[-1]
header = [cell.value for cell in sheet[1]]
rows = {row[1].value: row for row in sheet.iter_rows(min_row=2)}
layers = rows['Lantern-30B'][header.index('arch.layers')]
print(sheet.freeze_panes is not None, layers.value, evidence.max_row > 1)
)"),
            "True 48 True\n");
}

TEST_F(ReadersTest, SpreadsheetLinksValuesAndEvidenceBothWays) {
  write({"export", "--format", "xlsx"}, "l.xlsx");
  EXPECT_EQ(python(R"(
import openpyxl
book = openpyxl.load_workbook('l.xlsx')
evidence = book['Evidence']
there = back = 0
for sheet in book.worksheets:
    if sheet is evidence: continue
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.hyperlink is None: continue
            there += 1
            name, place = cell.hyperlink.location.rsplit('!', 1)
            line = book[name.strip("'")][place]
            sheet_back, cell_back = line.hyperlink.location.rsplit('!', 1)
            back += book[sheet_back.strip("'")][cell_back] is cell and line.value == line.hyperlink.location
print(there > 5, there == back == evidence.max_row - 1)
)"),
            "True True\n");
}

TEST_F(ReadersTest, CsvIsReadBackWithoutFormulas) {
  write({"export", "--format", "csv", "--fields", "arch.layers,arch.attention"}, "t.csv");
  EXPECT_EQ(python(R"(
import csv
rows = list(csv.reader(open('t.csv', newline='', encoding='utf8')))
print(rows[0], len({len(row) for row in rows}), sum(cell[:1] in '=+@' and cell != '' for row in rows for cell in row))
)"),
            "['report', 'model', 'arch.layers', 'arch.attention'] 1 0\n");
}

TEST_F(ReadersTest, EpochTableHasItsColumnsOnEveryRow) {
  write({"export", "--format", "epoch"}, "epoch.csv");
  EXPECT_EQ(python(R"(
import csv
rows = {row['Model']: row for row in csv.DictReader(open('epoch.csv', newline='', encoding='utf8'))}
row = rows['Lantern-30B']
print(float(row['Parameters']), float(row['Training dataset size (total)']), row['Organization'])
)"),
            "30000000000.0 8000000000000.0 Lighthouse Lab\n");
}

TEST_F(ReadersTest, HtmlPagesAreWellFormed) {
  write({"export", "--format", "html"}, "t.html");
  write({"note", "lantern.pdf", "--format", "html"}, "note.html");
  EXPECT_EQ(python(R"(
from html.parser import HTMLParser
class Balance(HTMLParser):
    def __init__(self): super().__init__(); self.open, self.bad, self.cells = [], 0, 0
    def handle_starttag(self, tag, attributes):
        if tag not in ('meta', 'br', 'hr', 'img', 'link'): self.open.append(tag)
        self.cells += tag == 'td'
    def handle_endtag(self, tag): self.bad += self.open.pop() != tag
for name in ('t.html', 'note.html'):
    page = Balance(); page.feed(open(name, encoding='utf8').read())
    print(page.open, page.bad, page.cells > 3)
)"),
            "[] 0 True\n[] 0 True\n");
}

TEST_F(ReadersTest, LatexCompiles) {
  write({"export", "--format", "latex", "--fields", "arch.layers,arch.attention", "--where", "lang:en"}, "table.tex");
  std::ofstream(file("main.tex")) << "\\documentclass{article}\\usepackage{booktabs}\\begin{document}\n"
                                     "\\input{table.tex}\n\\end{document}\n";
  EXPECT_THAT(output_of("pdflatex -interaction=nonstopmode -halt-on-error main.tex"), HasSubstr("Output written"));
}

TEST_F(ReadersTest, PlotsRender) {
  write({"plot", "params", "MMLU"}, "plot.svg");
  write({"plot", "date", "layers"}, "timeline.svg");
  write({"coverage", "--format", "svg"}, "heat.svg");
  for (const char* name : {"plot", "timeline", "heat"}) {
    const std::string target = std::string(name) + ".png";
    EXPECT_EQ(output_of("rsvg-convert " + std::string(name) + ".svg -o " + target), "");
    EXPECT_GT(std::filesystem::file_size(file(target)), 2000U) << name;
  }
}

TEST_F(ReadersTest, BibtexIsBalanced) {
  write({"export", "--format", "bibtex"}, "t.bib");
  EXPECT_EQ(
      python("t = open('t.bib', encoding='utf8').read(); print(t.count('@techreport'), t.count('{') == t.count('}'))"),
      "3 True\n");
}

TEST_F(ReadersTest, TemplateWritesOnesOwnColumns) {
  std::ofstream(file("columns.json")) << R"({"columns": [{"name": "Who", "value": "{model}"}]})";
  write({"export", "--template", file("columns.json").string()}, "mine.csv");
  EXPECT_THAT(output_of("cat mine.csv"), HasSubstr("Who\r\n"));
}

}  // namespace
}  // namespace colophon

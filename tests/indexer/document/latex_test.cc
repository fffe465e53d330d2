#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "indexer/document/latex/math_text.h"
#include "indexer/document/latex/source.h"
#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Document latex(const std::string& body, const std::string& preamble = "") {
  return read_latex("\\documentclass{article}\n" + preamble + "\\begin{document}\n" + body + "\n\\end{document}\n",
                    "main.tex");
}

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

// A tar of files, gzipped.
std::string bundle(const std::map<std::string, std::string>& files) {
  std::string bytes(1 << 20, '\0');
  size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_add_filter_gzip(writer);
  archive_write_set_format_ustar(writer);
  archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
  for (const auto& [path, text] : files) {
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

TEST(MathText, IsReadable) {
  EXPECT_EQ(math_text("2.2 \\times 10^{-4}"), "2.2 × 10^-4");
  EXPECT_EQ(math_text("\\beta_1=0.9"), "β_1 = 0.9");
  EXPECT_EQ(math_text("\\mathrm{weight\\_decay}=0.1"), "weight_decay = 0.1");
  EXPECT_EQ(math_text("\\frac{a+b}{2}"), "(a+b)/2");
  EXPECT_EQ(math_text("\\sum_{i=1}^{N} x_i"), "∑_(i = 1)^N x_i");
  EXPECT_EQ(math_text("W^{UK} \\in \\mathbb{R}^{d \\times h}"), "W^UK ∈ R^(d × h)");
  EXPECT_EQ(math_text("\\left( 1 + \\text{if } x \\right)"), "( 1 + if x )");
  EXPECT_EQ(math_text("^{\\dagger}"), "†");
  EXPECT_EQ(math_text("1{,}000"), "1,000");
}

TEST(MathText, NeverThrows) {
  const std::string whole =
      "\\frac{a}{b}^{c_{d}}\\sqrt[3]{x}\\left\\{\\begin{array}{c}1&2\\\\3\\end{array}\\right.\\text{a}}";
  for (size_t n = 0; n <= whole.size(); ++n) math_text(std::string_view(whole).substr(0, n));
  math_text(std::string(100000, '{'));
  math_text(std::string(100000, '}'));
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "\\frac{";
  math_text(deep);
}

TEST(Latex, TitleAbstractAndNumberedSections) {
  const Document d = latex(
      "\\maketitle\n\\begin{abstract}We present "
      "Star.\\end{abstract}\n\\section{Training}\n\\subsection{Data}Web.\n\\subsection*{Note}n\n"
      "\\appendix\n\\section{Details}\\subsection{More}x",
      "\\title{Star: a \\textbf{Model}\\thanks{x}}\n\\date{May 7, 2024}\n");
  EXPECT_EQ(d.title, "Star: a Model");
  EXPECT_EQ(d.stamp, "2024-05-07");
  ASSERT_EQ(d.sections.size(), 6u);
  EXPECT_EQ(d.sections[0].title, "Abstract");
  EXPECT_EQ(d.sections[2].number, "1.1");
  EXPECT_EQ(d.heading_path(2), "Training > Data");
  EXPECT_EQ(d.sections[3].number, "");
  EXPECT_EQ(d.sections[5].number, "A.1");
  EXPECT_TRUE(d.sections[5].appendix);
}

TEST(Latex, CommentsCitationsAndReferencesVanish) {
  const Document d = latex(
      "We use AdamW~\\citep{a} % hidden\nwith 16\\% decay, see \\cref{x}. \\iffalse hidden \\fi Done \\cite[p.~2]{b}.");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("We use AdamW with 16% decay, see. Done."));
}

TEST(Latex, BlankLinesEndParagraphs) {
  const Document d = latex("One\ntwo.\n\nThree.\\par Four.");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("One two.", "Three.", "Four."));
}

TEST(Latex, TheAuthorsMacrosAreExpanded) {
  const Document d = latex("\\model is \\size{7} and \\both[x]{y}, \\old.",
                           "\\newcommand{\\model}{\\textsc{Star}\\xspace}\\newcommand\\size[1]{#1B}\\newcommand{\\both}"
                           "[2][a]{#1-#2}\\def\\old{gone}");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("Star is 7B and x-y, gone."));
}

TEST(Latex, AMacroWithoutEndIsBounded) {
  const Document d =
      latex("Text \\a b.", "\\newcommand{\\a}{\\b\\b}\\newcommand{\\b}{\\c\\c}\\newcommand{\\c}{\\a\\a}");
  EXPECT_THAT(d.text(), HasSubstr("Text"));
}

TEST(Latex, RedefinedStructureKeepsItsMeaning) {
  const Document d = latex("\\section{One}Text.", "\\renewcommand{\\section}[1]{}");
  EXPECT_EQ(d.sections.size(), 1u);
}

TEST(Latex, BooktabsTableWithSpans) {
  const Document d = latex(R"(\begin{table}[t]
\centering \setlength{\tabcolsep}{8pt}
\begin{tabular}{@{}ll c | c c@{}}
\toprule
\multirow{2}{*}{\centering \textbf{Domain}} & \multirow{2}{*}{\makecell{Bench\\mark}} & \multirow{2}{*}{\# Shots} & \multicolumn{2}{c}{\textbf{Star}} \\
\cmidrule(lr){4-5}
 & & & Base & Chat$^{\dagger}$ \\
\midrule
 & \# Params & - & 7B & 7B \\
\midrule
\multirow{2}{*}{Math} & GSM8K {\tiny (EM)} & 8-shot & \textbf{72.3} & 80.1$^*$ \\
 & MATH & 4-shot & 38.6$_{\pm 0.3}$ & \underline{40.0} \\
\bottomrule
\end{tabular}
\caption{Results of \emph{Star}.}\label{t}
\end{table})");
  const Table& t = d.tables.at(0);
  EXPECT_EQ(t.id, "Table 1");
  EXPECT_EQ(t.caption, "Table 1: Results of Star.");
  EXPECT_EQ(t.header_rows, 2);
  EXPECT_EQ(t.header_cols, 3);
  EXPECT_EQ(t.column_header(4), "Star Chat†");
  EXPECT_THAT(row(t, 3), ElementsAre("Math", "GSM8K (EM)", "8-shot", "72.3", "80.1"));
  EXPECT_THAT(row(t, 4), ElementsAre("Math", "MATH", "4-shot", "38.6 ± 0.3", "40.0"));
  EXPECT_TRUE(t.rows[3][3].bold);
  EXPECT_TRUE(t.rows[4][4].underline);
  EXPECT_TRUE(t.rows[4][0].copy);
}

TEST(Latex, ARowOverAllColumnsIsABand) {
  const Document d = latex(R"(\begin{tabular}{lcc}\hline Model & A & B \\ \hline
\rowcolor{gray!20} \multicolumn{3}{c}{\textit{Code}} \\ MBPP & 50.1 & 51.2 \\ \hline\end{tabular})");
  EXPECT_THAT(d.tables.at(0).groups, ElementsAre("", "", "Code"));
}

TEST(Latex, SiunitxNumbers) {
  const Document d = latex(R"(A rate of \num{2.2e-4} on \SI{80}{\giga\byte} cards.)");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("A rate of 2.2 × 10^-4 on 80 GB cards."));
}

TEST(Latex, CaptionsRunAndFiguresCountApart) {
  const Document d = latex(R"(\begin{figure}\includegraphics{a}\caption{Loss.}\end{figure}
\begin{table}\caption{First.}\begin{tabular}{cc}a&1.5\\b&2.5\end{tabular}\end{table}
\begin{table*}\begin{tabular}{cc}a&1.5\\b&2.5\end{tabular}\caption{Second.}\end{table*})");
  EXPECT_THAT(texts(d, BlockKind::caption), ElementsAre("Figure 1: Loss.", "Table 1: First.", "Table 2: Second."));
  EXPECT_EQ(d.tables.at(1).id, "Table 2");
}

TEST(Latex, TablesSideBySideHaveTheirOwnCaptions) {
  const Document d = latex(
      R"(\begin{table}\begin{minipage}{.5\textwidth}\caption{Left.}\begin{tabular}{cc}a&1.5\\b&2.5\end{tabular}\end{minipage}
\begin{minipage}{.5\textwidth}\caption{Right.}\begin{tabular}{cc}a&1.5\\b&2.5\end{tabular}\end{minipage}\end{table})");
  EXPECT_EQ(d.tables.at(0).caption, "Table 1: Left.");
  EXPECT_EQ(d.tables.at(1).caption, "Table 2: Right.");
}

TEST(Latex, ALongTableCountsItsHeadOnce) {
  const Document d =
      latex(R"(\begin{longtable}{lr}\caption{Sizes.}\label{x}\\ \hline Name & Value \\ \hline \endfirsthead
\hline Name & Value \\ \hline \endhead \hline \endfoot Layers & 61 \\ Heads & 128 \\ \end{longtable})");
  const Table& t = d.tables.at(0);
  EXPECT_EQ(t.id, "Table 1");
  EXPECT_EQ(t.rows.size(), 3u);
  EXPECT_EQ(t.header_rows, 1);
}

TEST(Latex, ListsFormulasFootnotesAndCode) {
  const Document d = latex(
      R"(\begin{itemize}\item One\footnote{Note.} \begin{enumerate}\item inner\end{enumerate}\item[Two] three\end{itemize}
\[ L = \frac{1}{n} \] \begin{align} a &= b \end{align} \begin{lstlisting}[language=C]
int x;
\end{lstlisting})");
  EXPECT_THAT(texts(d, BlockKind::list_item), ElementsAre("One", "inner", "Two three"));
  EXPECT_THAT(texts(d, BlockKind::formula), ElementsAre("L = 1/n", "a = b"));
  EXPECT_THAT(texts(d, BlockKind::footnote), ElementsAre("Note."));
  EXPECT_THAT(texts(d, BlockKind::code), ElementsAre("int x;"));
}

TEST(Latex, AccentsAndPunctuation) {
  const Document d = latex("``G\\\"odel'' -- caf\\'e --- na\\\"{\\i}ve~x.");
  EXPECT_THAT(texts(d, BlockKind::paragraph), ElementsAre("“Gödel” – café — naïve x."));
}

TEST(LatexBundle, InputsAndBibliographyAreTakenIn) {
  const Document d = read_latex_bundle(
      bundle({{"paper/main.tex",
               "\\documentclass{article}\\usepackage{own}\\begin{document}\\input{sec/"
               "train}\n\\bibliography{r}\\end{document}"},
              {"paper/sec/train.tex", "\\section{Training}\\model{} uses AdamW."},
              {"paper/own.sty", "\\newcommand{\\model}{Star}"},
              {"paper/main.bbl", "\\begin{thebibliography}{1}\\bibitem{a} A. Author. A paper.\\end{thebibliography}"},
              {"paper/fig.pdf", "%PDF-1.4"}}),
      "2405.00001.tar.gz");
  EXPECT_EQ(d.format, "latex");
  EXPECT_THAT(d.text(), HasSubstr("Star uses AdamW."));
  EXPECT_THAT(texts(d, BlockKind::reference), ElementsAre("A. Author. A paper."));
}

TEST(Latex, ConditionalsShowOneBranch) {
  const Document d = latex(
      "\\newif\\iflong \\longtrue \\iflong Long.\\else Short.\\fi \\longfalse \\iflong A.\\else B.\\fi\n"
      "\\iffalse Dead \\ifx\\a\\b text \\fi layers. \\fi Alive. \\iff");
  EXPECT_THAT(d.text(), HasSubstr("Long. B. Alive."));
}

TEST(Latex, ARangeIsTwoNumbers) {
  EXPECT_THAT(latex("We use \\numrange{1}{10} epochs and \\qtyrange{2}{4}{T}.").text(),
              HasSubstr("We use 1–10 epochs and 2–4 T."));
}

TEST(Latex, APercentSignInVerbatimTextIsNoComment) {
  EXPECT_THAT(latex("\\verb|a%b| is seen.").text(), HasSubstr("a%b is seen."));
}

TEST(LatexBundle, FilesThatIncludeEachOtherAreTakenInOnce) {
  const Document d =
      read_latex_bundle(bundle({{"main.tex", "\\documentclass{a}\\begin{document}\\input{a}\\end{document}"},
                                {"a.tex", "One. \\input{b}"},
                                {"b.tex", "Two. \\input{a.tex}"}}),
                        "a.tar.gz");
  EXPECT_EQ(d.text(), "One. Two.\n");
}

TEST(LatexBundle, AFileThatIncludesItselfEnds) {
  const Document d = read_latex_bundle(
      bundle({{"main.tex", "\\documentclass{article}\\begin{document}Text. \\input{main}\\end{document}"}}),
      "a.tar.gz");
  EXPECT_THAT(d.text(), HasSubstr("Text."));
}

TEST(LatexBundle, PathsThatLeaveTheArchiveAreSkipped) {
  EXPECT_THROW(read_latex_bundle(bundle({{"../evil.tex", "x"}, {"/etc/evil.tex", "y"}}), "a.tar.gz"), schema::Error);
}

TEST(LatexBundle, EveryTruncationIsRefusedOrReads) {
  const std::string whole =
      bundle({{"main.tex", "\\documentclass{article}\\begin{document}Text.\\end{document}"}, {"b.tex", "more"}});
  for (size_t n = 0; n < whole.size(); n += 3) {
    try {
      read_latex_bundle(std::string_view(whole).substr(0, n), "a.tar.gz");
    } catch (const schema::Error&) {
    }
  }
}

TEST(Latex, EveryTruncationIsRefusedOrReads) {
  const std::string whole =
      R"(\documentclass{a}\newcommand{\m}[1][x]{#1\xspace}\def\q#1{#1}\begin{document}\title{T}\section*{S $x^{2}$}\m[y] \q{z} \verb|a|
\begin{table}\caption[s]{C}\begin{tabular*}{1cm}[t]{l|c}\toprule\multicolumn{2}{c}{\multirow{2}{*}{a}}\\\cmidrule(lr){1-2}&\makecell{b\\c}\\\bottomrule\end{tabular*}
\end{table}\begin{itemize}\item[a] b \num{1e5}\SI{2}{\giga\byte}\end{itemize}\[x\]$$y$$\footnote{f}\'e\ding{51}\end{document})";
  for (size_t n = 0; n <= whole.size(); ++n) {
    try {
      read_latex(std::string_view(whole).substr(0, n), "main.tex");
    } catch (const schema::Error&) {
    }
  }
}

TEST(Latex, HostileNestingEnds) {
  std::string deep = "x ";
  for (int i = 0; i < 5000; ++i) deep += "\\begin{center}{\\textbf{";
  EXPECT_NO_THROW(latex(deep));
}

}  // namespace
}  // namespace colophon::document

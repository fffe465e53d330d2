#include "indexer/document/latex/source.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <vector>

#include "indexer/document/latex/scanner.h"

namespace colophon::document {
namespace {

constexpr int max_input_depth = 16;
constexpr size_t max_source = size_t{64} << 20;
constexpr size_t max_expanded = size_t{16} << 20;
constexpr int max_macro_depth = 24;
constexpr int max_expansions = 100000;

std::string trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// `path` has the extension, or the file may go without.
std::optional<std::string> find_file(const TexFiles& files, const std::string& path, std::string_view extension) {
  if (path == extension) return std::nullopt;
  if (auto found = files(path)) return found;
  return files(path.substr(0, path.size() - extension.size()));
}

struct Inputs {
  const TexFiles& files;
  const std::string& jobname;
  size_t budget = max_source;
  std::vector<std::string> open = {};  // the files being read: one that takes itself in ends there

  std::string read(const std::string& tex, int depth) {
    std::string out;
    TexScanner scan(tex);
    while (!scan.done()) {
      if (scan.peek() != '\\') {
        out += scan.peek();
        scan.skip();
        continue;
      }
      const size_t start = scan.position();
      const std::string name(scan.command());
      std::string path;
      std::string_view extension = ".tex";
      if (name == "input" || name == "include" || name == "subfile" || name == "subfileinclude") {
        path = trimmed(scan.argument());
      } else if (name == "import" || name == "subimport") {
        path = trimmed(scan.argument());
        path += trimmed(scan.argument());
      } else if (name == "bibliography" || name == "printbibliography") {
        if (name == "bibliography") scan.argument();
        path = jobname;
        extension = ".bbl";
      } else {
        out += scan.between(start, scan.position());
        continue;
      }
      if (path.ends_with(extension)) path.resize(path.size() - extension.size());
      path += extension;
      if (depth >= max_input_depth || std::find(open.begin(), open.end(), path) != open.end()) continue;
      const std::optional<std::string> found = find_file(files, path, extension);
      if (!found || found->size() > budget) continue;
      budget -= found->size();
      open.push_back(path);
      out += ' ' + read(without_comments(*found), depth + 1) + ' ';
      open.pop_back();
    }
    return out;
  }
};

struct Macro {
  int arguments = 0;
  std::optional<std::string> first_default;  // where the first argument is optional
  std::string body;
};

// Commands that the reader understands: redefining them is styling.
bool is_structural(std::string_view name) {
  static const std::set<std::string_view> names = {"part",
                                                   "chapter",
                                                   "section",
                                                   "subsection",
                                                   "subsubsection",
                                                   "paragraph",
                                                   "subparagraph",
                                                   "title",
                                                   "author",
                                                   "date",
                                                   "abstract",
                                                   "maketitle",
                                                   "caption",
                                                   "label",
                                                   "ref",
                                                   "cite",
                                                   "citep",
                                                   "citet",
                                                   "item",
                                                   "begin",
                                                   "end",
                                                   "footnote",
                                                   "footnotetext",
                                                   "textbf",
                                                   "textit",
                                                   "emph",
                                                   "underline",
                                                   "multicolumn",
                                                   "multirow",
                                                   "makecell",
                                                   "appendix",
                                                   "bibitem",
                                                   "toprule",
                                                   "midrule",
                                                   "bottomrule",
                                                   "hline",
                                                   "cline",
                                                   "cmidrule",
                                                   "input",
                                                   "include",
                                                   "thefootnote",
                                                   "thesection",
                                                   "thetable",
                                                   "thefigure",
                                                   "documentclass",
                                                   "usepackage",
                                                   "newline",
                                                   "par",
                                                   "and",
                                                   "url",
                                                   "href",
                                                   "num",
                                                   "SI",
                                                   "textsuperscript",
                                                   "xspace",
                                                   "arraystretch",
                                                   "tabcolsep",
                                                   "baselinestretch",
                                                   "figurename",
                                                   "tablename"};
  return names.contains(name);
}

class Macros {
 public:
  explicit Macros(const TexFiles& files) : files_(files) {}

  std::string expand(std::string_view tex, int depth) {
    std::string out;
    TexScanner scan(tex);
    while (!scan.done()) {
      if (scan.peek() != '\\') {
        out += scan.peek();
        scan.skip();
        continue;
      }
      const size_t start = scan.position();
      const std::string name(scan.command());
      if (define(name, scan)) continue;
      const auto macro = macros_.find(name);
      if (macro == macros_.end() || depth >= max_macro_depth || ++expansions_ > max_expansions ||
          written_ > max_expanded) {
        out += scan.between(start, scan.position());
        if (name == "usepackage") package(scan, out);
        continue;
      }
      const std::string text = expand(applied(macro->second, scan), depth + 1);
      written_ += text.size();
      out += text;
      // A letter must not grow together with a command at the end of the macro's text.
      if (!scan.done() && std::isalpha(static_cast<unsigned char>(scan.peek())) != 0 && ends_in_command(text))
        out += ' ';
    }
    return out;
  }

 private:
  static bool ends_in_command(const std::string& text) {
    size_t i = text.size();
    while (i > 0 && std::isalpha(static_cast<unsigned char>(text[i - 1])) != 0) --i;
    return i > 0 && i < text.size() && text[i - 1] == '\\';
  }

  static std::string name_of(std::string_view argument) {
    const std::string name = trimmed(argument);
    return name.starts_with('\\') ? name.substr(1) : "";
  }

  void keep(const std::string& name, Macro macro) {
    // Bodies that look ahead or build names are beyond textual expansion.
    const bool beyond = macro.body.find("@ifnextchar") != std::string::npos ||
                        macro.body.find("\\csname") != std::string::npos ||
                        macro.body.find("\\" + name + " ") != std::string::npos ||
                        macro.body.find("\\" + name + "{") != std::string::npos;
    if (name.empty() || is_structural(name) || beyond) return;
    macros_[name] = std::move(macro);
  }

  bool define(const std::string& name, TexScanner& scan) {
    if (name == "newcommand" || name == "renewcommand" || name == "providecommand" || name == "DeclareRobustCommand") {
      scan.star();
      const std::string defined = name_of(scan.argument());
      Macro macro;
      if (const auto count = scan.optional())
        macro.arguments = std::clamp(std::atoi(std::string(*count).c_str()), 0, 9);
      if (const auto value = scan.optional()) macro.first_default = std::string(*value);
      macro.body = std::string(scan.argument());
      if (!macros_.contains(defined) || name != "providecommand") keep(defined, std::move(macro));
      return true;
    }
    if (name == "DeclareMathOperator") {
      scan.star();
      const std::string defined = name_of(scan.argument());
      keep(defined, {0, std::nullopt, "\\operatorname{" + std::string(scan.argument()) + "}"});
      return true;
    }
    if (name == "NewDocumentCommand" || name == "RenewDocumentCommand") {
      const std::string defined = name_of(scan.argument());
      const std::string spec(scan.argument());
      Macro macro;
      macro.arguments =
          static_cast<int>(std::count_if(spec.begin(), spec.end(), [](char c) { return c == 'm' || c == 'o'; }));
      if (trimmed(spec).starts_with('o')) macro.first_default = "";
      macro.body = std::string(scan.argument());
      if (spec.find_first_not_of(" mo") == std::string::npos) keep(defined, std::move(macro));
      return true;
    }
    if (name == "def" || name == "gdef" || name == "edef") return define_plain(scan);
    if (name == "let") {
      const std::string defined = name_of(scan.argument());
      scan.skip_space();
      if (scan.looking_at("=")) scan.skip();
      const std::string body(scan.argument());
      if (body != "\\" + defined) keep(defined, {0, std::nullopt, body});
      return true;
    }
    return false;
  }

  // \def\name#1#2{body}; other delimiters are beyond us.
  bool define_plain(TexScanner& scan) {
    const std::string defined = name_of(scan.argument());
    Macro macro;
    const size_t start = scan.position();
    while (!scan.done() && scan.peek() != '{' && scan.position() - start < 64) scan.skip();
    const std::string parameters = trimmed(scan.between(start, scan.position()));
    macro.arguments = static_cast<int>(std::count(parameters.begin(), parameters.end(), '#'));
    macro.body = std::string(scan.argument());
    if (parameters.size() == 2 * static_cast<size_t>(macro.arguments) && macro.arguments <= 9)
      keep(defined, std::move(macro));
    return true;
  }

  // The macros of a package that is part of the bundle.
  void package(TexScanner& scan, std::string& out) {
    const size_t start = scan.position();
    scan.optional();
    std::string names(scan.argument());
    out += scan.between(start, scan.position());
    for (size_t i = 0; i < names.size();) {
      const size_t end = std::min(names.find(',', i), names.size());
      const std::string name = trimmed(std::string_view(names).substr(i, end - i));
      i = end + 1;
      if (!packages_.insert(name).second || packages_.size() > 100) continue;
      if (const auto text = files_(name + ".sty")) expand(without_comments(*text), max_macro_depth - 2);
    }
  }

  static std::string applied(const Macro& macro, TexScanner& scan) {
    std::vector<std::string> arguments;
    for (int i = 0; i < macro.arguments; ++i) {
      if (i == 0 && macro.first_default) {
        const auto given = scan.optional();
        arguments.push_back(given ? std::string(*given) : *macro.first_default);
      } else {
        arguments.emplace_back(scan.argument());
      }
    }
    std::string out;
    for (size_t i = 0; i < macro.body.size(); ++i) {
      if (macro.body[i] == '#' && i + 1 < macro.body.size() && macro.body[i + 1] >= '1' && macro.body[i + 1] <= '9') {
        const auto n = static_cast<size_t>(macro.body[++i] - '1');
        if (n < arguments.size()) out += arguments[n];
      } else {
        out += macro.body[i];
      }
    }
    // \xspace: a space follows unless punctuation does.
    const size_t tail = out.rfind("\\xspace");
    if (tail != std::string::npos && trimmed(out.substr(tail + 7)).empty()) {
      out.resize(tail);
      if (!scan.done() && std::string_view(".,:;!?){}'/-~\\").find(scan.peek()) == std::string_view::npos) out += ' ';
    }
    return out;
  }

  const TexFiles& files_;
  std::map<std::string, Macro> macros_;
  std::set<std::string> packages_;
  size_t written_ = 0;
  int expansions_ = 0;
};

// Behind the verbatim text that begins at `at`, where "%" is a character as others; `at` where none begins.
size_t end_of_verbatim(std::string_view tex, size_t at) {
  if (tex[at] != '\\') return at;
  const std::string_view rest = tex.substr(at);
  for (const std::string_view name : {"verbatim", "lstlisting", "minted", "Verbatim", "alltt"}) {
    if (!rest.starts_with("\\begin{" + std::string(name))) continue;
    const size_t end = rest.find("\\end{" + std::string(name));
    return end == std::string_view::npos ? at : at + end;
  }
  for (const std::string_view command : {"\\verb", "\\verb*", "\\lstinline"}) {
    if (!rest.starts_with(command) || rest.size() <= command.size()) continue;
    const char fence = rest[command.size()];
    if (std::isalnum(static_cast<unsigned char>(fence)) != 0 || fence == ' ' || fence == '*') continue;
    const size_t end = rest.find_first_of(std::string("\n") + (fence == '{' ? '}' : fence), command.size() + 1);
    return end == std::string_view::npos || rest[end] == '\n' ? at : at + end + 1;
  }
  return at;
}

}  // namespace

std::string without_comments(std::string_view tex) {
  std::string out;
  out.reserve(tex.size());
  for (size_t i = 0; i < tex.size(); ++i) {
    if (const size_t verbatim = end_of_verbatim(tex, i); verbatim > i) {
      out += tex.substr(i, verbatim - i);
      i = verbatim - 1;
    } else if (tex[i] == '\\' && i + 1 < tex.size()) {
      out += tex[i++];
      out += tex[i];
    } else if (tex[i] == '%') {
      const size_t end = std::min(tex.find('\n', i), tex.size());
      // The line end and the next line's indent go with it; a blank line after it stays a paragraph's end.
      const bool whole_line = out.empty() || out.back() == '\n';
      i = end;
      if (i < tex.size() && !whole_line) {
        while (i + 1 < tex.size() && (tex[i + 1] == ' ' || tex[i + 1] == '\t')) ++i;
      }
    } else {
      out += tex[i];
    }
  }
  return out;
}

std::string with_inputs(const std::string& tex, const TexFiles& files, const std::string& jobname) {
  Inputs inputs{files, jobname};
  return inputs.read(tex, 0);
}

std::string with_macros(const std::string& tex, const TexFiles& files) { return Macros(files).expand(tex, 0); }

}  // namespace colophon::document

#include "indexer/document/latex/blocks.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "indexer/document/dates.h"
#include "indexer/document/latex/inline.h"
#include "indexer/document/latex/math_text.h"
#include "indexer/document/latex/scanner.h"
#include "indexer/document/latex/table.h"

namespace colophon::document {
namespace {

constexpr int max_depth = 60;

template <size_t N>
bool any_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view unstarred(std::string_view name) {
  if (name.ends_with('*')) name.remove_suffix(1);
  return name;
}

bool is_math(std::string_view name) {
  static constexpr std::array<std::string_view, 13> names = {
      "equation", "align",   "gather",  "multline", "eqnarray",     "displaymath", "math",
      "alignat",  "flalign", "aligned", "dmath",    "subequations", "split"};
  return any_of(unstarred(name), names);
}

bool is_code(std::string_view name) {
  static constexpr std::array<std::string_view, 10> names = {"verbatim",  "lstlisting",  "minted",    "Verbatim",
                                                             "alltt",     "algorithmic", "algorithm", "algorithm2e",
                                                             "BVerbatim", "pseudocode"};
  return any_of(unstarred(name), names);
}

bool is_drawing(std::string_view name) {
  static constexpr std::array<std::string_view, 7> names = {"tikzpicture", "pgfpicture",   "axis",  "comment",
                                                            "picture",     "filecontents", "forest"};
  return any_of(unstarred(name), names);
}

bool is_list(std::string_view name) {
  static constexpr std::array<std::string_view, 8> names = {"itemize",     "enumerate",  "description", "compactitem",
                                                            "compactenum", "inparaenum", "asparaenum",  "tightlist"};
  return any_of(unstarred(name), names);
}

bool is_table_float(std::string_view name) {
  static constexpr std::array<std::string_view, 5> names = {"table", "wraptable", "sidewaystable", "threeparttable",
                                                            "longtable"};
  return any_of(unstarred(name), names);
}

bool is_figure_float(std::string_view name) {
  static constexpr std::array<std::string_view, 5> names = {"figure", "wrapfigure", "sidewaysfigure", "subfigure",
                                                            "floatingfigure"};
  return any_of(unstarred(name), names);
}

// Mandatory arguments of environments that only place their content.
int placing_arguments(std::string_view name) {
  static const std::map<std::string_view, int> table = {{"minipage", 1},    {"multicols", 1},       {"adjustbox", 1},
                                                        {"wraptable", 2},   {"wrapfigure", 2},      {"subfigure", 1},
                                                        {"subtable", 1},    {"thebibliography", 1}, {"spacing", 1},
                                                        {"adjustwidth", 2}, {"resizebox", 0},       {"CJK", 2},
                                                        {"list", 2},        {"mdframed", 0}};
  const auto found = table.find(unstarred(name));
  return found == table.end() ? 0 : found->second;
}

int heading_level(std::string_view name) {
  static constexpr std::array<std::string_view, 7> names = {"part",          "chapter",   "section",     "subsection",
                                                            "subsubsection", "paragraph", "subparagraph"};
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

bool is_caption(std::string_view name) {
  return name == "caption" || name == "captionof" || name == "tabcaption" || name == "figcaption";
}

// After the name was read.
std::string caption(std::string_view name, TexScanner& scan) {
  scan.star();
  if (name == "captionof") scan.argument();
  scan.optional();
  return tex_text(scan.argument());
}

// The captions of a float, without those of its parts.
std::vector<std::string> captions_of(std::string_view body) {
  std::vector<std::string> captions;
  TexScanner scan(body);
  while (!scan.done()) {
    if (scan.peek() != '\\') {
      scan.skip();
      continue;
    }
    const std::string name(scan.command());
    if (name == "begin") {
      const std::string environment(scan.argument());
      if (environment.starts_with("sub")) scan.environment(environment);
    } else if (is_caption(name)) {
      captions.push_back(caption(name, scan));
    }
  }
  return captions;
}

class TexWalker {
 public:
  TexWalker(Outline& outline, bool chapters) : outline_(outline), chapters_(chapters) {}

  void walk(std::string_view tex, RichText::Style style, int depth) {
    if (depth > max_depth) return;
    TexScanner scan(tex);
    while (!scan.done()) {
      const char c = scan.peek();
      if (c == '\n' && blank_line(scan)) {
        flush();
      } else if (c == '{' && holds_blocks(scan)) {
        walk(scan.argument(), style, depth + 1);
      } else if (c == '$' && scan.looking_at("$$")) {
        scan.skip(2);
        const size_t start = scan.position();
        while (!scan.done() && !scan.looking_at("$$")) scan.skip();
        formula(scan.between(start, scan.position()));
        scan.skip(2);
      } else if (c != '\\') {
        inline_.item(scan, pending_, style);
      } else {
        command(scan, style, depth);
      }
    }
  }

  void flush() {
    RichText text;
    std::swap(text, pending_);
    std::vector<std::string> notes = inline_.take_footnotes();
    if (!text.empty()) {
      if (item_) {
        outline_.add(BlockKind::list_item, text.text());
      } else if (kind_ == BlockKind::paragraph) {
        outline_.paragraph(text);
      } else {
        outline_.add(kind_, text.text());
      }
      item_ = false;
    }
    for (std::string& note : notes) outline_.add(BlockKind::footnote, std::move(note));
  }

  // \title, \author and \date stand in the preamble or after it.
  bool front_matter(std::string_view name, TexScanner& scan) {
    if (name == "title" || name == "icmltitle") {
      scan.optional();
      const std::string title = tex_text(scan.argument());
      if (title.empty()) return true;
      outline_.set_title(title);
      outline_.add(BlockKind::heading, title);
    } else if (name == "author") {
      scan.optional();
      outline_.add(BlockKind::paragraph, tex_text(scan.argument()));
    } else if (name == "date") {
      outline_.set_stamp(find_date(tex_text(scan.argument())));
    } else {
      return false;
    }
    return true;
  }

 private:
  static bool blank_line(TexScanner& scan) {
    TexScanner ahead = scan;
    ahead.skip();
    while (!ahead.done() && (ahead.peek() == ' ' || ahead.peek() == '\t' || ahead.peek() == '\r')) ahead.skip();
    if (!ahead.done() && ahead.peek() != '\n') return false;
    ahead.skip_space();
    scan = ahead;
    return true;
  }

  // A group that wraps blocks ("{\small \begin{tabular} ...}"), not words.
  static bool holds_blocks(const TexScanner& scan) {
    TexScanner ahead = scan;
    const std::string_view group = ahead.argument();
    return group.find("\\begin") != std::string_view::npos || group.find("\n\n") != std::string_view::npos ||
           group.find("\\item") != std::string_view::npos || group.find("\\section") != std::string_view::npos;
  }

  void formula(std::string_view tex) {
    flush();
    outline_.add(BlockKind::formula, math_text(tex));
  }

  void command(TexScanner& scan, RichText::Style& style, int depth) {
    const size_t back = scan.position();
    const std::string name(scan.command());
    if (const int level = heading_level(name); level >= 0) {
      heading(level, scan);
    } else if (name == "begin") {
      const std::string environment(scan.argument());
      begin(environment, scan, style, depth);
    } else if (name == "item") {
      flush();
      item_ = true;
      if (const auto label = scan.optional()) {
        RichText::Style bold = style;
        bold.bold = true;
        inline_.add(*label, pending_, bold);
        pending_.append(" ", style);
      }
    } else if (name == "[") {
      const size_t start = scan.position();
      while (!scan.done() && !scan.looking_at("\\]")) scan.skip(scan.peek() == '\\' ? 2 : 1);
      formula(scan.between(start, scan.position()));
      scan.skip(2);
    } else if (name == "par") {
      flush();
    } else if (name == "appendix" || name == "appendices") {
      flush();
      appendix_ = true;
      counters_.fill(0);
    } else if (is_caption(name)) {
      const std::string text = caption(name, scan);
      if (float_ == Float::of_several) {  // side by side: each beside its table
        flush();
        outline_.add(BlockKind::caption, numbered(name == "figcaption", text));
      }
    } else if (name == "bibitem") {
      flush();
      scan.optional();
      scan.argument();
    } else if (name == "resizebox" || name == "scalebox" || name == "adjustbox" || name == "rotatebox") {
      scan.star();
      scan.optional();
      for (int i = name == "resizebox" ? 2 : 1; i > 0; --i) scan.argument();
      scan.optional();
      walk(scan.argument(), style, depth + 1);
    } else if (front_matter(name, scan)) {
      return;
    } else {
      scan.seek(back);
      inline_.item(scan, pending_, style);
    }
  }

  void heading(int level, TexScanner& scan) {
    flush();
    const bool starred = scan.star();
    scan.optional();
    const std::string title = tex_text(scan.argument());
    const int top = chapters_ ? 1 : 2;  // the level that is numbered first
    std::string number;
    if (!starred && level >= top && level <= 4) {
      ++counters_[static_cast<size_t>(level)];
      std::fill(counters_.begin() + level + 1, counters_.end(), 0);
      for (int i = top; i <= level; ++i) {
        const int count = counters_[static_cast<size_t>(i)];
        if (!number.empty()) number += '.';
        number += appendix_ && i == top ? std::string(1, static_cast<char>('A' + std::clamp(count - 1, 0, 25)))
                                        : std::to_string(count);
      }
    }
    // A run-in heading ends with a full stop that belongs to the layout.
    std::string_view text = title;
    if (level >= 5) {
      while (text.ends_with('.') || text.ends_with(':')) text.remove_suffix(1);
    }
    outline_.heading(std::max(1, level - top + 1), text, number, appendix_);
  }

  void begin(const std::string& environment, TexScanner& scan, RichText::Style style, int depth) {
    int tabular_arguments = 0;
    if (is_tabular(environment, tabular_arguments)) {
      flush();
      tabular(environment, tabular_arguments, scan.environment(environment));
      return;
    }
    const std::string_view body = scan.environment(environment);
    if (is_drawing(environment)) return;
    if (is_math(environment)) {
      TexScanner inside(body);
      if (environment.starts_with("alignat")) inside.argument();
      formula(inside.between(inside.position(), body.size()));
      return;
    }
    flush();
    if (is_code(environment)) {
      code(environment, body);
    } else if (environment == "abstract") {
      outline_.heading(1, "Abstract");
      walk(body, {}, depth + 1);
    } else if (environment == "thebibliography") {
      TexScanner inside(body);
      inside.argument();
      outline_.heading(1, "References");
      walk_as(BlockKind::reference, inside.between(inside.position(), body.size()), depth);
    } else if (is_table_float(environment) || is_figure_float(environment) || environment == "subtable") {
      floating(environment, body, depth);
    } else if (is_list(environment)) {
      TexScanner inside(body);
      inside.optional();
      walk(inside.between(inside.position(), body.size()), {}, depth + 1);
      flush();
      item_ = false;
    } else {
      TexScanner inside(body);
      inside.star();
      inside.optional();
      for (int i = placing_arguments(environment); i > 0; --i) inside.argument();
      walk(inside.between(inside.position(), body.size()), style, depth + 1);
    }
    flush();
  }

  void walk_as(BlockKind kind, std::string_view tex, int depth) {
    const BlockKind outer = kind_;
    kind_ = kind;
    walk(tex, {}, depth + 1);
    flush();
    kind_ = outer;
  }

  void code(const std::string& environment, std::string_view body) {
    TexScanner inside(body);
    inside.optional();
    if (environment == "minted") inside.argument();
    const std::string_view text = inside.between(inside.position(), body.size());
    const bool verbatim = !environment.starts_with("alg") && environment != "pseudocode";
    if (verbatim) {
      outline_.add(BlockKind::code, squeeze(text));
      return;
    }
    TexScanner caption(text);
    caption.seek(text.find("\\caption"));
    const size_t start = caption.position();
    if (!caption.done()) {
      caption.command();
      caption.optional();
      outline_.add(BlockKind::caption, "Algorithm: " + tex_text(caption.argument()));
    }
    const std::string before(text.substr(0, start));
    outline_.add(BlockKind::code, tex_text(before + ' ' + std::string(text.substr(caption.position()))));
  }

  std::string numbered(bool figure, const std::string& text) {
    return (figure ? "Figure " + std::to_string(++figures_) : "Table " + std::to_string(++tables_)) + ": " + text;
  }

  // A float's one caption comes first, whether it stands above or below; a part adds its own words to it.
  void floating(const std::string& environment, std::string_view body, int depth) {
    const std::string outer_caption = caption_;
    const Float outer = float_;
    const bool figure = is_figure_float(environment);
    const std::vector<std::string> captions = captions_of(body);
    if (environment.starts_with("sub") && !captions.empty()) {
      outline_.add(BlockKind::caption, captions.front());
      caption_ += (caption_.empty() ? "" : " ") + captions.front();
    } else if (outer == Float::none && captions.size() == 1) {
      float_ = Float::of_one;
      caption_ = numbered(figure, captions.front());
      outline_.add(BlockKind::caption, caption_);
    } else if (outer == Float::none && captions.size() > 1) {
      float_ = Float::of_several;
    }
    TexScanner inside(body);
    inside.star();
    inside.optional();
    for (int i = placing_arguments(environment); i > 0; --i) inside.argument();
    inside.optional();
    walk_as(figure ? BlockKind::figure : BlockKind::paragraph, inside.between(inside.position(), body.size()), depth);
    caption_ = outer_caption;
    float_ = outer;
  }

  void tabular(const std::string& environment, int arguments, std::string_view body) {
    std::string own;
    if (environment.starts_with("long") || environment.starts_with("xltab")) {
      const std::vector<std::string> captions = captions_of(body);
      if (!captions.empty()) own = numbered(false, captions.front());
      outline_.add(BlockKind::caption, own);
    }
    TexScanner inside(body);
    inside.optional();
    for (; arguments > 0; --arguments) {
      inside.argument();
      inside.optional();
    }
    std::string rest(inside.between(inside.position(), body.size()));
    if (!own.empty()) drop_caption(rest);
    TexTable found = read_tex_table(rest);
    if (found.table.columns() < 2) {  // a box around text
      for (const auto& row : found.table.rows) {
        for (const Cell& cell : row) outline_.add(kind_, cell.text);
      }
      return;
    }
    found.table.caption = own.empty() ? caption_ : own;
    outline_.table(std::move(found.table), found.header_rows);
  }

  static void drop_caption(std::string& body) {
    const size_t at = body.find("\\caption");
    if (at == std::string::npos) return;
    TexScanner scan(std::string_view(body).substr(at));
    scan.command();
    scan.star();
    scan.optional();
    scan.argument();
    size_t end = at + scan.position();
    const size_t row_end = body.find("\\\\", end);
    if (row_end != std::string::npos && row_end - end < 80) end = row_end + 2;  // with its \label
    body.erase(at, end - at);
  }

  Outline& outline_;
  TexInline inline_;
  RichText pending_;
  BlockKind kind_ = BlockKind::paragraph;
  bool item_ = false;  // the next text is a list item's first
  bool chapters_ = false;
  bool appendix_ = false;
  std::array<int, 7> counters_{};
  int tables_ = 0, figures_ = 0;
  enum class Float { none, of_one, of_several };  // captions in the float around
  Float float_ = Float::none;
  std::string caption_;  // of the float around, when it has one
};

}  // namespace

void add_tex_blocks(std::string_view tex, Outline& outline) {
  TexWalker walker(outline, tex.find("\\chapter{") != std::string_view::npos);
  const size_t begin = tex.find("\\begin{document}");
  if (begin == std::string_view::npos) {
    walker.walk(tex, {}, 0);
    walker.flush();
    return;
  }
  TexScanner preamble(tex.substr(0, begin));
  while (!preamble.done()) {
    if (preamble.peek() != '\\') {
      preamble.skip();
      continue;
    }
    const std::string name(preamble.command());
    walker.front_matter(name, preamble);
  }
  TexScanner document(tex.substr(begin));
  document.command();
  document.argument();
  walker.walk(document.environment("document"), {}, 0);
  walker.flush();
}

}  // namespace colophon::document

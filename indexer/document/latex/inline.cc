#include "indexer/document/latex/inline.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cctype>
#include <map>

#include "indexer/document/latex/commands.h"
#include "indexer/document/latex/math_text.h"

namespace colophon::document {
namespace {

constexpr int max_depth = 80;

std::string composed(std::string_view base, std::string_view accent) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string whole = std::string(base) + std::string(accent);
  if (U_FAILURE(status)) return whole;
  const icu::UnicodeString text = nfc->normalize(icu::UnicodeString::fromUTF8(whole), status);
  std::string out;
  text.toUTF8String(out);
  return U_FAILURE(status) ? whole : out;
}

// siunitx: "2.2e-4" is "2.2 × 10^-4".
std::string number_text(std::string_view tex) {
  std::string text = tex_text(tex);
  const size_t e = text.find_first_of("eE");
  if (e == std::string::npos || e + 1 == text.size()) return text;
  const std::string mantissa = text.substr(0, e);
  return (mantissa.empty() ? "" : mantissa + " × ") + "10^" + text.substr(e + 1);
}

// siunitx: "\giga\byte" is "GB", "\per\second" is "/s".
std::string unit_text(std::string_view tex) {
  static const std::map<std::string_view, std::string_view> units = {
      {"kilo", "k"},    {"mega", "M"},  {"giga", "G"},          {"tera", "T"},  {"peta", "P"},      {"exa", "E"},
      {"milli", "m"},   {"micro", "µ"}, {"nano", "n"},          {"byte", "B"},  {"bit", "bit"},     {"second", "s"},
      {"hour", "h"},    {"day", "d"},   {"meter", "m"},         {"metre", "m"}, {"watt", "W"},      {"hertz", "Hz"},
      {"percent", "%"}, {"per", "/"},   {"minute", "min"},      {"gram", "g"},  {"flops", "FLOPS"}, {"GB", "GB"},
      {"TB", "TB"},     {"ms", "ms"},   {"degreeCelsius", "°C"}};
  std::string out;
  TexScanner scan(tex);
  while (!scan.done()) {
    if (scan.peek() == '\\') {
      const std::string_view name = scan.command();
      const auto unit = units.find(name);
      out += unit == units.end() ? name : unit->second;
    } else {
      if (scan.peek() != '{' && scan.peek() != '}' && scan.peek() != '~') out += scan.peek();
      scan.skip();
    }
  }
  return out;
}

// "0.3in", "-2 pt", "\\baselineskip", also with "plus 1fil".
void skip_length(TexScanner& scan) {
  scan.skip_space();
  if (!scan.done() && scan.peek() == '\\') {
    scan.command();
    return;
  }
  while (!scan.done() && std::string_view("-+.,0123456789 ").find(scan.peek()) != std::string_view::npos) scan.skip();
  for (int i = 0; i < 2 && !scan.done() && std::isalpha(static_cast<unsigned char>(scan.peek())) != 0; ++i) scan.skip();
}

}  // namespace

std::string tex_text(std::string_view tex) {
  TexInline inline_text;
  RichText out;
  inline_text.add(tex, out);
  return out.text();
}

void TexInline::add(std::string_view tex, RichText& out, RichText::Style style, int depth) {
  if (depth > max_depth) return;
  TexScanner scan(tex);
  while (!scan.done()) item(scan, out, style, depth);
}

void TexInline::item(TexScanner& scan, RichText& out, RichText::Style& style, int depth) {
  const char c = scan.peek();
  if (c == '\\') {
    const std::string_view name = scan.command();
    command(name, scan, out, style, depth);
  } else if (c == '{') {
    add(scan.argument(), out, style, depth + 1);
  } else if (c == '$') {
    const std::string_view fence = scan.looking_at("$$") ? "$$" : "$";
    scan.skip(fence.size());
    const size_t start = scan.position();
    while (!scan.done() && !scan.looking_at(fence)) scan.skip(scan.peek() == '\\' ? 2 : 1);
    formula(scan.between(start, scan.position()), out, style);
    scan.skip(fence.size());
  } else {
    struct Ligature {
      std::string_view source, text;
    };
    static constexpr Ligature ligatures[] = {{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"},
                                             {"~", " "},   {"}", ""},   {"`", "‘"},  {"&", " "}};
    for (const Ligature& ligature : ligatures) {
      if (scan.looking_at(ligature.source)) {
        out.append(ligature.text, style);
        scan.skip(ligature.source.size());
        return;
      }
    }
    // Up to what may be special.
    const size_t start = scan.position();
    do {
      scan.skip();
    } while (!scan.done() && std::string_view("\\{}$~-`'&\n").find(scan.peek()) == std::string_view::npos);
    out.append(scan.between(start, scan.position()), style);
  }
}

void TexInline::formula(std::string_view tex, RichText& out, RichText::Style style) {
  size_t first = tex.find_first_not_of(" {}");
  if (first == std::string_view::npos) return;
  const char script = tex[first];
  std::string text = math_text(tex);
  if (tex.find("\\mathbf") != std::string_view::npos || tex.find("\\boldsymbol") != std::string_view::npos ||
      tex.find("\\bm") != std::string_view::npos) {
    style.bold = true;
  }
  if (script == '^') {
    out.superscript(text.starts_with('^') ? text.substr(1) : text, style);
  } else if (script == '_') {  // "56.2$_{\pm 0.3}$"
    text.erase(0, text.find_first_not_of('_'));
    if (text.starts_with('(') && text.ends_with(')') && text.find('(', 1) == std::string::npos)
      text = text.substr(1, text.size() - 2);
    out.append(text.starts_with("±") ? " " + text : text, style);
  } else {
    out.append(text, style);
  }
}

void TexInline::command(std::string_view name, TexScanner& scan, RichText& out, RichText::Style& style, int depth) {
  if (const auto text = text_commands().find(name); text != text_commands().end()) {
    out.append(text->second, style);
    if (name == "\\") {  // "\\[2pt]"
      scan.star();
      scan.optional();
    }
    return;
  }
  if (const auto accent = accent_commands().find(name); accent != accent_commands().end()) {
    out.append(composed(tex_text(scan.argument()), accent->second), style);
    return;
  }
  if (name == "(" || name == "[") {
    const size_t start = scan.position();
    const std::string_view close = name == "(" ? "\\)" : "\\]";
    while (!scan.done() && !scan.looking_at(close)) scan.skip(scan.peek() == '\\' ? 2 : 1);
    formula(scan.between(start, scan.position()), out, style);
    scan.skip(2);
    return;
  }
  if (const auto gone = silent_commands().find(name); gone != silent_commands().end()) {
    scan.star();
    while (scan.optional()) {
    }
    if (name == "cmidrule" && !scan.done() && scan.peek() == '(') {
      while (!scan.done() && scan.peek() != ')') scan.skip();
      scan.skip();
    }
    for (int i = 0; i < gone->second; ++i) scan.argument();
    if (is_reference_command(name)) out.trim_end();
    return;
  }
  if (name == "footnote" || name == "footnotetext") {
    scan.optional();
    RichText note;
    add(scan.argument(), note, {}, depth + 1);
    if (!note.empty()) footnotes_.push_back(note.text());
    return;
  }
  if (name == "textsuperscript" || name == "textsubscript" || name == "tss") {
    RichText raised;
    add(scan.argument(), raised, {}, depth + 1);
    if (name == "textsubscript") {
      out.append(raised.text(), style);
    } else {
      out.superscript(raised.text(), style);
    }
    return;
  }
  if (name == "numrange" || name == "SIrange" || name == "qtyrange") {
    scan.optional();
    std::string text = number_text(scan.argument());
    text += "–" + number_text(scan.argument());
    if (name != "numrange") text += " " + unit_text(scan.argument());
    out.append(text, style);
    return;
  }
  if (name == "num" || name == "SI" || name == "qty" || name == "si" || name == "unit") {
    scan.optional();
    std::string text = name == "si" || name == "unit" ? "" : number_text(scan.argument());
    if (name != "num") text += (text.empty() ? "" : " ") + unit_text(scan.argument());
    out.append(text, style);
    return;
  }
  if (name == "vskip" || name == "hskip" || name == "kern" || name == "vglue" || name == "hglue" || name == "mkern") {
    skip_length(scan);
    return;
  }
  if (name == "ding") {
    const std::string code(scan.argument());
    out.append(code == "51" || code == "52" ? "✓" : code >= "53" && code <= "56" ? "✗" : "", style);
    return;
  }
  if (name == "url" || name == "path" || name == "nolinkurl") {
    out.append(scan.argument(), style);
    return;
  }
  if (name == "multirow" || name == "multirowcell") {
    scan.optional();
    scan.argument();
    scan.optional();
    if (name == "multirow") scan.argument();
    scan.optional();
    add(scan.argument(), out, style, depth + 1);
    return;
  }
  if (name == "diagbox" || name == "backslashbox" || name == "slashbox") {
    scan.optional();
    add(scan.argument(), out, style, depth + 1);
    out.append(" / ", style);
    add(scan.argument(), out, style, depth + 1);
    return;
  }
  if (name == "verb" || name == "lstinline") {
    scan.star();
    if (scan.done()) return;
    const char fence = scan.peek() == '{' ? '}' : scan.peek();
    scan.skip();
    const size_t start = scan.position();
    // It ends with its line at the latest.
    while (!scan.done() && scan.peek() != fence && scan.peek() != '\n') scan.skip();
    out.append(scan.between(start, scan.position()), style);
    scan.skip();
    return;
  }
  if (name == "begin") {  // a nested tabular in a cell, or the like: its content
    const std::string environment(scan.argument());
    TexScanner inside(scan.environment(environment));
    inside.optional();
    if (environment.starts_with("tabular") || environment == "minipage" || environment == "array") inside.argument();
    const size_t rest = inside.position();
    inside.seek(static_cast<size_t>(-1));
    add(inside.between(rest, inside.position()), out, style, depth + 1);
    return;
  }
  if (const auto wrapper = wrapper_commands().find(name); wrapper != wrapper_commands().end()) {
    scan.star();
    while (scan.optional()) {
    }
    for (int i = 0; i < wrapper->second; ++i) {
      scan.argument();
      while (scan.optional()) {
      }
    }
    add(scan.argument(), out, style, depth + 1);
    if (name == "texorpdfstring") scan.argument();
    return;
  }
  if (is_bold_command(name) || is_underline_command(name)) {
    RichText::Style inner = style;
    (is_underline_command(name) ? inner.underline : inner.bold) = true;
    const bool takes_argument = name.starts_with("text") || name.starts_with("math") || is_underline_command(name);
    if (takes_argument) {
      add(scan.argument(), out, inner, depth + 1);
    } else {
      style = inner;
    }
    return;
  }
  if (name == "mdseries" || name == "normalfont" || name == "rm" || name == "textnormal") {
    style.bold = false;
    return;
  }
  // Unknown: options vanish, groups after it are text, which the caller reads next.
  if (!name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) != 0) {
    scan.star();
    if (!scan.done() && scan.peek() == '[') scan.optional();
  }
}

}  // namespace colophon::document

#include "indexer/document/latex/math_text.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "indexer/document/rich_text.h"

namespace colophon::document {
namespace {

constexpr int max_depth = 60;

// Symbols; relations and binary operators carry their spaces.
const std::map<std::string_view, std::string_view>& symbols() {
  static const std::map<std::string_view, std::string_view> table = {{"alpha", "α"},
                                                                     {"beta", "β"},
                                                                     {"gamma", "γ"},
                                                                     {"delta", "δ"},
                                                                     {"epsilon", "ε"},
                                                                     {"varepsilon", "ε"},
                                                                     {"zeta", "ζ"},
                                                                     {"eta", "η"},
                                                                     {"theta", "θ"},
                                                                     {"vartheta", "θ"},
                                                                     {"iota", "ι"},
                                                                     {"kappa", "κ"},
                                                                     {"lambda", "λ"},
                                                                     {"mu", "μ"},
                                                                     {"nu", "ν"},
                                                                     {"xi", "ξ"},
                                                                     {"pi", "π"},
                                                                     {"rho", "ρ"},
                                                                     {"sigma", "σ"},
                                                                     {"tau", "τ"},
                                                                     {"upsilon", "υ"},
                                                                     {"phi", "φ"},
                                                                     {"varphi", "φ"},
                                                                     {"chi", "χ"},
                                                                     {"psi", "ψ"},
                                                                     {"omega", "ω"},
                                                                     {"Gamma", "Γ"},
                                                                     {"Delta", "Δ"},
                                                                     {"Theta", "Θ"},
                                                                     {"Lambda", "Λ"},
                                                                     {"Xi", "Ξ"},
                                                                     {"Pi", "Π"},
                                                                     {"Sigma", "Σ"},
                                                                     {"Phi", "Φ"},
                                                                     {"Psi", "Ψ"},
                                                                     {"Omega", "Ω"},
                                                                     {"times", " × "},
                                                                     {"cdot", " · "},
                                                                     {"pm", " ± "},
                                                                     {"mp", " ∓ "},
                                                                     {"div", " ÷ "},
                                                                     {"ast", "*"},
                                                                     {"star", "⋆"},
                                                                     {"circ", "°"},
                                                                     {"bullet", "•"},
                                                                     {"leq", " ≤ "},
                                                                     {"le", " ≤ "},
                                                                     {"leqslant", " ≤ "},
                                                                     {"geq", " ≥ "},
                                                                     {"ge", " ≥ "},
                                                                     {"geqslant", " ≥ "},
                                                                     {"neq", " ≠ "},
                                                                     {"ne", " ≠ "},
                                                                     {"ll", " ≪ "},
                                                                     {"gg", " ≫ "},
                                                                     {"approx", " ≈ "},
                                                                     {"sim", "~"},
                                                                     {"simeq", " ≃ "},
                                                                     {"equiv", " ≡ "},
                                                                     {"propto", " ∝ "},
                                                                     {"in", " ∈ "},
                                                                     {"notin", " ∉ "},
                                                                     {"subset", " ⊂ "},
                                                                     {"subseteq", " ⊆ "},
                                                                     {"cup", " ∪ "},
                                                                     {"cap", " ∩ "},
                                                                     {"to", " → "},
                                                                     {"rightarrow", " → "},
                                                                     {"longrightarrow", " → "},
                                                                     {"leftarrow", " ← "},
                                                                     {"gets", " ← "},
                                                                     {"Rightarrow", " ⇒ "},
                                                                     {"leftrightarrow", " ↔ "},
                                                                     {"uparrow", "↑"},
                                                                     {"downarrow", "↓"},
                                                                     {"infty", "∞"},
                                                                     {"partial", "∂"},
                                                                     {"nabla", "∇"},
                                                                     {"sum", "∑"},
                                                                     {"prod", "∏"},
                                                                     {"int", "∫"},
                                                                     {"forall", "∀"},
                                                                     {"exists", "∃"},
                                                                     {"ldots", "…"},
                                                                     {"dots", "…"},
                                                                     {"cdots", "…"},
                                                                     {"vdots", "…"},
                                                                     {"dagger", "†"},
                                                                     {"ddagger", "‡"},
                                                                     {"ell", "ℓ"},
                                                                     {"checkmark", "✓"},
                                                                     {"odot", " ⊙ "},
                                                                     {"oplus", " ⊕ "},
                                                                     {"otimes", " ⊗ "},
                                                                     {"mid", " | "},
                                                                     {"vert", "|"},
                                                                     {"lvert", "|"},
                                                                     {"rvert", "|"},
                                                                     {"Vert", "‖"},
                                                                     {"|", "‖"},
                                                                     {"lVert", "‖"},
                                                                     {"rVert", "‖"},
                                                                     {"langle", "⟨"},
                                                                     {"rangle", "⟩"},
                                                                     {"lfloor", "⌊"},
                                                                     {"rfloor", "⌋"},
                                                                     {"lceil", "⌈"},
                                                                     {"rceil", "⌉"},
                                                                     {"lbrace", "{"},
                                                                     {"rbrace", "}"},
                                                                     {"{", "{"},
                                                                     {"}", "}"},
                                                                     {"%", "%"},
                                                                     {"$", "$"},
                                                                     {"#", "#"},
                                                                     {"&", "&"},
                                                                     {"_", "_"},
                                                                     {",", " "},
                                                                     {";", " "},
                                                                     {":", " "},
                                                                     {"!", ""},
                                                                     {" ", " "},
                                                                     {"quad", " "},
                                                                     {"qquad", " "},
                                                                     {"\\", " "},
                                                                     {"backslash", "\\"},
                                                                     {"prime", "'"},
                                                                     {"triangle", "△"},
                                                                     {"square", "□"},
                                                                     {"textasciitilde", "~"},
                                                                     {"degree", "°"},
                                                                     {"lt", " < "},
                                                                     {"gt", " > "},
                                                                     {"colon", ":"},
                                                                     {"top", "T"},
                                                                     {"perp", "⊥"},
                                                                     {"wedge", " ∧ "},
                                                                     {"vee", " ∨ "},
                                                                     {"neg", "¬"},
                                                                     {"emptyset", "∅"},
                                                                     {"setminus", " \\ "},
                                                                     {"succ", " ≻ "},
                                                                     {"prec", " ≺ "},
                                                                     {"textbar", "|"},
                                                                     {"textless", "<"},
                                                                     {"textgreater", ">"},
                                                                     {"xspace", ""},
                                                                     {"nobreakspace", " "},
                                                                     {"/", ""}};
  return table;
}

// Commands that vanish and leave nothing.
bool is_layout(std::string_view name) {
  static constexpr std::string_view names[] = {
      "left", "right",        "big",       "Big",     "bigg",     "Bigg",        "bigl",     "bigr",  "Bigl",
      "Bigr", "displaystyle", "textstyle", "limits",  "nolimits", "scriptstyle", "nonumber", "notag", "bf",
      "rm",   "it",           "bfseries",  "itshape", "boldmath", "middle",      "biggl",    "biggr"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool compound(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return std::string_view(" +-*/=<>|,").find(c) != std::string_view::npos; });
}

std::string grouped(const std::string& text) { return compound(text) ? "(" + text + ")" : text; }

class Math {
 public:
  explicit Math(std::string_view tex) : tex_(tex) {}

  bool done() const { return at_ >= tex_.size(); }

  // Up to the closing brace (taken) or the end.
  std::string sequence(int depth) {
    std::string out;
    while (at_ < tex_.size()) {
      if (tex_[at_] == '}') {
        ++at_;
        break;
      }
      item(depth, out);
    }
    return out;
  }

 private:
  void skip_space() {
    while (at_ < tex_.size() && std::isspace(static_cast<unsigned char>(tex_[at_])) != 0) ++at_;
  }

  // The next argument: a braced group, a command or one character.
  std::string argument(int depth) {
    skip_space();
    if (at_ >= tex_.size()) return "";
    std::string out;
    if (tex_[at_] == '{') {
      ++at_;
      out = sequence(depth + 1);
    } else {
      item(depth + 1, out);
    }
    return squeeze(out);
  }

  void skip_optional() {
    skip_space();
    if (at_ < tex_.size() && tex_[at_] == '[') {
      const size_t end = tex_.find(']', at_);
      at_ = end == std::string_view::npos ? tex_.size() : end + 1;
    }
  }

  void script(char kind, int depth, std::string& out) {
    const std::string raised = argument(depth);
    if (raised.empty()) return;
    while (!out.empty() && out.back() == ' ') out.pop_back();
    static constexpr std::string_view marks[] = {"*", "†", "‡", "°", "'", "⋆", "th", "st", "nd", "rd", "↑", "↓"};
    if (kind == '^' && std::find(std::begin(marks), std::end(marks), raised) != std::end(marks)) {
      out += raised;
    } else if (raised.starts_with("±")) {
      out += ' ' + raised;  // a spread set small beside its value
    } else if (out.empty() && kind == '^') {
      out += compound(raised) ? raised : "^" + raised;
    } else {
      out += kind + grouped(raised);
    }
  }

  void command(int depth, std::string& out) {
    ++at_;  // the backslash
    size_t end = at_;
    while (end < tex_.size() && std::isalpha(static_cast<unsigned char>(tex_[end])) != 0) ++end;
    if (end == at_ && end < tex_.size()) ++end;
    const std::string_view name = tex_.substr(at_, end - at_);
    at_ = end;
    if (end < tex_.size() && tex_[end] == '*' && name.size() > 3) ++at_;
    if (const auto symbol = symbols().find(name); symbol != symbols().end()) {
      out += symbol->second;
    } else if (name == "frac" || name == "dfrac" || name == "tfrac" || name == "nicefrac") {
      const std::string above = argument(depth);
      const std::string below = argument(depth);
      out += grouped(above) + "/" + grouped(below);
    } else if (name == "sqrt") {
      skip_optional();
      out += "√" + grouped(argument(depth));
    } else if (name == "begin" || name == "end" || name == "label" || name == "tag" || name == "hspace" ||
               name == "vspace" || name == "phantom" || name == "color") {
      argument(depth);
      if (name == "begin") skip_optional();
      out += ' ';
    } else if (name == "textcolor" || name == "colorbox") {
      skip_optional();
      argument(depth);
      out += argument(depth);
    } else if (is_layout(name)) {
      skip_delimiter_dot(name);
    } else if (name == "mathop" || name == "operatorname" || name.starts_with("text") || name.starts_with("math") ||
               name == "mbox" || name == "hbox" || name == "boldsymbol" || name == "bm" || name == "emph" ||
               name == "num") {
      text_argument(depth, out);
    } else if (name == "hat" || name == "bar" || name == "tilde" || name == "vec" || name == "overline" ||
               name == "underline" || name == "widehat" || name == "widetilde" || name == "dot" ||
               name == "overbrace" || name == "underbrace") {
      out += argument(depth);
    } else {
      out += name;  // \log, \max, ...
      if (at_ < tex_.size() && std::isspace(static_cast<unsigned char>(tex_[at_])) != 0) out += ' ';
    }
  }

  // Text keeps its spaces, also at its ends.
  void text_argument(int depth, std::string& out) {
    skip_space();
    if (at_ < tex_.size() && tex_[at_] == '{') {
      ++at_;
      out += sequence(depth + 1);
    } else {
      out += argument(depth);
    }
  }

  void skip_delimiter_dot(std::string_view name) {
    if ((name == "left" || name == "right") && at_ < tex_.size() && tex_[at_] == '.') ++at_;
  }

  void item(int depth, std::string& out) {
    const char c = tex_[at_];
    if (depth > max_depth) {  // nothing real is nested so deep
      ++at_;
    } else if (c == '\\' && at_ + 1 < tex_.size()) {
      command(depth, out);
    } else if (c == '^' || c == '_') {
      ++at_;
      script(c, depth, out);
    } else if (c == '{') {
      ++at_;
      out += sequence(depth + 1);
    } else if (c == '&' || c == '~' || c == '$') {
      ++at_;
      out += c == '$' ? "" : " ";
    } else if (c == '=' || c == '<' || c == '>') {
      ++at_;
      out += std::string(" ") + c + " ";
    } else if (c == '%') {  // a comment unless escaped
      const size_t end = tex_.find('\n', at_);
      at_ = end == std::string_view::npos ? tex_.size() : end + 1;
    } else {
      ++at_;
      out += c;
    }
  }

  std::string_view tex_;
  size_t at_ = 0;
};

}  // namespace

std::string math_text(std::string_view tex) {
  // A stray closing brace ends a sequence early: go on behind it.
  Math math(tex);
  std::string out;
  while (!math.done()) out += math.sequence(0);
  return squeeze(out);
}

}  // namespace colophon::document

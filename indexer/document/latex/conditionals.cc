#include "indexer/document/latex/conditionals.h"

#include <map>
#include <optional>
#include <set>

#include "indexer/document/latex/scanner.h"

namespace colophon::document {
namespace {

constexpr int max_depth = 64;

// The conditionals of TeX, e-TeX and common packages that end with \fi; \ifthenelse and its like take arguments.
bool is_primitive(std::string_view name) {
  static const std::set<std::string_view> names = {
      "if",     "ifx",       "ifnum",    "ifdim",      "ifcat", "ifodd",   "ifvmode",  "ifhmode", "ifmmode",
      "ifcase", "ifdefined", "ifcsname", "iffontchar", "ifpdf", "ifxetex", "ifluatex", "ifinner", "if@twocolumn"};
  return names.contains(name);
}

class Conditionals {
 public:
  explicit Conditionals(std::string_view tex) : tex_(tex) {}

  std::string run() {
    std::string out;
    take(0, tex_.size(), 0, out);
    return out;
  }

 private:
  // Where a conditional's parts end: its \else (or its \fi), and behind its \fi.
  struct Extent {
    size_t first_end, second_begin, fi, after;
  };

  // Copies a stretch, conditionals decided, switches set on the way.
  void take(size_t from, size_t to, int depth, std::string& out) {
    TexScanner scan(tex_.substr(0, to));
    scan.seek(from);
    while (!scan.done()) {
      if (scan.peek() != '\\') {
        out += scan.peek();
        scan.skip();
        continue;
      }
      const size_t start = scan.position();
      const std::string_view name = scan.command();
      if (name == "newif") {
        declare(scan.argument());
        continue;
      }
      if (set(name)) continue;
      const std::optional<bool> shown = value(name);
      if (!shown) {
        if (name != "fi" && name != "else") out += scan.between(start, scan.position());
        continue;
      }
      const std::optional<Extent> extent = depth < max_depth ? extent_of(scan.position(), to) : std::nullopt;
      if (!extent) continue;
      if (*shown) {
        take(scan.position(), extent->first_end, depth + 1, out);
      } else {
        take(extent->second_begin, extent->fi, depth + 1, out);
      }
      out += ' ';
      scan.seek(extent->after);
    }
  }

  void declare(std::string_view name) {
    if (name.starts_with("\\if")) switches_[std::string(name.substr(1))] = false;
  }

  // \draftfalse and \drafttrue of a declared \ifdraft.
  bool set(std::string_view name) {
    for (const bool on : {true, false}) {
      const std::string_view end = on ? "true" : "false";
      if (!name.ends_with(end)) continue;
      const auto found = switches_.find("if" + std::string(name.substr(0, name.size() - end.size())));
      if (found == switches_.end()) continue;
      found->second = on;
      return true;
    }
    return false;
  }

  // Whether a conditional takes its first branch; nothing for other commands.
  std::optional<bool> value(std::string_view name) const {
    if (name == "iffalse") return false;
    if (name == "iftrue" || is_primitive(name)) return true;
    const auto found = switches_.find(name);
    if (found == switches_.end()) return std::nullopt;
    return found->second;
  }

  std::optional<Extent> extent_of(size_t from, size_t to) const {
    TexScanner scan(tex_.substr(0, to));
    scan.seek(from);
    std::optional<Extent> otherwise;
    int open = 1;
    while (!scan.done()) {
      if (scan.peek() != '\\') {
        scan.skip();
        continue;
      }
      const size_t start = scan.position();
      const std::string_view name = scan.command();
      if (name == "newif") {
        scan.argument();
      } else if (value(name)) {
        ++open;
      } else if (name == "else" && open == 1 && !otherwise) {
        otherwise = Extent{start, scan.position(), 0, 0};
      } else if (name == "fi" && --open == 0) {
        if (!otherwise) otherwise = Extent{start, start, 0, 0};
        otherwise->fi = start;
        otherwise->after = scan.position();
        return otherwise;
      }
    }
    return std::nullopt;
  }

  std::string_view tex_;
  std::map<std::string, bool, std::less<>> switches_;
};

}  // namespace

std::string with_conditionals(std::string_view tex) { return Conditionals(tex).run(); }

}  // namespace colophon::document

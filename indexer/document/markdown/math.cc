#include "indexer/document/markdown/math.h"

#include <algorithm>

#include "indexer/document/latex/math_text.h"

namespace colophon::document {
namespace {

constexpr size_t max_inline = 500, max_display = 5000;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>#|~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

bool space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

class Replacer {
 public:
  explicit Replacer(const std::string& text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (!(at_line_start() && (fence() || indented_code())) && !code_span() && !formula()) out_ += text_[at_++];
    }
    return std::move(out_);
  }

 private:
  bool at_line_start() const { return at_ == 0 || text_[at_ - 1] == '\n'; }

  void copy_to(size_t end) {
    out_.append(text_, at_, end - at_);
    at_ = end;
  }

  size_t line_end(size_t from) const {
    const size_t end = text_.find('\n', from);
    return end == std::string::npos ? text_.size() : end + 1;
  }

  // ``` or ~~~ up to its closing line.
  bool fence() {
    const size_t mark = text_.find_first_not_of(" \t>", at_);
    if (mark == std::string::npos || (text_.compare(mark, 3, "```") != 0 && text_.compare(mark, 3, "~~~") != 0))
      return false;
    const std::string closing = text_.substr(mark, 3);
    size_t line = line_end(mark);
    while (line < text_.size()) {
      const size_t first = text_.find_first_not_of(" \t>", line);
      const size_t end = line_end(line);
      if (first != std::string::npos && text_.compare(first, 3, closing) == 0) {
        copy_to(end);
        return true;
      }
      line = end;
    }
    copy_to(text_.size());
    return true;
  }

  // After a blank line; a list's continuation lines look the same and hold no formula worth the risk.
  bool indented_code() {
    if (text_.compare(at_, 4, "    ") != 0 || (at_ >= 2 && text_[at_ - 2] != '\n')) return false;
    copy_to(line_end(at_));
    return true;
  }

  bool code_span() {
    if (text_[at_] != '`') return false;
    size_t run = text_.find_first_not_of('`', at_);
    if (run == std::string::npos) run = text_.size();
    const std::string ticks(run - at_, '`');
    const size_t limit = std::min(text_.size(), run + max_inline);
    for (size_t end = text_.find(ticks, run); end != std::string::npos && end < limit; end = text_.find(ticks, end)) {
      size_t after = text_.find_first_not_of('`', end);
      if (after == std::string::npos) after = text_.size();
      if (after - end == ticks.size()) {
        copy_to(after);
        return true;
      }
      end = after;
    }
    copy_to(run);
    return true;
  }

  bool formula() {
    if (text_[at_] == '\\') {
      if (between("\\(", "\\)", max_inline) || between("\\[", "\\]", max_display)) return true;
      if (at_ + 1 < text_.size()) {  // an escaped character opens nothing
        copy_to(at_ + 2);
        return true;
      }
      return false;
    }
    if (text_[at_] != '$') return false;
    if (between("$$", "$$", max_display)) return true;
    if (between("$`", "`$", max_inline)) return true;
    if (at_ + 1 >= text_.size() || space(text_[at_ + 1]) || text_[at_ + 1] == '$') return false;
    const size_t end = text_.find('$', at_ + 1);
    if (end == std::string::npos || end - at_ > max_inline || space(text_[end - 1])) return false;
    if (end + 1 < text_.size() && std::isdigit(static_cast<unsigned char>(text_[end + 1])) != 0) return false;
    return replace(at_ + 1, end, end + 1);
  }

  bool between(std::string_view open, std::string_view close, size_t limit) {
    if (text_.compare(at_, open.size(), open) != 0) return false;
    const size_t start = at_ + open.size();
    const size_t end = text_.find(close, start);
    if (end == std::string::npos || end == start || end - start > limit) return false;
    return replace(start, end, end + close.size());
  }

  bool replace(size_t start, size_t end, size_t after) {
    const std::string_view tex = std::string_view(text_).substr(start, end - start);
    if (tex.find("\n\n") != std::string_view::npos || tex.find('`') != std::string_view::npos) return false;
    out_ += escaped(math_text(tex));
    at_ = after;
    return true;
  }

  const std::string& text_;
  size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string with_readable_math(const std::string& markdown) { return Replacer(markdown).run(); }

}  // namespace colophon::document

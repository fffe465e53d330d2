#include "indexer/document/latex/scanner.h"

#include <string>

namespace colophon::document {
namespace {

bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@'; }

}  // namespace

void TexScanner::skip_space() {
  while (!done() && space(peek())) ++at_;
}

std::string_view TexScanner::command() {
  ++at_;  // the backslash
  const size_t start = at_;
  while (!done() && letter(peek())) ++at_;
  if (at_ == start) {
    if (!done()) ++at_;
    // A multibyte character is taken whole.
    while (!done() && (static_cast<unsigned char>(peek()) & 0xC0) == 0x80) ++at_;
    return tex_.substr(start, at_ - start);
  }
  const std::string_view name = tex_.substr(start, at_ - start);
  // Spaces after a name vanish, a blank line (a paragraph's end) does not.
  size_t end = at_;
  int lines = 0;
  while (end < tex_.size() && space(tex_[end])) lines += tex_[end++] == '\n' ? 1 : 0;
  if (lines < 2) at_ = end;
  return name;
}

std::string_view TexScanner::argument() {
  skip_space();
  if (done()) return "";
  const size_t start = at_;
  if (peek() == '\\') {
    ++at_;
    while (!done() && letter(peek())) ++at_;
    if (at_ == start + 1 && !done()) ++at_;
    return tex_.substr(start, at_ - start);
  }
  if (peek() != '{') {
    ++at_;
    while (!done() && (static_cast<unsigned char>(peek()) & 0xC0) == 0x80) ++at_;
    return tex_.substr(start, at_ - start);
  }
  int depth = 0;
  for (; !done(); ++at_) {
    if (peek() == '\\') {
      ++at_;
    } else if (peek() == '{') {
      ++depth;
    } else if (peek() == '}' && --depth == 0) {
      ++at_;
      return tex_.substr(start + 1, at_ - start - 2);
    }
  }
  at_ = tex_.size();
  return tex_.substr(start + 1);
}

std::optional<std::string_view> TexScanner::optional() {
  const size_t back = at_;
  skip_space();
  if (done() || peek() != '[') {
    at_ = back;
    return std::nullopt;
  }
  const size_t start = at_ + 1;
  int depth = 0;
  for (++at_; !done(); ++at_) {
    if (peek() == '\\') {
      ++at_;
    } else if (peek() == '{') {
      ++depth;
    } else if (peek() == '}') {
      --depth;
    } else if (peek() == ']' && depth <= 0) {
      ++at_;
      return tex_.substr(start, at_ - start - 1);
    }
  }
  at_ = back;  // a bracket that nothing closes is text
  return std::nullopt;
}

bool TexScanner::star() {
  if (done() || peek() != '*') return false;
  ++at_;
  return true;
}

std::string_view TexScanner::environment(std::string_view name) {
  const std::string open = "\\begin{" + std::string(name) + "}", close = "\\end{" + std::string(name) + "}";
  const size_t start = at_;
  int depth = 1;
  for (size_t i = at_; i < tex_.size();) {
    const size_t next = tex_.find('\\', i);
    if (next == std::string_view::npos) break;
    if (tex_.substr(next, open.size()) == open) {
      ++depth;
      i = next + open.size();
    } else if (tex_.substr(next, close.size()) == close) {
      if (--depth == 0) {
        at_ = next + close.size();
        return tex_.substr(start, next - start);
      }
      i = next + close.size();
    } else {
      i = next + 2;
    }
  }
  at_ = tex_.size();
  return tex_.substr(start);
}

}  // namespace colophon::document

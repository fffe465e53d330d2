// A cursor over TeX source: commands, groups, optional arguments. Never reads past the end; unbalanced braces end with
// it.
#pragma once

#include <optional>
#include <string_view>

namespace colophon::document {

class TexScanner {
 public:
  explicit TexScanner(std::string_view tex) : tex_(tex) {}

  bool done() const { return at_ >= tex_.size(); }
  char peek() const { return tex_[at_]; }
  bool looking_at(std::string_view text) const { return tex_.substr(at_, text.size()) == text; }
  size_t position() const { return at_; }
  void seek(size_t position) { at_ = position < tex_.size() ? position : tex_.size(); }
  void skip(size_t count = 1) { seek(at_ + count); }
  void skip_space();
  // The source between two positions.
  std::string_view between(size_t from, size_t to) const { return tex_.substr(from, to - from); }

  // At a backslash: the command's name, letters (and "@") or one other character; a star stays unread. The spaces after
  // a name of letters are taken, as TeX does.
  std::string_view command();
  // A mandatory argument without its braces: a group, a command with its backslash, or one character. "" at the end.
  std::string_view argument();
  // An argument in square brackets, without them.
  std::optional<std::string_view> optional();
  bool star();
  // The rest up to the matching \end{name}, which is taken.
  std::string_view environment(std::string_view name);

 private:
  std::string_view tex_;
  size_t at_ = 0;
};

}  // namespace colophon::document

// Plain text: paragraphs between blank lines, headings by numbering and underlining, lists, tables of aligned columns.
#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "indexer/document/outline.h"
#include "indexer/document/reader.h"
#include "indexer/document/table_shape.h"

namespace colophon::document {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool blank(std::string_view line) { return squeeze(line).empty(); }

// The cells of a line in a table of aligned columns: tabs, bars, or two spaces and more between them.
std::vector<std::string> columns_of(std::string_view line) {
  static const RE2 separator(R"((\s*[|│┃]\s*|\t+|\s{2,}))");
  std::vector<std::string> cells;
  std::string_view rest = line;
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '|')) rest.remove_prefix(1);
  while (!rest.empty() && (rest.back() == ' ' || rest.back() == '|' || rest.back() == '\t')) rest.remove_suffix(1);
  re2::StringPiece gap;
  while (!rest.empty() && RE2::PartialMatch(rest, separator, &gap)) {
    cells.push_back(squeeze(rest.substr(0, static_cast<size_t>(gap.data() - rest.data()))));
    rest.remove_prefix(static_cast<size_t>(gap.data() - rest.data()) + gap.size());
  }
  cells.push_back(squeeze(rest));
  return cells;
}

bool is_ruler(std::string_view line) {
  static const RE2 pattern(R"([\s\-=_+|:─━┼│]*[\-=_─━]{3,}[\s\-=_+|:─━┼│]*)");
  return RE2::FullMatch(line, pattern);
}

class TextReader {
 public:
  TextReader(std::string_view text, Outline& outline) : lines_(lines_of(text)), outline_(outline) {}

  void run() {
    title();
    while (at_ < lines_.size()) {
      if (blank(lines_[at_]) || is_ruler(lines_[at_])) {
        ++at_;
      } else if (!heading() && !table() && !item()) {
        paragraph();
      }
    }
  }

 private:
  bool starts_block(size_t i) const { return i == 0 || blank(lines_[i - 1]) || is_ruler(lines_[i - 1]); }
  bool ends_block(size_t i) const { return i + 1 >= lines_.size() || blank(lines_[i + 1]); }

  // A short line on its own at the top.
  void title() {
    while (at_ < lines_.size() && blank(lines_[at_])) ++at_;
    if (at_ >= lines_.size() || !ends_block(at_) || columns_of(lines_[at_]).size() > 1) return;
    const std::string line = squeeze(lines_[at_]);
    if (!is_heading_line(line) || heading()) return;
    outline_.set_title(line);
    outline_.add(BlockKind::heading, line);
    ++at_;
  }

  bool heading() {
    static const RE2 numbered(R"(\s*(\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2})+)[.、]?\s+(\p{Lu}|\p{Han}).{0,80})");
    static const RE2 chinese(R"(\s*(?:第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]+、)\s*\S.{0,60})");
    static const RE2 named(
        R"((?i)\s*(?:abstract|introduction|references|bibliography|conclusions?|limitations|appendix|摘要|引言|参考文献|结论|附录)\s*:?)");
    static const RE2 capitals(R"(\s*[A-Z][A-Z0-9 \-&:]{3,60})");
    const std::string_view line = lines_[at_];
    const std::string text = squeeze(line);
    if (!is_heading_line(text)) return false;
    static const RE2 underline(R"(\s*(?:={3,}|-{3,})\s*)");
    if (at_ + 1 < lines_.size() && starts_block(at_) && RE2::FullMatch(lines_[at_ + 1], underline) &&
        columns_of(line).size() == 1) {
      outline_.heading(lines_[at_ + 1].find('=') != std::string_view::npos ? 1 : 2, text);
      at_ += 2;
      return true;
    }
    if (!starts_block(at_)) return false;
    const bool is_named = RE2::FullMatch(line, named);
    if (!is_named && !ends_block(at_)) return false;
    std::string number;
    int level = 0;
    if (!is_named && RE2::FullMatch(line, numbered, &number, nullptr)) {
      level = 1 + static_cast<int>(std::count(number.begin(), number.end(), '.'));
    } else if (is_named || RE2::FullMatch(line, chinese) || RE2::FullMatch(line, capitals)) {
      level = 1;
    }
    if (level == 0) return false;
    outline_.heading(level, text);
    ++at_;
    return true;
  }

  // Three lines and more of the same number of columns, rulers aside, with a value among them.
  bool table() {
    Table found;
    size_t columns = 0, i = at_;
    int header_rows = 0;
    for (; i < lines_.size() && !blank(lines_[i]); ++i) {
      if (is_ruler(lines_[i])) {
        if (found.rows.size() == 1) header_rows = 1;
        continue;
      }
      const std::vector<std::string> cells = columns_of(lines_[i]);
      if (columns == 0) columns = cells.size();
      if (cells.size() != columns || columns < 2) break;
      auto& row = found.rows.emplace_back();
      for (const std::string& text : cells) {
        RichText rich;
        rich.append(text);
        row.push_back(rich.cell());
      }
    }
    const bool values = std::any_of(found.rows.begin(), found.rows.end(), [](const auto& row) {
      return std::any_of(row.begin() + 1, row.end(), [](const Cell& cell) { return is_number(cell.core); });
    });
    if (found.rows.size() < 3 || !values) return false;
    outline_.table(std::move(found), header_rows);
    at_ = i;
    return true;
  }

  static bool is_item(std::string_view line) {
    static const RE2 pattern(R"(\s*(?:[-*•·●▪]|\(?\d{1,2}[.)]|\[\d{1,3}\])\s+\S.*)");
    return RE2::FullMatch(line, pattern);
  }

  bool item() {
    if (!is_item(lines_[at_])) return false;
    static const RE2 bullet(R"(^\s*[-*•·●▪]\s+)");
    std::string text(lines_[at_++]);
    RE2::Replace(&text, bullet, "");
    gather(text);
    outline_.add(BlockKind::list_item, squeeze(text));
    return true;
  }

  void paragraph() {
    std::string text(lines_[at_++]);
    gather(text);
    outline_.add(BlockKind::paragraph, squeeze(text));
  }

  // The lines that go on; a word hyphenated at a line's end is joined.
  void gather(std::string& text) {
    static const RE2 hyphenated(R"(\p{Ll}-\s*$)");
    while (at_ < lines_.size() && !blank(lines_[at_]) && !is_item(lines_[at_]) && !is_ruler(lines_[at_])) {
      const std::string line = squeeze(lines_[at_++]);
      if (RE2::PartialMatch(text, hyphenated) && !line.empty() && line[0] >= 'a' && line[0] <= 'z') {
        text.erase(text.find_last_of('-'));
        text += line;
      } else {
        text += " " + line;
      }
    }
  }

  std::vector<std::string_view> lines_;
  size_t at_ = 0;
  Outline& outline_;
};

}  // namespace

Document read_text(std::string_view utf8, const std::string& name) {
  Outline outline(name, "text");
  TextReader(utf8, outline).run();
  return outline.finish();
}

}  // namespace colophon::document

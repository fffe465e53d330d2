#include "indexer/document/outline.h"

#include <re2/re2.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "indexer/document/table_shape.h"

namespace colophon::document {
namespace {

size_t characters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

// "3.2 Data" -> "3.2", "Data". A number of one level needs a dot or a space after it; a letter alone needs a dot.
void split_number(std::string_view whole, std::string& number, std::string& title, bool& appendix) {
  static const RE2 pattern(
      R"(^((?:Appendix|附录)\s*[A-Z]?|\d{1,2}(?:\.\d{1,2}){0,4}|[A-Z](?:\.\d{1,2}){1,4}|[A-Z]\.|[IVX]{1,5}\.|第?[一二三四五六七八九十]{1,3}[章节、.．])[.、:：)）]?\s*(.*)$)");
  static const RE2 separated(
      R"(^(?:\d{1,2}(?:\.\d{1,2}){0,4}[.、:：)）]*\s|\d{1,2}(?:\.\d{1,2})+\s*\p{Han}|\d{1,2}、|[A-Z第一二三四五六七八九十附]).*)");
  std::string found, rest;
  if (RE2::FullMatch(whole, pattern, &found, &rest) && !rest.empty() && RE2::FullMatch(whole, separated)) {
    while (!found.empty() && (found.back() == '.' || found.back() == ' ')) found.pop_back();
    number = found;
    title = rest;
    appendix = appendix || found.starts_with("Appendix") || found.starts_with("附录");
    return;
  }
  title = std::string(whole);
}

// Who speaks next in a printed conversation, "User:" or "### Assistant", or a part of it.
bool is_turn(std::string_view text) {
  static const RE2 pattern(
      R"((?i)\W*(?:(?:user|human|assistant|system|bot)(?: (?:prompt|message|query|turn))?|(?:model )?(?:response|output|answer)|prompt|query|question|instruction|input|用户|助手|系统|人类|提问|回答|回复|问题|答案|输入|输出|指令)(?: ?#?\d{1,2})?\s*[:：])");
  static const RE2 speaker(R"((?i)\W*(?:user|human|assistant|system|bot|用户|助手)(?: ?#?\d{1,2})?\W*)");
  return RE2::FullMatch(text, pattern) || RE2::FullMatch(text, speaker);
}

bool introduces(std::string_view text) {
  return (text.ends_with(":") || text.ends_with("：")) && characters(text) <= 100;
}

}  // namespace

std::string table_caption_id(std::string_view text) {
  static const RE2 pattern(
      R"((?i)^(Table|Tab\.|表格?)\s*((?:[A-Z]\.?)?\d+(?:[.\-]\d+)*|(?-i:[A-Z]))(\s*[:：.。|]|\s+|[^\d\s]|$)(.*)$)");
  static const RE2 prose(
      R"((?i)^\s*(?:\([a-z]\)\s*)?(?:and\b|also\b|shows?\b|presents?\b|lists?\b|reports?\b|summari[sz]es?\b|compares?\b|provides?\b|gives?\b|illustrates?\b|details?\b|contains?\b|展示|列出|给出|所示|显示|中|是|为|总结|对比了|汇总了|报告了))");
  std::string word, number, separator, rest;
  if (!RE2::FullMatch(text, pattern, &word, &number, &separator, &rest)) return "";
  static const RE2 punctuation(R"(\s*[:：.。|])");
  const bool punctuated = RE2::FullMatch(separator, punctuation);
  if (!punctuated && (characters(text) > 200 || RE2::PartialMatch(separator + rest, prose))) return "";
  if (word.starts_with("表"))
    word = "表";
  else
    word = "Table";
  return word + " " + number;
}

bool is_figure_caption(std::string_view text) {
  static const RE2 pattern(R"((?i)^(?:Figure|Fig\.|图)\s*[A-Z]?\.?\d+(?:[.\-]\d+)*\s*[:：.。|].*)");
  return RE2::FullMatch(text, pattern);
}

bool is_heading_line(std::string_view text) {
  static const RE2 sentence(R"([.。!！;；,，]$|[.。!！?？;；]\s*\S.*[.。:：]$)");
  return !text.empty() && characters(text) <= 90 && !RE2::PartialMatch(text, sentence) && !is_turn(text);
}

Outline::Outline(const std::string& report, const std::string& format) {
  document_.report = report;
  document_.format = format;
}

void Outline::heading(int level, std::string_view title, std::string_view number, bool appendix) {
  const std::string whole = without_emoji(title);
  // "English | 中文" at the top of a page leads to its translations and heads nothing.
  static const RE2 languages(R"((?i).*(?:english.*[|｜/]|[|｜/].*english).*)");
  if (whole.empty() || RE2::FullMatch(whole, languages)) return;
  Section section;
  section.level = level;
  section.appendix = appendix;
  section.number = std::string(number);
  section.title = whole;
  if (number.empty()) split_number(whole, section.number, section.title, section.appendix);
  for (section.parent = section_; section.parent >= 0;) {
    const Section& above = document_.sections[static_cast<size_t>(section.parent)];
    if (above.level < level) {
      section.appendix = section.appendix || above.appendix;
      break;
    }
    section.parent = above.parent;
  }
  section_ = static_cast<int>(document_.sections.size());
  heading_level_ = level;
  const std::string text = number.empty() ? whole : std::string(number) + " " + whole;
  document_.sections.push_back(std::move(section));
  Block block;
  block.kind = BlockKind::heading;
  block.text = text;
  block.section = section_;
  document_.blocks.push_back(std::move(block));
}

void Outline::subheading(std::string_view title) {
  const int level = heading_level_;
  heading(level + 1, title);
  heading_level_ = level;
}

void Outline::add(BlockKind kind, std::string text) {
  if (text.empty()) return;
  Block block;
  block.kind = kind;
  block.section = section_;
  if (kind == BlockKind::paragraph || kind == BlockKind::caption) {
    const std::string id = table_caption_id(text);
    if (!id.empty()) {
      block.kind = BlockKind::caption;
      // Below its table, unless that already has its own.
      if (!document_.blocks.empty() && document_.blocks.back().kind == BlockKind::table) {
        const int above = document_.blocks.back().table;
        Table& table = document_.tables[static_cast<size_t>(above)];
        if (table.id.empty()) {
          table.id = id;
          table.caption = text;
          block.table = above;
        }
      }
    } else if (is_figure_caption(text)) {
      block.kind = BlockKind::caption;
    }
  }
  if ((kind == BlockKind::paragraph || kind == BlockKind::list_item) && in_references())
    block.kind = BlockKind::reference;
  block.text = std::move(text);
  document_.blocks.push_back(std::move(block));
}

bool Outline::in_references() const {
  static const RE2 pattern(R"((?i)(?:references?|bibliography|works cited|参考文献|参考资料))");
  return section_ >= 0 && RE2::FullMatch(document_.sections[static_cast<size_t>(section_)].title, pattern);
}

void Outline::paragraph(const RichText& text) {
  std::string line = text.text();
  if (text.bold() && is_heading_line(line) && table_caption_id(line).empty() && !is_figure_caption(line)) {
    subheading(line);
  } else {
    add(BlockKind::paragraph, std::move(line));
  }
}

void Outline::table(Table table, int declared_header_rows) {
  shape_table(table, declared_header_rows);
  if (table.rows.empty()) return;
  const int index = static_cast<int>(document_.tables.size());
  if (!table.caption.empty()) {
    if (table.id.empty()) table.id = table_caption_id(table.caption);
  } else if (!document_.blocks.empty()) {
    Block& before = document_.blocks.back();
    if (before.kind == BlockKind::caption && before.table < 0 && !is_figure_caption(before.text)) {
      before.table = index;
      table.caption = before.text;
      table.id = table_caption_id(before.text);
    } else if (before.kind != BlockKind::heading && before.kind != BlockKind::table && introduces(before.text)) {
      table.caption = before.text;
    } else if (section_ >= 0) {
      table.caption = document_.sections[static_cast<size_t>(section_)].title;
    }
  }
  table.section = section_;
  Block block;
  block.kind = BlockKind::table;
  block.section = section_;
  block.table = index;
  document_.tables.push_back(std::move(table));
  document_.blocks.push_back(std::move(block));
}

Document Outline::finish() {
  if (document_.title.empty()) {
    // The first heading of the top level, unless it is only a part's name.
    static const RE2 part(
        R"((?i)(?:table of )?contents|(?:model )?(?:introduction|overview|description|summary|details)|abstract|news.*|updates?|what is .*|目录|(?:模型)?(?:简介|介绍|概述|结构|下载)|项目介绍|最新消息|新闻|摘要|.*更新.*)");
    const auto top = std::min_element(document_.sections.begin(), document_.sections.end(),
                                      [](const Section& a, const Section& b) { return a.level < b.level; });
    if (top != document_.sections.end() && top->number.empty() && !RE2::FullMatch(top->title, part)) {
      document_.title = top->title;
    }
  }
  document_.finish();
  return std::move(document_);
}

}  // namespace colophon::document

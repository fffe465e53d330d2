#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>

#include "indexer/document/pdf/layout.h"
#include "indexer/document/roles.h"

namespace colophon::document::pdf {
namespace {

bool mostly_bold(const Line& line) {
  size_t bold = 0, all = 0;
  for (const Word& word : line.words) {
    all += word.text.size();
    if (word.bold) bold += word.text.size();
  }
  return all > 0 && 10 * bold >= 8 * all;
}

// Small capitals and all capitals set headings as bold does elsewhere.
bool all_capitals(std::string_view text) {
  size_t upper = 0, lower = 0;
  for (const char c : text) {
    upper += c >= 'A' && c <= 'Z';
    lower += c >= 'a' && c <= 'z';
  }
  return upper >= 4 && lower == 0;
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) >= 0xE4);
  });
}

}  // namespace

bool is_section_name(std::string_view title) {
  static const RE2 pattern(
      R"((?i)(abstract|introduction|conclusions?|references?|bibliography|appendix|appendices|acknowledge?ments?|limitations?|contributions?|contents|related work|discussion|摘要|引言|结论|参考文献|附录|致谢|目录))");
  return RE2::FullMatch(re2::StringPiece(title.data(), title.size()), pattern);
}

std::optional<Heading> heading_of(const Page&, const Line& line, const Style& style) {
  constexpr size_t longest = 140;  // bytes
  const std::string text = line.text();
  if (text.size() < 3 || text.size() > longest || starts_caption(text)) return std::nullopt;
  static const RE2 other(R"([=∑∏∫∈≤≥→]|->|^\([a-z]\)\s)");  // an equation, a diagram's label, a part of a figure
  if (RE2::PartialMatch(text, other)) return std::nullopt;
  Heading heading;
  heading.size = line.size;
  heading.bold = mostly_bold(line);
  const bool large = line.size > 1.08f * style.size;
  const bool capitals = all_capitals(text);
  const bool stands_out = heading.bold || large || capitals;

  static const RE2 numbered(R"((?:(?:Appendix|APPENDIX|附录)\s+)?((?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,4})\.?:?\s+(\S.*))");
  static const RE2 numbered_appendix(R"((?:Appendix|APPENDIX|附录)\s*([A-Z](?:\.\d{1,2}){0,3})\s*[:.：]?\s*(.*))");
  static const RE2 chinese(R"((第[一二三四五六七八九十\d]+[章节]|[一二三四五六七八九十]+、)\s*(\S.*))");
  std::string number, title;
  if (RE2::FullMatch(text, numbered_appendix, &number, &title) && stands_out) {
    heading.number = number;
    heading.title = title.empty() ? text : title;
    heading.depth = 1 + static_cast<int>(std::count(number.begin(), number.end(), '.'));
    return heading;
  }
  if (RE2::FullMatch(text, numbered, &number, &title) && stands_out && has_letter(title) && !title.ends_with(',')) {
    const bool letter = number[0] >= 'A' && number[0] <= 'Z';
    const bool prose = title.ends_with('.') && title.size() > 60;
    // "A strong model ..." starts with a letter, too: an appendix stands out by weight and size.
    if (!prose && (!letter || heading.bold || large || number.size() > 1)) {
      heading.number = number;
      heading.title = title;
      heading.depth = 1 + static_cast<int>(std::count(number.begin(), number.end(), '.'));
      return heading;
    }
  }
  if (RE2::FullMatch(text, chinese, &number, &title) && stands_out) {
    heading.number = number;
    heading.title = title;
    heading.depth = 1;
    return heading;
  }
  return unnumbered_heading_of(line, style);
}

std::optional<Heading> unnumbered_heading_of(const Line& line, const Style& style) {
  Heading heading;
  const std::string text = heading.title = line.text();
  heading.size = line.size;
  heading.bold = mostly_bold(line);
  const bool large = line.size > 1.08f * style.size;
  const bool larger = line.size > 1.2f * style.size;  // stands out by that alone, in fonts that tell no weight
  const bool capitals = all_capitals(text);
  if (is_section_name(text) && (heading.bold || large || capitals || text.size() < 16)) return heading;
  if (!has_letter(text) || text.ends_with(',') || text.ends_with(';') || is_formula(text)) return std::nullopt;
  const bool sentence = ends_sentence(text);
  if (large && (heading.bold || capitals || larger) && !sentence) return heading;
  if (heading.bold && !sentence && line.size > 0.98f * style.size && text.size() < 80) return heading;
  return std::nullopt;
}

bool Numbering::follows(const Heading& heading) const {
  const std::string& number = heading.number;
  if (number.empty()) return true;
  const bool deep = heading.depth > 1;
  if (number[0] >= 'A' && number[0] <= 'Z') {
    return number[0] == 'A' || (letter_ != 0 && number[0] > letter_ - (deep ? 1 : 0) && number[0] <= letter_ + 3);
  }
  if (number[0] < '0' || number[0] > '9') return true;  // Chinese
  const int first = std::atoi(number.c_str());
  if (chapter_ == 0) return !deep || number.ends_with(".1");
  if (!deep && heading.size < chapter_size_ - 0.4f) return false;
  return first > chapter_ - (deep ? 1 : 0) && first <= chapter_ + 3;
}

void Numbering::take(const Heading& heading) {
  if (heading.number.empty()) return;
  const char first = heading.number[0];
  if (first >= 'A' && first <= 'Z') letter_ = first;
  if (first < '0' || first > '9') return;
  chapter_ = std::atoi(heading.number.c_str());
  if (heading.depth == 1) chapter_size_ = heading.size;
}

std::string run_in_heading(const Line& line) {
  std::string title;
  size_t bold = 0;
  for (const Word& word : line.words) {
    if (!word.bold) break;
    if (!title.empty() && word.space_before) title += ' ';
    title += word.text;
    ++bold;
  }
  if (bold == 0 || bold == line.words.size() || title.size() < 4 || title.size() > 80) return "";
  const bool ended = title.ends_with('.') || title.ends_with(':') || title.ends_with("。") || title.ends_with("：");
  if (!ended) return "";
  while (!title.empty() && (title.ends_with('.') || title.ends_with(':'))) title.pop_back();
  for (const std::string_view stop : {"。", "："}) {
    if (title.ends_with(stop)) title.resize(title.size() - stop.size());
  }
  return has_letter(title) ? title : "";
}

}  // namespace colophon::document::pdf

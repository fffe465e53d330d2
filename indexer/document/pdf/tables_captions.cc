#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

constexpr float kLeading = 1.7f;  // of the caption's size: further down is another text

bool overlaps(const Box& a, const Box& b) { return std::min(a.x1, b.x1) > std::max(a.x0, b.x0); }

bool rule_between(const Page& page, const Line& above, const Line& below) {
  return std::any_of(page.rules.begin(), page.rules.end(), [&](const Rule& rule) {
    return rule.horizontal() && rule.y0 > above.baseline + 1 && rule.y0 < below.baseline - 0.5f * below.size &&
           std::min(rule.x1, above.box.x1) > std::max(rule.x0, above.box.x0);
  });
}

}  // namespace

std::vector<Caption> find_captions(const Page& page) {
  static const RE2 kStart(
      R"(^(?i:(Table|Tab\.)\s*([A-Z]?\.?\d+(?:\.\d+)?[a-z]?))\s*([:.|：]|$|\s+[A-Z])|^(附?表)\s*([A-Z]?\d+(?:[-.]\d+)?)\s*([:：.、]|$|\s))");
  std::vector<Caption> captions;
  for (int i = 0; i < static_cast<int>(page.lines.size()); ++i) {
    const Line& first = page.lines[i];
    std::string word, number, mark, han, han_number, han_mark;
    if (!RE2::PartialMatch(first.text(), kStart, &word, &number, &mark, &han, &han_number, &han_mark)) continue;
    // "Table 3 shows ..." opens a sentence, not a caption, unless a mark or another font sets the number off.
    if (han.empty() && mark.size() > 1 && !first.words.front().bold) continue;
    Caption caption;
    caption.id = han.empty() ? "Table " + number : han + " " + han_number;
    caption.text = first.text();
    caption.box = first.box;
    caption.lines = {i};
    const Line* last = &first;
    for (int k = i + 1; k < static_cast<int>(page.lines.size()) && caption.lines.size() < 12; ++k) {
      const Line& next = page.lines[k];
      if (next.baseline <= last->baseline + 0.3f * first.size || !overlaps(next.box, caption.box)) continue;
      if (next.baseline - last->baseline > kLeading * first.size ||
          std::fabs(next.size - first.size) > 0.12f * first.size)
        break;
      if (next.box.x0 < caption.box.x0 - 40 && next.box.x1 > caption.box.x1 + 40) break;
      if (rule_between(page, *last, next) || RE2::PartialMatch(next.text(), kStart)) break;
      caption.text += ' ' + next.text();
      caption.box = {std::min(caption.box.x0, next.box.x0), caption.box.y0, std::max(caption.box.x1, next.box.x1),
                     next.box.y1};
      caption.lines.push_back(k);
      last = &next;
    }
    captions.push_back(std::move(caption));
  }
  return captions;
}

}  // namespace colophon::document::pdf

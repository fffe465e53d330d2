#include <algorithm>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

constexpr float kReach = 80.0f;  // points around a caption in which a ruled table is its own
constexpr float kGap = 2.2f;     // em between the baselines of rows that belong together
constexpr size_t kWords = 6;     // more in one phrase is prose

bool numeric(const Phrase& phrase) { return is_number(phrase.core()) || is_number_list(phrase.core()); }

bool has_ruled_table(const Caption& caption, const std::vector<Region>& regions) {
  return std::any_of(regions.begin(), regions.end(), [&](const Region& region) {
    return std::min(region.box.x1, caption.box.x1) > std::max(region.box.x0, caption.box.x0) &&
           region.box.y0 < caption.box.y1 + kReach && region.box.y1 > caption.box.y0 - kReach;
  });
}

bool is_header(const Row& row) {
  return row.phrases.size() >= 2 && std::none_of(row.phrases.begin(), row.phrases.end(), [](const Phrase& phrase) {
           return (numeric(phrase) && !is_size(phrase.text())) || phrase.words.size() > kWords;
         });
}

// A name, then numbers and dashes, each under one name of the header.
bool is_data_under(const Row& row, const Row& header) {
  if (row.phrases.size() < 2 || numeric(row.phrases[0]) || row.phrases[0].words.size() > kWords) return false;
  return std::all_of(row.phrases.begin() + 1, row.phrases.end(), [&](const Phrase& phrase) {
    const auto over = std::count_if(header.phrases.begin(), header.phrases.end(), [&](const Phrase& name) {
      return std::min(name.box.x1, phrase.box.x1) > std::max(name.box.x0, phrase.box.x0);
    });
    return over == 1 && (numeric(phrase) || is_dash(phrase.text()));
  });
}

}  // namespace

void add_unruled(const Page& page, const std::vector<Caption>& captions, std::vector<Region>& regions) {
  for (const Caption& caption : captions) {
    if (has_ruled_table(caption, regions)) continue;
    const std::vector<Row> rows =
        rows_in(page, {caption.box.x0 - kReach, caption.box.y1, page.width, caption.box.y1 + page.height});
    if (rows.empty() || !is_header(rows[0]) || rows[0].baseline - caption.box.y1 > 2 * kGap * rows[0].size) continue;
    size_t end = 1;
    while (end < rows.size() && rows[end].baseline - rows[end - 1].baseline <= kGap * rows[end].size &&
           is_data_under(rows[end], rows[0]))
      ++end;
    if (end < 3) continue;
    Region region;
    region.box = {page.width, rows[0].baseline - rows[0].size, 0, rows[end - 1].baseline + 0.35f * rows[end - 1].size};
    for (size_t r = 0; r < end; ++r) {
      region.box.x0 = std::min(region.box.x0, rows[r].phrases.front().box.x0 - 2);
      region.box.x1 = std::max(region.box.x1, rows[r].phrases.back().box.x1 + 2);
    }
    region.rules = {region.box.y0, (rows[0].baseline + rows[1].baseline - rows[1].size) / 2 + 1, region.box.y1};
    regions.push_back(std::move(region));
  }
}

}  // namespace colophon::document::pdf

#include "indexer/extract/candidate.h"

namespace colophon::extract {

schema::Evidence evidence_at(const document::Document& document, const Place& place) {
  const document::Block& block = document.blocks[place.block];
  schema::Evidence evidence;
  evidence.page = block.page;
  if (block.section >= 0) evidence.section = document.sections[block.section].title;
  evidence.quote = block.text.substr(place.span.begin, place.span.end - place.span.begin);
  if (place.table >= 0) {
    const document::Table& table = document.tables[place.table];
    evidence.table = table.id;
    if (table.page > 0) evidence.page = table.page_of(place.row >= 0 ? static_cast<size_t>(place.row) : 0);
    if (place.row >= 0) evidence.row = table.row_header(place.row);
    if (place.column >= 0) evidence.column = table.column_header(place.column);
  }
  return evidence;
}

}  // namespace colophon::extract

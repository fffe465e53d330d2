// What a report says of itself: title, organisation, date, language, licence, repository, arXiv identifier.
#pragma once

#include <string_view>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "schema/record.h"

namespace colophon::extract {

// Fills the record's title, organization, release_date, language, licence, repository and arxiv from the document, and
// the two hints from `path_hint` alone.
void read_metadata(const document::Document& document, const ModelNames& models, std::string_view path_hint,
                   schema::Record& record);

}  // namespace colophon::extract

// For a report that nowhere says "we introduce X": the names that its title, headings, first words and table headers
// turn around are taken for its own.
#pragma once

#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models_principal.h"

namespace colophon::extract {

// The most telling name and those of its family, or none where no name stands out.
std::vector<Principal> most_telling_names(const document::Document& document);

}  // namespace colophon::extract

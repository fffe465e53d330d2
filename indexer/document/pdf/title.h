// What the first page says of the report itself.
#pragma once

#include <string>

#include "indexer/document/pdf/layout.h"

namespace colophon::document::pdf {

// The title: the first page's largest text in its upper half, over as many lines as it has; "" where nothing stands
// out.
std::string find_title(const Page& first, const std::vector<bool>& furniture, const Style& style,
                       const LineJoiner& joiner);

// A date that stands on a short line of its own on the first page ("March 17, 2025", "Date: 2025-03-17"); "" if none.
std::string find_date_line(const Page& first);

}  // namespace colophon::document::pdf

// BibTeX for reports.
#pragma once

#include <string>
#include <vector>

#include "schema/record.h"

namespace colophon::query {

// One @techreport a record, with keys that are unique among them.
std::string bibtex(const std::vector<schema::Record>& records);

}  // namespace colophon::query

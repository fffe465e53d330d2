// Who discloses what, and how a field moved over time.
#pragma once

#include <string>
#include <vector>

#include "query/library.h"
#include "query/table.h"

namespace colophon::query {

// A row a report. With `fields`: "yes" where it is disclosed; without: for each section of the checklist how many of
// its items are, "12/40". The last row has the totals.
Table coverage(Library& library, const Condition& where, const std::vector<std::string>& fields);

// A row a quarter (or year, where months are not stated): the reports, and of their values the shares (words) or the
// least, the middle and the greatest (numbers).
Table timeline(Library& library, const Condition& where, const std::string& field);

}  // namespace colophon::query

// A table with the column names of Epoch AI's notable-models data set (epoch.ai/data), a row a model, so that it can be
// appended to that table. Each typed column has a notes column: the report, the page and the quote that state it. What
// the data set has columns for and reports do not tell (authors, citations, access) is left empty.
#pragma once

#include "query/library.h"
#include "query/plan.h"
#include "query/table.h"

namespace colophon::query {

Table epoch_table(Library& library, const Condition& where);

}  // namespace colophon::query

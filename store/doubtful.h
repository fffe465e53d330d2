// Which of a model's values an answer rests on, where its report has several for one field.
//
// An algorithm that is explained before the one that is used, a context length met in passing: such a value has a far
// lower confidence than its neighbour, and is wrong two times in three (measured on 43 curated reports; of lone values
// as unsure, half are right). Open lists (data sources, rewards) and values that combine (FP8 in mixed precision)
// really are several, some said only once, and stay. A yes-or-no item cannot be both: the surer answer stays, of equals
// the denial, which nobody writes by the way.
#pragma once

#include <vector>

#include "schema/record.h"

namespace colophon::store {

// Removes the doubtful ones from the facts of one model. `colophon show` and the exports of records still have them.
void leave_out_doubtful(std::vector<schema::Fact>& facts);

}  // namespace colophon::store

// Strokes as drawn to rules as seen: collinear pieces that touch are one, doubles are dropped.
#pragma once

#include <vector>

#include "indexer/document/pdf/page.h"

namespace colophon::document::pdf {

std::vector<Rule> join_rules(std::vector<Rule> pieces);

}  // namespace colophon::document::pdf

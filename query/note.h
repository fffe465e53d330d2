// The reading note of one report, in the order of the reading guide: a summary made of facts, the six highlights, the
// training pipeline as a diagram, then the eight sections with every item filled or said to be not disclosed. Markdown
// with YAML front matter; every statement names its page.
#pragma once

#include <string>

#include "schema/record.h"

namespace colophon::query {

enum class Language { en, zh };

std::string reading_note(const schema::Record& record, Language language);

}  // namespace colophon::query

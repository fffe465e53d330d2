// The reading note of one report, in the order of the reading guide: a summary made of facts, the six highlights, the
// training pipeline as a diagram, then the eight sections with every item filled or said to be not disclosed. Markdown
// with YAML front matter; every statement names its page.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "schema/record.h"

namespace colophon::query {

enum class Language { en, zh };

// The one that is asked for, "zh" or "en"; of "" the report's own.
Language note_language(const schema::Record& record, std::string_view wanted);
std::string_view language_code(Language language);  // "zh", "en"

std::string reading_note(const schema::Record& record, Language language);

// {"format", "report", "language", "markdown"}.
nlohmann::json note_to_json(const schema::Record& record, Language language);

}  // namespace colophon::query

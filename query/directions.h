// Which way a measurement counts: error rates and perplexities are the better the lower.
#pragma once

#include <string_view>

namespace colophon::query {

// Whether a score's benchmark or setting names such a measure ("WER"); the words are data (lexicons/settings.json).
bool lower_is_better(std::string_view benchmark, std::string_view setting);

}  // namespace colophon::query

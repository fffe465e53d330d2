// The query language's answers: fields alone give the models they hold for; with text, the passages that have it, in
// the reports where the fields hold.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "query/answer.h"
#include "query/library.h"

namespace colophon::query {

// At most `limit` passages; the statements of the first `most` reports, as run has them. Throws schema::Error(usage)
// for a malformed query (language.h).
Answers search(std::string_view query, Library& library, size_t limit, size_t most = usual_reports);

// As answers_to_json, with the query as "question" and what it was read as as "interpretation".
nlohmann::json search_to_json(const Answers& answers, std::string_view query);

}  // namespace colophon::query

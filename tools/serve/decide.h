// A person's decision that a client sends: what `colophon review accept`, `set` and so on do (query/curate.h).
#pragma once

#include <chrono>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace colophon::serve {

// `body`: {"action": "accept" | "reject", "id"}, {"action": "set" | "add", "report", "field", "model", "values",
// "quote", "page", "as_written"}, {"action": "unset", "report", "field", "model"} or {"action": "undo", "number"}, each
// with "note" or without; openapi.json says more. The report is named by its key. "set" without values: not disclosed.
//
// Gives the decision back once it is durable and the mirrors have it. Waits for another writer up to `patience`. Throws
// HttpError(400), schema::Error: (usage), (input), (not_found) as query/curate.h says, (storage) where another still
// writes. For one thread at a time.
nlohmann::json decide(const std::filesystem::path& knowledge_base, const std::string& body, const std::string& author,
                      std::chrono::milliseconds patience);

}  // namespace colophon::serve

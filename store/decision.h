// What a person decided, and what it changed: the history of the corrections (correction.h). A decision is kept in the
// same atomic batch as the correction it makes, and never changed: taking one back is another decision.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "store/correction.h"

namespace colophon::store {

struct Decision {
  uint64_t number = 0;  // from 1, in the order they were made; given by the knowledge base
  int64_t time = 0;     // seconds since the epoch
  std::string author;
  std::string action;   // "accept" | "reject" | "set" | "unset" | "undo"
  uint64_t undoes = 0;  // the decision that "undo" takes back
  std::string report;   // the key
  std::string field;
  std::string model;  // as Correction::model
  std::string note;
  std::optional<Correction> before;  // of this report, field and model; none where nothing was corrected
  std::optional<Correction> after;
};

// "time" is ISO 8601 in UTC, for people: "2025-03-01T12:00:00Z".
nlohmann::json decision_to_json(const Decision& decision);
// Throws schema::Error(input), also for a time that is none.
Decision decision_from_json(const nlohmann::json& json);

}  // namespace colophon::store

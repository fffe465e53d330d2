#include "store/decision.h"

#include <ctime>

#include "schema/json.h"
#include "store/time_text.h"

namespace colophon::store {
namespace {

using nlohmann::json;

json optional_json(const std::optional<Correction>& correction) {
  return correction ? correction_to_json(*correction) : json(nullptr);
}

std::optional<Correction> optional_correction(const json& in, const char* key) {
  const json found = schema::member_or<json>(in, key, nullptr);
  if (found.is_null()) return std::nullopt;
  return correction_from_json(found);
}

int64_t seconds_of(const std::string& text) {
  std::tm time{};
  const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &time);
  if (end == nullptr || *end != '\0') {
    throw schema::Error(schema::Error::Kind::input, "\"" + text + "\" is no time such as 2025-03-01T12:00:00Z");
  }
  return timegm(&time);
}

}  // namespace

json decision_to_json(const Decision& decision) {
  json out = {{"number", decision.number},
              {"time", time_text(decision.time)},
              {"author", decision.author},
              {"action", decision.action},
              {"report", decision.report},
              {"field", decision.field},
              {"model", decision.model.empty() ? json(nullptr) : json(decision.model)},
              {"note", decision.note},
              {"before", optional_json(decision.before)},
              {"after", optional_json(decision.after)}};
  if (decision.undoes > 0) out["undoes"] = decision.undoes;
  return out;
}

Decision decision_from_json(const json& in) {
  Decision decision;
  decision.number = schema::member<uint64_t>(in, "number");
  decision.time = seconds_of(schema::member<std::string>(in, "time"));
  decision.author = schema::member_or<std::string>(in, "author", "");
  decision.action = schema::member<std::string>(in, "action");
  decision.undoes = schema::member_or<uint64_t>(in, "undoes", 0);
  decision.report = schema::member<std::string>(in, "report");
  decision.field = schema::member<std::string>(in, "field");
  decision.model = schema::member_or<std::string>(in, "model", "");
  decision.note = schema::member_or<std::string>(in, "note", "");
  decision.before = optional_correction(in, "before");
  decision.after = optional_correction(in, "after");
  return decision;
}

}  // namespace colophon::store

// Facts alone as JSON, in the shape that records have them (record.h). For .cc files.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "schema/record.h"

namespace colophon::schema {

nlohmann::json facts_to_json(const std::vector<Fact>& facts);
// Throws Error(input) naming the member.
std::vector<Fact> facts_from_json(const nlohmann::json& json);

}  // namespace colophon::schema

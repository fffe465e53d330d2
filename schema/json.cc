#include "schema/json.h"

#include <cmath>
#include <cstdint>

namespace colophon::schema {

nlohmann::json number_to_json(double number) {
  constexpr double exact = 9007199254740992.0;  // 2^53: whole numbers up to here are exact
  if (std::floor(number) == number && std::abs(number) <= exact) return static_cast<int64_t>(number);
  return number;
}

nlohmann::json parse_json(std::string_view text, const std::string& what) {
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    throw Error(Error::Kind::input,
                what + " is not JSON: error at byte " + std::to_string(error.byte) + "; check that the file is whole");
  } catch (const nlohmann::json::out_of_range&) {
    throw Error(Error::Kind::input, what + " has a number that is too large");
  }
}

}  // namespace colophon::schema

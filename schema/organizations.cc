#include "schema/organizations.h"

#include "schema/data.h"
#include "schema/json.h"

namespace colophon::schema {

const std::vector<Organization>& organizations() {
  static const std::vector<Organization> all = [] {
    constexpr const char* file = "lexicons/organizations.json";
    std::vector<Organization> read;
    const nlohmann::json json = parse_json(data_file(file), file);
    for (const auto& entry : json.at("organizations")) {
      read.push_back({entry.at("name"), entry.at("aliases"), entry.value("short", std::vector<std::string>()),
                      entry.value("of", std::string())});
    }
    return read;
  }();
  return all;
}

}  // namespace colophon::schema

#include "schema/data.h"

#include <stdexcept>

namespace colophon::embedded {
const std::map<std::string, std::string_view, std::less<>>& data_files();
}

namespace colophon::schema {

const std::map<std::string, std::string_view, std::less<>>& data_files() { return embedded::data_files(); }

std::string_view data_file(std::string_view name) {
  const auto found = data_files().find(name);
  if (found == data_files().end()) throw std::out_of_range("no embedded data file " + std::string(name));
  return found->second;
}

}  // namespace colophon::schema

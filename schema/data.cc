#include "schema/data.h"

#include <stdexcept>

namespace colophon::schema {

std::string_view data_file(std::string_view name) {
  const auto found = data_files().find(name);
  if (found == data_files().end()) throw std::out_of_range("no embedded data file " + std::string(name));
  return found->second;
}

}  // namespace colophon::schema

#include "query/comma_list.h"

#include <sstream>

#include "schema/trim.h"

namespace colophon::query {

std::vector<std::string> split_commas(const std::vector<std::string>& texts) {
  std::vector<std::string> list;
  for (const std::string& text : texts) {
    std::stringstream stream(text);
    for (std::string piece; std::getline(stream, piece, ',');) {
      if (const std::string_view name = schema::trimmed(piece); !name.empty()) list.emplace_back(name);
    }
  }
  return list;
}

}  // namespace colophon::query

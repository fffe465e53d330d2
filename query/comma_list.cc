#include "query/comma_list.h"

#include <sstream>

namespace colophon::query {

std::vector<std::string> split_commas(const std::vector<std::string>& texts) {
  std::vector<std::string> list;
  for (const std::string& text : texts) {
    std::stringstream stream(text);
    for (std::string piece; std::getline(stream, piece, ',');) {
      const size_t first = piece.find_first_not_of(' '), last = piece.find_last_not_of(' ');
      if (first != std::string::npos) list.push_back(piece.substr(first, last - first + 1));
    }
  }
  return list;
}

}  // namespace colophon::query

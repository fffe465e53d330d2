#include "query/directions.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "query/words.h"
#include "schema/data.h"

namespace colophon::query {
namespace {

bool names_an_error(std::string_view text) {
  static const auto words = nlohmann::json::parse(schema::data_file("lexicons/settings.json"))
                                .at("lower_is_better")
                                .get<std::set<std::string>>();
  const Words read = split_words(text);
  return std::any_of(read.list.begin(), read.list.end(), [](const Word& word) { return words.count(word.text) > 0; });
}

}  // namespace

bool lower_is_better(std::string_view benchmark, std::string_view setting) {
  return names_an_error(benchmark) || names_an_error(setting);
}

}  // namespace colophon::query

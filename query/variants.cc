#include "query/variants.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "query/words.h"
#include "schema/data.h"

namespace colophon::query {
namespace {

struct Marks {
  std::set<std::string> base, tuned;
};

const Marks& marks() {
  static const Marks read = [] {
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/settings.json")).at("variants");
    return Marks{json.at("base").get<std::set<std::string>>(), json.at("tuned").get<std::set<std::string>>()};
  }();
  return read;
}

}  // namespace

Variant variant_of(std::string_view name) {
  Variant variant = Variant::unsaid;
  for (const Word& word : split_words(name).list) {
    if (marks().tuned.count(word.text) > 0) return Variant::tuned;
    if (marks().base.count(word.text) > 0) variant = Variant::base;
  }
  return variant;
}

}  // namespace colophon::query

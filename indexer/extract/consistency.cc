#include "indexer/extract/consistency.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "schema/data.h"
#include "schema/value.h"

namespace colophon::extract {
namespace {

using schema::Fact;
using schema::Labelled;

std::optional<double> number_of(const std::vector<Fact>& facts, std::string_view field, const std::string& model) {
  for (const Fact& fact : facts) {
    if (fact.field == field && fact.model == model) return schema::value_number(fact.value);
  }
  return std::nullopt;
}

// Pairs of fields of which the first cannot exceed the second.
constexpr std::pair<std::string_view, std::string_view> bounded[] = {{"arch.experts_active", "arch.experts_total"},
                                                                     {"arch.kv_heads", "arch.heads"},
                                                                     {"pretrain.lr_min", "pretrain.lr_peak"},
                                                                     {"arch.head_dim", "arch.hidden_size"}};

// Values of one field as schema::value_key gives them.
struct Values {
  std::string field;
  std::set<std::string> keys;
  bool have(const Fact& fact) const { return fact.field == field && keys.count(schema::value_key(fact.value)) != 0; }
};

struct Rivals {
  std::vector<Values> exclusive;  // a model has one of them
  std::vector<Values> generic;    // say nothing beside any other value of the field
  std::set<std::string> largest;  // fields of which a model has its largest value: smaller ones are steps towards it
};

const Rivals& rivals() {
  static const Rivals loaded = [] {
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/rival_values.json"));
    const auto read = [&](const char* kind) {
      std::vector<Values> list;
      for (const auto& entry : json.at(kind)) {
        Values values{entry.at("field"), {}};
        for (const std::string value : entry.at("values")) values.keys.insert(schema::value_key(value));
        list.push_back(std::move(values));
      }
      return list;
    };
    return Rivals{read("exclusive"), read("generic"), json.at("largest")};
  }();
  return loaded;
}

bool of_one_model(const Fact& a, const Fact& b) { return a.model == b.model || a.model.empty() || b.model.empty(); }

bool has_likelier_rival(const Fact& fact, const std::vector<Fact>& facts) {
  return std::any_of(rivals().exclusive.begin(), rivals().exclusive.end(), [&](const Values& values) {
    return values.have(fact) && std::any_of(facts.begin(), facts.end(), [&](const Fact& other) {
             return other.confidence > fact.confidence && values.have(other) && of_one_model(fact, other);
           });
  });
}

bool generic_beside_another(const Fact& fact, const std::vector<Fact>& facts) {
  return std::any_of(rivals().generic.begin(), rivals().generic.end(), [&](const Values& values) {
    return values.have(fact) && std::any_of(facts.begin(), facts.end(), [&](const Fact& other) {
             return other.field == fact.field && !values.have(other);
           });
  });
}

bool is_a_step(const Fact& fact, const std::vector<Fact>& facts) {
  if (!largest_counts(fact.field)) return false;
  const std::optional<double> value = schema::value_number(fact.value);
  return value && std::any_of(facts.begin(), facts.end(), [&](const Fact& other) {
           return other.field == fact.field && other.model == fact.model &&
                  schema::value_number(other.value).value_or(0) > *value;
         });
}

// A kind of parallelism or a chip without a number says less than the same with one.
bool less_than_a_twin(const Fact& fact, const std::vector<Fact>& facts) {
  const auto* label = std::get_if<Labelled>(&fact.value);
  if (label == nullptr || label->amount) return false;
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& other) {
    const auto* twin = std::get_if<Labelled>(&other.value);
    return other.field == fact.field && twin != nullptr && twin->label == label->label && twin->amount;
  });
}

}  // namespace

bool says_less(const Fact& fact, const std::vector<Fact>& facts) {
  return less_than_a_twin(fact, facts) || generic_beside_another(fact, facts);
}

bool largest_counts(const std::string& field) { return rivals().largest.count(field) != 0; }

std::string contradiction(const Fact& fact, const std::vector<Fact>& facts) {
  for (const auto& [small, large] : bounded) {
    if (fact.field != small) continue;
    const std::optional<double> value = schema::value_number(fact.value);
    const std::optional<double> bound = number_of(facts, large, fact.model);
    if (value && bound && *value > *bound) return "exceeds " + std::string(large);
  }
  if (has_likelier_rival(fact, facts)) return "another value is likelier";
  if (is_a_step(fact, facts)) return "a larger value is stated";
  return "";
}

}  // namespace colophon::extract

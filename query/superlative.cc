#include "query/superlative.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "schema/value.h"

namespace colophon::query {
namespace {

// The `rank`-th greatest, from 1.
double greatest(const std::map<std::string, double>& of, size_t rank) {
  std::vector<double> numbers;
  numbers.reserve(of.size());
  for (const auto& [name, number] : of) numbers.push_back(number);
  const auto at = numbers.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(numbers.begin(), at, numbers.end(), std::greater<>());
  return *at;
}

}  // namespace

std::vector<RankedFact> first_by_fact(Library& library, const std::string& field, bool highest, size_t limit,
                                      const Condition& condition) {
  const double sign = highest ? 1 : -1;
  const size_t wanted = std::max<size_t>(limit, 1);
  std::vector<RankedFact> ranked;
  std::map<std::string, double> best;  // of each model, the better the greater
  double last = 0;                     // of the last that is wanted, once there are so many
  library.each_model_by(field, highest, condition, [&](double bound, const ModelEntry& entry) {
    if (best.size() >= wanted && sign * bound < last) return false;
    if (field == field::date) {  // of the head
      ranked.push_back({bound, &entry, nullptr});
      best.emplace(entry.key, sign * bound);
    }
    if (field != field::date)
      for (const schema::Fact& fact : entry.facts(field)) {
        const auto number = schema::value_number(fact.value);
        if (!number) continue;
        ranked.push_back({*number, &entry, &fact});
        const auto [known, added] = best.emplace(entry.key + "\n" + entry.name(), sign * *number);
        if (!added) known->second = std::max(known->second, sign * *number);
      }
    if (best.size() >= wanted) last = greatest(best, wanted);
    return true;
  });
  std::stable_sort(ranked.begin(), ranked.end(), [](const RankedFact& a, const RankedFact& b) {
    return std::tie(a.entry->key, a.entry->document) < std::tie(b.entry->key, b.entry->document);
  });
  return ranked;
}

void keep_from_place(std::vector<Answer>& answers, size_t place, size_t shown) {
  auto first = answers.begin();
  for (size_t passed = 1; passed < place && first != answers.end(); ++passed) {
    const std::string& ahead = first->statement.text;
    first = std::find_if_not(first, answers.end(), [&](const Answer& one) { return one.statement.text == ahead; });
  }
  answers.erase(answers.begin(), first);
  if (answers.size() > shown) answers.resize(shown);
}

}  // namespace colophon::query

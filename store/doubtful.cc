#include "store/doubtful.h"

#include <algorithm>
#include <map>
#include <string>

#include "schema/checklist.h"

namespace colophon::store {
namespace {

constexpr double unsure = 0.56;  // below: as likely wrong as right
constexpr double far = 0.2;      // how much surer another value must be

bool affirms(const schema::Fact& fact) {
  const auto* yes = std::get_if<bool>(&fact.value);
  return yes != nullptr && *yes;
}

}  // namespace

void leave_out_doubtful(std::vector<schema::Fact>& facts) {
  std::map<std::string, double> surest, denial;  // by field
  for (const schema::Fact& fact : facts) {
    double& most = surest[fact.field];
    most = std::max(most, fact.confidence);
    if (std::holds_alternative<bool>(fact.value) && !affirms(fact)) {
      double& no = denial[fact.field];
      no = std::max(no, fact.confidence);
    }
  }
  const auto doubtful = [&](const schema::Fact& fact) {
    if (std::holds_alternative<bool>(fact.value)) {
      const auto no = denial.find(fact.field);
      return no != denial.end() && (affirms(fact) ? no->second >= surest[fact.field] : no->second < surest[fact.field]);
    }
    const schema::Item* item = schema::Checklist::standard().find(fact.field);
    const bool parts = std::holds_alternative<schema::Labelled>(fact.value);  // of a mixture, a cluster
    if (parts || (item != nullptr && (item->open || item->combines))) return false;
    return fact.confidence < unsure && surest[fact.field] - fact.confidence >= far;
  };
  facts.erase(std::remove_if(facts.begin(), facts.end(), doubtful), facts.end());
}

}  // namespace colophon::store

#include "query/evaluation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <string_view>
#include <unordered_map>

#include "query/evaluation_values.h"
#include "schema/checklist.h"

namespace colophon::query {
namespace {

using schema::Fact;
using schema::Item;
using schema::ItemKind;
using schema::Model;
using schema::Record;
using schema::Score;

constexpr double parameter_tolerance = 0.03;
constexpr double passage_in_common = 0.6;
constexpr size_t passages_looked_at = 3;

// Fields between which reports draw the line differently: a value that is curated in a sibling is not counted as wrong.
const std::array<std::vector<std::string_view>, 3> siblings = {
    {{"pretrain.tokens", "mid.tokens"},
     {"pretrain.lr_peak", "mid.lr_peak", "pretrain.lr_min"},
     {"arch.context_length", "pretrain.seq_len", "mid.seq_len"}}};

bool same_model(const Model& a, const Model& b) {
  const auto names = [](const Model& model) {
    std::vector<std::string> out = model.aliases;
    out.push_back(model.name);
    return out;
  };
  for (const std::string& x : names(a)) {
    for (const std::string& y : names(b)) {
      if (same_model_name(x, y)) return true;
    }
  }
  return false;
}

bool same_score_cell(const Score& a, const Score& b) {
  return same_model_name(a.model, b.model) && same_benchmark(a.benchmark, b.benchmark);
}

bool same_number(double a, double b) { return std::abs(a - b) < 1e-9; }

template <typename T, typename Is>
bool any(const std::vector<T>& list, Is is) {
  return std::any_of(list.begin(), list.end(), is);
}

void count(Share& share, bool part) {
  ++share.of;
  if (part) ++share.part;
}

void add(Agreement& sum, const Agreement& other) {
  sum.precision.part += other.precision.part;
  sum.precision.of += other.precision.of;
  sum.recall.part += other.recall.part;
  sum.recall.of += other.recall.of;
}

using FactList = std::vector<const Fact*>;

// A fact for each value of a field; which model it is about is judged apart.
FactList facts_of(const Record& record, const std::string& field) {
  FactList out;
  std::set<std::string> seen;
  for (const Fact& fact : record.facts) {
    if (fact.field == field && seen.insert(schema::value_key(fact.value)).second) out.push_back(&fact);
  }
  return out;
}

class Judge {
 public:
  Judge(const Record& curated, const Record& ours, Evaluation& out) : curated_(curated), ours_(ours), out_(out) {
    for (const schema::Absence& absence : curated.absent) absent_.insert(absence.item);
  }

  void run() {
    models();
    for (const Item& item : schema::Checklist::standard().items()) {
      if (item.kind == ItemKind::field) {
        field(item);
      } else {
        passages(item);
      }
    }
    scores();
  }

 private:
  void models() {
    for (const Model& model : ours_.models)
      count(out_.models.precision, any(curated_.models, [&](const Model& m) { return same_model(m, model); }));
    for (const Model& model : curated_.models) {
      count(out_.models.recall, any(ours_.models, [&](const Model& m) { return same_model(m, model); }));
      if (!model.params_total_b) continue;
      count(out_.parameters, any(ours_.models, [&](const Model& m) {
              return same_model(m, model) && m.params_total_b &&
                     std::abs(*m.params_total_b - *model.params_total_b) <= parameter_tolerance * *model.params_total_b;
            }));
    }
  }

  bool stated_by_sibling(const Item& item, const Fact& fact) const {
    for (const auto& group : siblings) {
      if (std::find(group.begin(), group.end(), item.id) == group.end()) continue;
      for (const std::string_view other : group) {
        if (other == item.id) continue;
        for (const Fact* stated : facts_of(curated_, std::string(other))) {
          if (same_value(item, stated->value, fact.value)) return true;
        }
      }
    }
    return false;
  }

  void field(const Item& item) {
    const FactList stated = facts_of(curated_, item.id);
    const FactList given = facts_of(ours_, item.id);
    if (stated.empty() && (given.empty() || absent_.count(item.id) == 0)) return;
    Agreement agreement;
    for (const Fact* fact : stated) {
      const bool found = std::any_of(given.begin(), given.end(),
                                     [&](const Fact* g) { return same_value(item, fact->value, g->value); });
      count(agreement.recall, found);
      if (!found) differ(Difference::Kind::missed, item, *fact);
    }
    for (const Fact* fact : given) {
      const bool right = std::any_of(stated.begin(), stated.end(),
                                     [&](const Fact* s) { return same_value(item, s->value, fact->value); });
      if (!right && stated_by_sibling(item, *fact)) continue;
      count(agreement.precision, right);
      if (!right) differ(Difference::Kind::wrong, item, *fact);
    }
    add(out_.fields[item.id], agreement);
    add(item.id == "eval.benchmark" ? out_.benchmarks : item.open ? out_.open : out_.core, agreement);
    if (!item.open && item.id != "eval.benchmark") attribution(item);
  }

  void attribution(const Item& item) {
    for (const Fact& fact : curated_.facts) {
      if (fact.field != item.id || fact.model.empty()) continue;
      bool found = false;
      bool same = false;
      Model model;
      model.name = fact.model;
      for (const Model& known : curated_.models) {
        if (known.name == fact.model) model = known;
      }
      for (const Fact& given : ours_.facts) {
        if (given.field != item.id || !same_value(item, fact.value, given.value)) continue;
        found = true;
        Model named;
        named.name = given.model;
        same = same || (!given.model.empty() && same_model(model, named));
      }
      if (found) count(out_.model_of, same);
    }
  }

  void differ(Difference::Kind kind, const Item& item, const Fact& fact) {
    Difference difference;
    difference.kind = kind;
    difference.report = curated_.report;
    difference.field = item.id;
    difference.model = fact.model;
    difference.value = schema::value_to_text(fact.value, item.type, item.unit);
    if (!fact.evidence.empty()) difference.evidence = fact.evidence.front();
    difference.confidence = fact.confidence;
    out_.differences.push_back(std::move(difference));
  }

  void passages(const Item& item) {
    std::vector<std::string> given;
    for (const schema::Passage& passage : ours_.passages) {
      if (passage.item == item.id) given.push_back(passage.quote);
    }
    bool stated = false;
    bool found = false;
    for (const schema::Passage& passage : curated_.passages) {
      if (passage.item != item.id) continue;
      stated = true;
      for (size_t i = 0; i < std::min(given.size(), passages_looked_at); ++i)
        found = found || word_coverage(passage.quote, given[i]) >= passage_in_common;
    }
    if (stated) {
      count(out_.passages, found);
    } else if (absent_.count(item.id) != 0) {
      count(out_.false_alarms, !given.empty());
    }
  }

  void scores() {
    std::set<std::string> tables;
    for (const Score& score : curated_.scores) {
      if (!score.table.empty()) tables.insert(schema::term_key(score.table));
      count(out_.scores.recall, any(ours_.scores, [&](const Score& s) {
              return same_number(s.value, score.value) && same_score_cell(s, score);
            }));
    }
    for (const Score& score : ours_.scores) {
      if (!score.table.empty() && !tables.empty() && tables.count(schema::term_key(score.table)) == 0) continue;
      bool known = false;
      bool right = false;
      for (const Score& stated : curated_.scores) {
        if (!same_score_cell(stated, score)) continue;
        known = true;
        right = right || same_number(stated.value, score.value);
      }
      if (known) count(out_.scores.precision, right);
    }
  }

  const Record& curated_;
  const Record& ours_;
  Evaluation& out_;
  std::set<std::string> absent_;
};

}  // namespace

double Agreement::f1() const {
  const double p = precision.value();
  const double r = recall.value();
  return p + r == 0 ? 0.0 : 2 * p * r / (p + r);
}

Evaluation evaluate(const std::vector<Record>& curated, const std::vector<Record>& records) {
  std::unordered_map<std::string, const Record*> by_report;
  for (const Record& record : records) by_report[record.report] = &record;
  Evaluation out;
  for (const Record& expected : curated) {
    const auto found = by_report.find(expected.report);
    ++out.curated;
    if (found != by_report.end()) ++out.records;
    Judge(expected, found != by_report.end() ? *found->second : Record(), out).run();
  }
  return out;
}

}  // namespace colophon::query

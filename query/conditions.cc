#include "query/conditions.h"

#include <algorithm>

#include "query/amounts.h"
#include "query/bounds.h"
#include "query/clauses.h"
#include "query/stages.h"
#include "query/value_senses.h"

namespace colophon::query {
namespace {

using Kind = Condition::Kind;

class Builder {
 public:
  explicit Builder(const Mentions& mentions)
      : mentions_(mentions), list_(mentions.list), stages_(mentions), senses_(mentions, stages_) {
    taken_.resize(list_.size());
  }

  ReadConditions build() {
    find_superlative_limits();
    for (size_t i = 0; i < list_.size(); ++i) {
      if (list_[i].days) date_clause(i);
    }
    for (size_t i = 0; i < list_.size(); ++i) {
      if (list_[i].number && !taken_[i]) number_clause(i);
    }
    for (size_t i = 0; i < list_.size(); ++i) {
      if (!taken_[i] && !names_amount(i)) name_or_value(i);
    }
    for (size_t i = 0; i < list_.size(); ++i) language_clause(i);
    collect_fields();
    boolean_fields();
    sort_clauses(clauses_);
    for (const Clause& clause : clauses_) {
      if (!clause.condition.field.empty()) reading_.fields_of_conditions.push_back(clause.condition.field);
    }
    reading_.where = join_clauses(mentions_, std::move(clauses_));
    return std::move(reading_);
  }

 private:
  const Mention& mention(size_t i) const { return list_[i]; }
  bool at(size_t i, std::string_view role) const { return mentions_.at(i, role); }
  bool anywhere(std::string_view role) const { return mentions_.any(role); }
  bool negated_at(size_t i) const { return denied_at(mentions_, i); }

  // --- "top 5", "the three largest": numbers that count answers

  void find_superlative_limits() {
    for (size_t i = 0; i < list_.size(); ++i) {
      if (!list_[i].number || list_[i].number->suffix != 0 || list_[i].number->value > 100) continue;
      const bool after = i > 0 && (at(i - 1, "highest") || at(i - 1, "lowest") || at(i - 1, "latest"));
      const bool before = at(i + 1, "highest") || at(i + 1, "lowest") || at(i + 1, "latest");
      const bool han =
          i > 1 && list_[i - 1].text == "的" && (at(i - 2, "highest") || at(i - 2, "lowest") || at(i - 2, "latest"));
      // "三个上下文最长的模型": what is counted are the models
      const bool ranked = anywhere("highest") || anywhere("lowest") || anywhere("latest");
      const bool counted = ranked && (counts_models(i + 1) || at(i + 1, "subject")) &&
                           (i == 0 || at(i - 1, "which") || at(i - 1, "stop"));
      if (!after && !before && !han && !counted) continue;
      taken_[i] = true;
      reading_.limits.push_back(static_cast<size_t>(list_[i].number->value));
    }
  }

  bool counts_models(size_t i) const {
    static const std::vector<std::string> classifiers = {"个", "款", "名", "位"};
    return i < list_.size() && std::find(classifiers.begin(), classifiers.end(), list_[i].text) != classifiers.end();
  }

  // --- Dates

  void date_clause(size_t i) {
    if (taken_[i]) return;
    taken_[i] = true;
    // "from 2023 to 2024"
    if (i + 2 < list_.size() && list_[i + 2].days && (at(i + 1, "to") || at(i + 1, "and"))) {
      taken_[i + 2] = true;
      Condition condition = compare_date(Comparison::at_least, *list_[i].days);
      condition.high = list_[i + 2].days->last;
      add(std::move(condition), i);
      return;
    }
    size_t before = i;
    while (before > 0 && (at(before - 1, "stop") || at(before - 1, "about")) && !at(before - 1, "in_date")) --before;
    const size_t role = before == 0 ? list_.size() : before - 1;
    Comparison comparison = Comparison::equal;
    if (at(role, "before") || at(i + 1, "before") || at(role, "less") || at(i + 1, "at_most_after")) {
      comparison = Comparison::less;
    } else if (at(role, "since") || at(i + 1, "since") || at(i + 1, "at_least_after") || at(role, "at_least")) {
      comparison = Comparison::at_least;
    } else if (at(role, "after") || at(i + 1, "after") || at(role, "more")) {
      comparison = at(i + 1, "after") && mention(i + 1).text == "以后" ? Comparison::at_least : Comparison::more;
    }
    add(compare_date(comparison, *list_[i].days), i);
  }

  // --- Numbers

  void number_clause(size_t i) {
    const Bound bound = bound_of(mentions_, i);
    taken_[i] = true;
    if (bound.second) taken_[*bound.second] = true;
    if (labelled_clause(i, bound)) return;
    BoundField chosen = field_of(mentions_, i, bound, taken_fields_);
    if (chosen.id.empty() && bound.comparison != Comparison::equal) chosen.id = field_continued(bound);
    if (chosen.id.empty()) {
      if (bound.comparison != Comparison::equal) {
        reading_.unread_amounts.push_back(mentions_.words.text(list_[bound.first].first, list_[i].last));
      }
      return;
    }
    if (chosen.at) taken_fields_.insert(*chosen.at);
    const std::string field = chosen.at ? stages_.field(chosen.id, *chosen.at) : chosen.id;
    last_number_ = {i, field};
    const schema::WrittenNumber& number = *list_[i].number;
    add(bound.second ? between(field, number, *list_[*bound.second].number) : compare(field, bound.comparison, number),
        i);
  }

  // "lr above 1e-4 and below 3e-4": the second number is of what the first is.
  std::string field_continued(const Bound& bound) const {
    const size_t joint = bound.first > 0 && at(bound.first - 1, "and") ? bound.first - 1 : bound.first;
    return last_number_ && last_number_->first + 1 == joint ? last_number_->second : "";
  }

  // "more than 2048 H800", "above 80 on MMLU"
  bool labelled_clause(size_t i, const Bound& bound) {
    const std::optional<BoundLabel> label = label_of(mentions_, i, bound);
    if (!label || taken_[label->at]) return false;
    bool named = false;
    for (size_t j = 0; j < list_.size(); ++j)
      named |= list_[j].model && !(senses_.value_of(j) && senses_.prefers_value(j));
    if (label->field == field::score && named) return false;  // "did X get over 80 on MMLU" asks for its score
    taken_[label->at] = true;
    const schema::WrittenNumber& number = *list_[i].number;
    Condition condition = bound.second ? between(label->field, number, *list_[*bound.second].number)
                                       : compare(label->field, bound.comparison, number);
    condition.values = {label->label};
    for (size_t j = std::min(i, label->at); j < std::max({i, label->at, bound.last}); ++j) taken_fields_.insert(j);
    add(std::move(condition), i);
    return true;
  }

  // "rope base above 10000": what names the field of a number is no value as well.
  bool names_amount(size_t i) const {
    return claimed(i) && std::any_of(list_[i].senses.begin(), list_[i].senses.end(), [](const Sense& sense) {
             return sense.kind == Sense::Kind::field && is_numeric(sense.id);
           });
  }

  bool claimed(size_t i) const { return taken_fields_.count(i) > 0; }

  // --- Names and values

  void name_or_value(size_t i) {
    const Mention& m = list_[i];
    const std::optional<Sense> value = senses_.value_of(i);
    if (m.named() && !(value && senses_.prefers_value(i)) && !(m.benchmark && !m.model && !group_follows(i))) {
      name_clause(i);
      return;
    }
    if (value) {
      taken_[i] = true;
      if (is_boolean(value->id)) {
        add(Condition::has(value->id, {"true"}), i);
      } else {
        add(Condition::has(value->id, {value->value}), i);
      }
      return;
    }
    if (m.benchmark && senses_.scored(i)) {
      taken_[i] = true;
      if (negated_at(i)) {  // "not evaluated on MMLU"
        add(Condition::has(field::benchmark, {m.text}), i);
        return;
      }
      reading_.benchmarks.push_back(m.text);
    }
  }

  bool group_follows(size_t i) const { return at(i + 1, "series") || at(i + 1, "subject"); }

  void name_clause(size_t i) {
    const Mention& m = list_[i];
    taken_[i] = true;
    const bool group = at(i + 1, "series") || (at(i + 1, "subject") && !m.model);
    if ((m.model || m.missing_model) && !group) {
      if (!negated_at(i)) {
        reading_.models.push_back(m.text);
        reading_.models_at.push_back(i);
        return;
      }
      add(Condition::has(field::model, {m.text}), i);
      return;
    }
    std::vector<Condition> ways;
    if (m.model) ways.push_back(Condition::has(field::model, {m.text}));
    if (m.series || m.model || m.missing_model) ways.push_back(Condition::has(field::series, {m.text}));
    if (m.organization) ways.push_back(Condition::has(field::organization, {m.text}));
    reading_.groups.push_back(m.text);
    clauses_.push_back({Condition::join(Kind::any, std::move(ways)), i, negated_at(i)});
  }

  void language_clause(size_t i) {
    for (const char* language : {"zh", "en"}) {
      if (list_[i].is(std::string("language_") + language)) add(Condition::has(field::language, {language}), i);
    }
  }

  // --- Fields

  void collect_fields() {
    std::set<std::string> conditioned;
    for (const Clause& clause : clauses_) conditioned.insert(clause.condition.field);
    std::vector<FieldUse> uses;
    active_ = anywhere("active");
    for (size_t i = 0; i < list_.size(); ++i) {
      if (claimed(i) || taken_[i]) continue;
      const bool absorbed = std::any_of(list_[i].senses.begin(), list_[i].senses.end(), [&](const Sense& sense) {
        return sense.kind == Sense::Kind::field && conditioned.count(stages_.field(sense.id, i)) > 0;
      });
      if (absorbed) continue;
      const Sense* sense = field_sense(i);
      if (sense == nullptr || activity(i)) continue;
      std::string field = stages_.field(sense->id, i);
      if (active_ && field == "arch.experts_total") field = "arch.experts_active";
      if (active_ && field == field::params_total) field = field::params_active;
      const auto known =
          std::find_if(uses.begin(), uses.end(), [&](const FieldUse& use) { return use.field == field; });
      if (known == uses.end()) {
        uses.push_back({field, i, sense->weak});
      } else if (known->weak && !sense->weak) {  // "trained on the most tokens"
        *known = {field, i, false};
      }
    }
    const bool strong = std::any_of(uses.begin(), uses.end(), [](const FieldUse& use) { return !use.weak; });
    for (FieldUse& use : uses) {
      if (!use.weak || !strong) reading_.fields.push_back(std::move(use));
    }
  }

  // "how many tokens", not "how many reports".
  bool asks_amount() const {
    for (size_t i = 0; i < list_.size(); ++i) {
      if (!at(i, "how_many")) continue;
      size_t next = i + 1;
      while (at(next, "stop") && !at(next, "subject")) ++next;
      if (!at(next, "subject")) return true;
    }
    return false;
  }

  // The field that mention `i` names; of several ("training data": its amount, its sources) the number where one is
  // asked for.
  const Sense* field_sense(size_t i) const {
    const Sense* first = nullptr;
    const bool number = anywhere("highest") || anywhere("lowest") || anywhere("average") || asks_amount() ||
                        anywhere("comparative_up") || anywhere("comparative_down");
    for (const Sense& sense : list_[i].senses) {
      if (sense.kind != Sense::Kind::field) continue;
      if (first == nullptr) first = &sense;
      if (number && is_numeric(sense.id)) return &sense;
    }
    return first;
  }

  // "active" beside experts or parameters says which of them, and is no field of its own.
  bool activity(size_t i) const {
    if (!list_[i].is("active")) return false;
    return std::any_of(list_.begin(), list_.end(), [&](const Mention& m) {
      return &m != &list_[i] && std::any_of(m.senses.begin(), m.senses.end(), [](const Sense& sense) {
        return sense.kind == Sense::Kind::field &&
               (sense.id == "arch.experts_total" || sense.id == field::params_total);
      });
    });
  }

  // "models with multi-token prediction": a yes-or-no item is a condition by itself, unless it is asked about.
  void boolean_fields() {
    if (anywhere("disclose") || anywhere("undisclosed")) return;
    if (!reading_.models.empty() && !(anywhere("which") && anywhere("subject"))) return;
    std::vector<FieldUse> rest;
    for (FieldUse& use : reading_.fields) {
      if (!is_boolean(use.field)) {
        reading_.negated_field |= negated_at(use.at);
        rest.push_back(std::move(use));
        continue;
      }
      add(Condition::has(use.field, {"true"}), use.at);
    }
    reading_.fields = std::move(rest);
  }

  void add(Condition condition, size_t i) {
    reading_.conditions = true;
    clauses_.push_back({std::move(condition), i, negated_at(i)});
  }

  const Mentions& mentions_;
  const std::vector<Mention>& list_;
  const Stages stages_;
  const ValueSenses senses_;
  ReadConditions reading_;
  std::vector<Clause> clauses_;
  std::vector<bool> taken_;
  bool active_ = false;  // "active" stands somewhere
  std::set<size_t> taken_fields_;
  std::optional<std::pair<size_t, std::string>> last_number_;  // the mention read last, and its field
};

}  // namespace

ReadConditions read_conditions(const Mentions& mentions) { return Builder(mentions).build(); }

}  // namespace colophon::query

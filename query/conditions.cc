#include "query/conditions.h"

#include <algorithm>

#include "query/amounts.h"
#include "query/bounds.h"
#include "schema/checklist.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

using Kind = Condition::Kind;

bool is_boolean(const std::string& field) {
  const schema::Item* item = schema::Checklist::standard().find(field);
  return item != nullptr && item->type == schema::ValueType::boolean && item->kind == schema::ItemKind::field;
}

struct Atom {
  Condition condition;
  size_t at = 0;
  bool negated = false;
  bool either = false;  // joined to the atom before by "or"
};

class Builder {
 public:
  explicit Builder(const Mentions& mentions) : mentions_(mentions), list_(mentions.list) {
    taken_.resize(list_.size());
  }

  Reading build() {
    find_stages();
    find_superlative_limits();
    for (size_t i = 0; i < list_.size(); ++i) {
      if (list_[i].days) date_atom(i);
    }
    for (size_t i = 0; i < list_.size(); ++i) {
      if (list_[i].number && !taken_[i]) number_atom(i);
    }
    for (size_t i = 0; i < list_.size(); ++i) {
      if (!taken_[i]) name_or_value(i);
    }
    for (size_t i = 0; i < list_.size(); ++i) language_atom(i);
    collect_fields();
    boolean_fields();
    join();
    return std::move(reading_);
  }

 private:
  const Mention& mention(size_t i) const { return list_[i]; }
  bool at(size_t i, std::string_view role) const { return i < list_.size() && list_[i].is(role); }

  bool anywhere(std::string_view role) const {
    return std::any_of(list_.begin(), list_.end(), [&](const Mention& m) { return m.is(role); });
  }

  // Words that may stand between a number and what it belongs to.
  bool filler(size_t i) const { return at(i, "stop") || at(i, "about") || at(i, "of"); }

  // --- Stages of training

  void find_stages() {
    for (size_t i = 0; i < list_.size(); ++i) {
      for (const char* stage : {"pretrain", "mid", "sft", "rl"}) {
        if (list_[i].is(std::string("stage_") + stage)) stages_.emplace_back(i, stage);
      }
    }
  }

  std::string staged(const std::string& field, size_t i) const {
    std::string stage;
    size_t least = list_.size() + 1;
    for (const auto& [at, name] : stages_) {
      const size_t distance = at > i ? at - i : i - at;
      if (distance < least) {
        least = distance;
        stage = name;
      }
    }
    return stage.empty() ? field : Lexicon::standard().in_stage(field, stage);
  }

  // --- "top 5", "the three largest": numbers that count answers

  void find_superlative_limits() {
    for (size_t i = 0; i < list_.size(); ++i) {
      if (!list_[i].number || list_[i].number->suffix != 0 || list_[i].number->value > 100) continue;
      const bool after = i > 0 && (at(i - 1, "highest") || at(i - 1, "lowest") || at(i - 1, "latest"));
      const bool before = at(i + 1, "highest") || at(i + 1, "lowest") || at(i + 1, "latest");
      const bool han =
          i > 1 && list_[i - 1].text == "的" && (at(i - 2, "highest") || at(i - 2, "lowest") || at(i - 2, "latest"));
      if (!after && !before && !han) continue;
      taken_[i] = true;
      reading_.limits.push_back(static_cast<size_t>(list_[i].number->value));
    }
  }

  // --- Dates

  void date_atom(size_t i) {
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

  void number_atom(size_t i) {
    const Bound bound = bound_of(mentions_, i);
    taken_[i] = true;
    if (bound.second) taken_[*bound.second] = true;
    if (labelled_atom(i, bound)) return;
    const BoundField chosen = field_of(mentions_, i, bound, taken_fields_);
    if (chosen.id.empty()) return;
    if (chosen.at) taken_fields_.insert(*chosen.at);
    const std::string field = chosen.at ? staged(chosen.id, *chosen.at) : chosen.id;
    const schema::WrittenNumber& number = *list_[i].number;
    add(bound.second ? between(field, number, *list_[*bound.second].number) : compare(field, bound.comparison, number),
        i);
  }

  // "more than 2048 H800", "above 80 on MMLU"
  bool labelled_atom(size_t i, const Bound& bound) {
    const std::optional<BoundLabel> label = label_of(mentions_, i, bound);
    if (!label || taken_[label->at]) return false;
    bool named = false;
    for (size_t j = 0; j < list_.size(); ++j) named |= list_[j].model && !(value_of(j) && prefers_value(j));
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

  bool claimed(size_t i) const { return taken_fields_.count(i) > 0; }

  // --- Names and values

  void name_or_value(size_t i) {
    const Mention& m = list_[i];
    const std::optional<Sense> value = value_of(i);
    if (m.named() && !(value && prefers_value(i)) && !(m.benchmark && !m.model && !group_follows(i))) {
      name_atom(i);
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
    if (m.benchmark && scored(i)) {
      taken_[i] = true;
      if (negated_at(i)) {  // "not evaluated on MMLU"
        add(Condition::has(field::benchmark, {m.text}), i);
        return;
      }
      reading_.benchmarks.push_back(m.text);
    }
  }

  // A word that is both a model and a value ("DAPO") is the value where models are asked for by what they use, and
  // before the word for them ("MoE models"); the kinds of architecture are no names at all.
  bool prefers_value(size_t i) const {
    const bool kind = std::any_of(list_[i].senses.begin(), list_[i].senses.end(), [](const Sense& sense) {
      return sense.kind == Sense::Kind::value && sense.id == field::family;
    });
    if (kind || at(i + 1, "subject")) return true;
    const bool asks_models = (anywhere("which") || anywhere("how_many")) && anywhere("subject");
    const bool by = i > 0 && (list_[i - 1].text == "by" || list_[i - 1].text == "of");
    const bool used = i > 0 && !by && (at(i - 1, "use") || (i > 1 && filler(i - 1) && at(i - 2, "use")));
    return asks_models || used;
  }

  bool group_follows(size_t i) const { return at(i + 1, "series") || at(i + 1, "subject"); }

  void name_atom(size_t i) {
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
    atoms_.push_back({Condition::join(Kind::any, std::move(ways)), i, negated_at(i)});
  }

  bool on_benchmark(size_t i) const {
    return i > 0 && (at(i - 1, "on") || at(i - 1, "evaluate") || at(i - 1, "score"));
  }

  bool scored(size_t i) const {
    if (list_[i].senses.empty()) return true;
    const bool ranked = (i > 0 && at(i - 1, "highest")) || at(i + 1, "highest") || at(i + 1, "lowest");
    return on_benchmark(i) || ranked || at(i + 1, "score") || at(i + 1, "on") || at(i + 1, "evaluate");
  }

  // Which field a value is meant of. Values that are everyday words count only beside a word for their field.
  std::optional<Sense> value_of(size_t i) const {
    const Mention& m = list_[i];
    if (m.is("subject") && !names_data(i)) return {};
    if (m.benchmark && scored(i) && !m.senses.empty() && anywhere_scores()) return {};
    std::vector<Sense> senses;
    for (const Sense& sense : m.senses) {
      if (sense.kind != Sense::Kind::value) continue;
      if (sense.weak && !cued(i, sense.id)) continue;
      senses.push_back(sense);
    }
    if (senses.empty()) return {};
    const std::string preferred = Lexicon::standard().preferred(senses.front().value);
    for (const Sense& sense : senses) {
      if (mentioned(sense.id, i)) return sense;
    }
    if (!preferred.empty() && is_boolean(preferred)) {
      if (anywhere("disclose") || anywhere("undisclosed")) return {};  // whether it is told, not whether it is so
      return Sense{Sense::Kind::value, preferred, "true", false};
    }
    for (const Sense& sense : senses) {
      if (sense.id == preferred) return sense;
    }
    for (const auto& [at, stage] : stages_) {
      for (const Sense& sense : senses) {
        if (at != i && sense.id.rfind(stage + ".", 0) == 0) return sense;
      }
    }
    return senses.front();
  }

  // "papers" are a source of data beside a word for data: "source papers", "语料包含论文的模型".
  bool names_data(size_t i) const {
    if (i == 0) return false;
    if (Lexicon::standard().data_cue(mentions_.words.list[list_[i].first - 1].stem)) return true;
    const bool other =
        std::any_of(list_.begin(), list_.end(), [&](const Mention& m) { return &m != &list_[i] && m.is("subject"); });
    return at(i - 1, "use") && other && cued(i, "");
  }

  bool anywhere_scores() const { return anywhere("score") || anywhere("highest") || anywhere("evaluate"); }

  // Some other mention names this field (in its stage).
  bool mentioned(const std::string& field, size_t except) const {
    for (size_t i = 0; i < list_.size(); ++i) {
      if (i == except) continue;
      for (const Sense& sense : list_[i].senses) {
        if (sense.kind == Sense::Kind::field && (staged(sense.id, i) == field)) return true;
      }
    }
    return false;
  }

  bool cued(size_t except, const std::string& field) const {
    if (mentioned(field, except)) return true;
    for (size_t i = 0; i < list_.size(); ++i) {
      if (i == except) continue;
      for (size_t w = list_[i].first; w < list_[i].last; ++w) {
        if (Lexicon::standard().data_cue(mentions_.words.list[w].stem)) return true;
      }
      for (size_t w = list_[i].first; w < list_[i].last; ++w) {  // "数据" at the end of "预训练数据"
        if (Lexicon::standard().data_cue(mentions_.words.stems(w, list_[i].last))) return true;
      }
    }
    return field == "arch.family";  // "dense models"
  }

  void language_atom(size_t i) {
    for (const char* language : {"zh", "en"}) {
      if (list_[i].is(std::string("language_") + language)) add(Condition::has(field::language, {language}), i);
    }
  }

  // --- Fields

  void collect_fields() {
    std::set<std::string> conditioned;
    for (const Atom& atom : atoms_) conditioned.insert(atom.condition.field);
    std::vector<FieldUse> uses;
    active_ = anywhere("active");
    for (size_t i = 0; i < list_.size(); ++i) {
      if (claimed(i) || taken_[i]) continue;
      const bool absorbed = std::any_of(list_[i].senses.begin(), list_[i].senses.end(), [&](const Sense& sense) {
        return sense.kind == Sense::Kind::field && conditioned.count(staged(sense.id, i)) > 0;
      });
      if (absorbed) continue;
      for (const Sense& sense : list_[i].senses) {
        if (sense.kind != Sense::Kind::field) continue;
        if (activity(i)) break;
        std::string field = staged(sense.id, i);
        if (active_ && field == "arch.experts_total") field = "arch.experts_active";
        if (active_ && field == field::params_total) field = field::params_active;
        const bool known =
            std::any_of(uses.begin(), uses.end(), [&](const FieldUse& use) { return use.field == field; });
        if (!known) uses.push_back({field, i, sense.weak});
        break;
      }
    }
    const bool strong = std::any_of(uses.begin(), uses.end(), [](const FieldUse& use) { return !use.weak; });
    for (FieldUse& use : uses) {
      if (!use.weak || !strong) reading_.fields.push_back(std::move(use));
    }
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

  // --- Joining

  void add(Condition condition, size_t i) {
    reading_.conditions = true;
    atoms_.push_back({std::move(condition), i, negated_at(i)});
  }

  // A negation holds until the clause ends, or a new verb after "and" begins another.
  bool negated_at(size_t i) const {
    bool verb = false;
    for (size_t j = i; j > 0; --j) {
      const Mention& m = list_[j - 1];
      if (m.is("except") && !verb) return true;  // "other than DeepSeek using MLA", "non-MoE models above 50B"
      verb |= m.is("use") || m.is("subject");
      if (m.is("not") && !(j < list_.size() && at(j, "disclose"))) return true;
      if (m.is("but") || m.text == "的") return false;  // "不用 GRPO 的 MoE 模型"
      const std::string& before = list_[j].before;
      if (j <= i && (before.find_first_of(",;") != std::string::npos || before.find("，") != std::string::npos) &&
          !at(j, "or")) {
        return false;
      }
      if (m.is("and") && at(j, "use")) return false;
      if (m.number || m.days) return false;
    }
    return false;
  }

  // Whether what stands at `second` is joined to what stands at `first` by "or".
  bool either(size_t first, size_t second) const {
    for (size_t j = second; j > first + 1; --j) {
      const Mention& m = list_[j - 1];
      if (m.is("or")) return true;
      if (m.is("and") || m.is("but")) return false;
    }
    return false;
  }

  void join() {
    std::sort(atoms_.begin(), atoms_.end(), [](const Atom& a, const Atom& b) { return a.at < b.at; });
    for (size_t i = 1; i < atoms_.size(); ++i) atoms_[i].either = either(atoms_[i - 1].at, atoms_[i].at);
    for (const Atom& atom : atoms_) {
      if (!atom.condition.field.empty()) reading_.fields_of_conditions.push_back(atom.condition.field);
    }
    // Only mixtures of experts have active parameters of their own: "MoE models with under 5B active" says it twice.
    const bool active = std::any_of(atoms_.begin(), atoms_.end(), [](const Atom& atom) {
      return atom.condition.field == field::params_active && !atom.negated;
    });
    const auto repeated = [&](const Atom& atom) {
      return active && atom.condition == Condition::has(field::family, {"moe"}) && !atom.negated;
    };
    atoms_.erase(std::remove_if(atoms_.begin(), atoms_.end(), repeated), atoms_.end());
    std::vector<Condition> all;
    for (size_t i = 0; i < atoms_.size();) {
      std::vector<Condition> ways{atoms_[i].condition};
      const bool negated = atoms_[i].negated;
      size_t next = i + 1;
      for (; next < atoms_.size() && atoms_[next].either; ++next) ways.push_back(atoms_[next].condition);
      Condition condition = merged(std::move(ways));
      if (negated) {
        // To say of a model that it does not use something, it must be known what it uses; what it just does or does
        // not have is hardly ever denied in words.
        std::vector<Condition> parts;
        if (condition.kind == Kind::value && condition.field.find("model.") != 0 &&
            condition.field.find("report.") != 0 && !is_boolean(condition.field)) {
          parts.push_back(Condition::discloses(condition.field));
        }
        parts.push_back(Condition::negate(std::move(condition)));
        condition = Condition::join(Kind::all, std::move(parts));
      }
      all.push_back(std::move(condition));
      i = next;
    }
    reading_.where = Condition::join(Kind::all, std::move(all));
  }

  // Values of one field joined by "or" are one condition.
  static Condition merged(std::vector<Condition> ways) {
    const bool same = std::all_of(ways.begin(), ways.end(), [&](const Condition& way) {
      return way.kind == Kind::value && way.field == ways.front().field;
    });
    if (!same) return Condition::join(Kind::any, std::move(ways));
    Condition one = ways.front();
    for (size_t i = 1; i < ways.size(); ++i) one.values.push_back(ways[i].values.front());
    return one;
  }

  const Mentions& mentions_;
  const std::vector<Mention>& list_;
  Reading reading_;
  std::vector<Atom> atoms_;
  std::vector<bool> taken_;
  bool active_ = false;  // "active" stands somewhere
  std::set<size_t> taken_fields_;
  std::vector<std::pair<size_t, std::string>> stages_;
};

}  // namespace

Reading read_conditions(const Mentions& mentions) { return Builder(mentions).build(); }

}  // namespace colophon::query

#include "query/question.h"

#include <algorithm>

#include "query/amounts.h"
#include "query/asked.h"
#include "query/conditions.h"
#include "query/directions.h"
#include "query/mentions.h"
#include "query/references.h"
#include "schema/checklist.h"

namespace colophon::query {
namespace {

using Kind = Condition::Kind;

// What is told of a model when nothing particular is asked.
const std::vector<std::string>& overview() {
  static const std::vector<std::string> fields = {
      "report.organization", "report.date",         field::params_total, field::params_active, "arch.family",
      "arch.layers",         "arch.context_length", "pretrain.tokens",   "pretrain.optimizer", "rl.algorithm"};
  return fields;
}

class Planner {
 public:
  Planner(std::string_view question, const Mentions& mentions)
      : list_(mentions.list), mentions_(mentions), reading_(read_conditions(mentions)), asked_(mentions, reading_) {
    plan_.text = question;
    plan_.remarks = mentions.remarks;
  }

  Plan plan() {
    plan_.where = reading_.where;
    plan_.benchmarks = reading_.benchmarks;
    plan_.models = reading_.models;
    plan_.baselines = any("baselines");
    plan_.any_stage = !any("stage_pretrain") && !any("stage_mid") && !any("stage_sft") && !any("stage_rl");
    group();
    if (asked_.asks_for_organizations() && reading_.fields.size() > 1) {
      std::erase_if(reading_.fields, [&](const FieldUse& use) { return use.field == field::organization; });
    }
    const bool done = beyond_models() || baselines_measured() || models_with_value() || explanation() || comparison() ||
                      superlative() || average() || count() || values() || reports();
    if (!done) passages();
    tell_unread();
    for (const std::string& amount : reading_.unread_amounts) {
      plan_.remarks.push_back("\"" + amount + "\" is not understood");
    }
    return std::move(plan_);
  }

 private:
  bool any(std::string_view role) const { return position(role) < list_.size(); }

  size_t position(std::string_view role) const {
    const auto found = std::find_if(list_.begin(), list_.end(), [&](const Mention& m) { return m.is(role); });
    return static_cast<size_t>(found - list_.begin());
  }

  bool at(size_t i, std::string_view role) const { return i < list_.size() && list_[i].is(role); }

  std::string words_of(size_t i) const { return mentions_.words.stems(list_[i].first, list_[i].last); }

  static bool is_term(const std::string& field) {
    const schema::Item* item = schema::Checklist::standard().find(field);
    return item != nullptr && item->kind == schema::ItemKind::field && item->type == schema::ValueType::term;
  }

  bool subject(size_t i) const { return asked_.subject(i); }

  void group() {
    if (any("by_organization")) plan_.by = Group::organization;
    if (any("by_year")) plan_.by = any("by_organization") ? Group::organization_year : Group::year;
  }

  void ask_of_models() {
    if (reading_.models.empty()) return;
    plan_.where = Condition::join(Kind::all, {Condition::has(field::model, reading_.models), std::move(plan_.where)});
  }

  void set_fields(bool numeric_only = false) {
    for (const FieldUse& use : reading_.fields) {
      if (!numeric_only || is_numeric(use.field)) plan_.fields.push_back(use.field);
    }
  }

  // "which models beat X on MMLU", "more layers than X"; "is A bigger than X" compares the two.
  bool beyond_models() {
    const std::vector<ModelBound> bounds = model_bounds(mentions_);
    if (bounds.empty()) return false;
    std::vector<std::string> named = reading_.models;
    for (const ModelBound& bound : bounds) std::erase(named, bound.model);
    std::string field;
    if (plan_.benchmarks.empty()) {
      field = field_of_superlative(bounds.front().measure);
      if (field.empty()) field = Lexicon::standard().superlative_field(words_of(bounds.front().measure));
    }
    const bool measured = !field.empty() || !plan_.benchmarks.empty();
    if (!named.empty()) {
      for (const ModelBound& bound : bounds) named.push_back(bound.model);
      plan_.target = Target::compare;
      plan_.models = std::move(named);
      plan_.where = {};
      if (!field.empty()) plan_.fields = {field};
      return true;
    }
    if (!measured) {
      plan_.remarks.emplace_back("it is not said on what they are compared");
      passages();
      return true;
    }
    for (const ModelBound& bound : bounds) {
      if (!field.empty()) plan_.than.push_back({bound.model, field, "", bound.above});
      // Who is better at an error rate has less of it.
      const bool better =
          at(bound.measure, "quality") || at(bound.measure, "surpass") || at(bound.measure, "fall_short");
      for (const std::string& benchmark : plan_.benchmarks) {
        const bool above = bound.above != (better && lower_is_better(benchmark, ""));
        plan_.than.push_back({bound.model, field::score, benchmark, above});
      }
    }
    plan_.models.clear();
    plan_.benchmarks.clear();
    plan_.target = Target::reports;
    if (const size_t many = position("how_many"); many < list_.size()) {
      plan_.target = Target::count;
      plan_.counted = asked_.counted(many);
    }
    return true;
  }

  // "the MMLU score of GPT-4", "GPT-4 and X on MMLU": what reports measured of models that none of them is about.
  bool baselines_measured() {
    std::vector<std::string> names;
    for (const Mention& mention : list_) {
      if (mention.baseline) names.push_back(mention.text);
    }
    if (names.empty() || plan_.benchmarks.empty() || any("how_many")) return false;
    // "which models beat GPT-4" asks for others; "which is better, GPT-4 or Claude" names all that are meant.
    if ((any("which") || any("subject")) && names.size() + plan_.models.size() < 2) return false;
    for (const std::string& name : names) {
      if (std::find(plan_.models.begin(), plan_.models.end(), name) == plan_.models.end()) plan_.models.push_back(name);
    }
    plan_.baselines = true;
    if (plan_.models.size() > 1) {
      plan_.target = Target::compare;
      plan_.where = {};
    } else {
      plan_.target = Target::values;
      plan_.where = Condition::has(field::model, plan_.models);
    }
    return true;
  }

  // "models distilled from X", "reports whose reward model's base is X": the field's value is a model's name.
  bool models_with_value() {
    if (reading_.models.size() != 1 || !any("subject")) return false;
    const size_t name = reading_.models_at.front();
    for (const FieldUse& use : reading_.fields) {
      if (!Lexicon::standard().names_models(use.field) || use.at >= name) continue;
      plan_.where = Condition::has(use.field, reading_.models);
      plan_.models.clear();
      plan_.target = any("how_many") ? Target::count : Target::reports;
      return true;
    }
    return false;
  }

  // "Why does training diverge", "how does X balance its experts": told in passages, unless an item of the checklist
  // is just that.
  bool explanation() {
    if (!any("explain") || any("how_many")) return false;
    if (any("compare") && reading_.models.size() + reading_.groups.size() > 1) return false;
    if (!reading_.models.empty() && !reading_.benchmarks.empty()) return false;  // "how does X do on MMLU"
    const schema::Checklist& checklist = schema::Checklist::standard();
    const bool item = std::any_of(reading_.fields.begin(), reading_.fields.end(), [&](const FieldUse& use) {
      const schema::Item* found = checklist.find(use.field);
      return found != nullptr;
    });
    if (item && !reading_.models.empty()) return false;
    passages();
    return true;
  }

  bool comparison() {
    const size_t compared = reading_.models.size() + reading_.groups.size();
    // "which is bigger, A or B"
    const bool measured = !reading_.benchmarks.empty() || !reading_.fields.empty() || any("which");
    const bool better = (any("highest") || (any("comparative_up") && any("which"))) && measured;
    if (compared < 2 || !(any("compare") || better)) return false;
    plan_.target = Target::compare;
    plan_.models.insert(plan_.models.end(), reading_.groups.begin(), reading_.groups.end());
    plan_.where = {};
    set_fields();
    if (better && plan_.fields.empty() && plan_.benchmarks.empty()) {
      for (const char* role : {"highest", "comparative_up"}) {
        const std::string field = any(role) ? Lexicon::standard().superlative_field(words_of(position(role))) : "";
        if (!field.empty() && plan_.fields.empty()) plan_.fields = {field};
      }
    }
    return true;
  }

  // The field a superlative is about: the nearest numeric one after it, else before it.
  std::string field_of_superlative(size_t position) const {
    std::string best;
    size_t least = 2 * list_.size() + 1;
    for (const FieldUse& use : reading_.fields) {
      if (!is_numeric(use.field) || use.field == field::date) continue;
      const size_t distance = use.at > position ? use.at - position : 2 * (position - use.at) - 1;
      if (distance < least) {
        least = distance;
        best = use.field;
      }
    }
    return best;
  }

  bool superlative() {
    if (!reading_.models.empty()) return false;
    const bool by_date = any("latest") || any("earliest");
    size_t where = position("highest");
    if (where == list_.size()) where = position("lowest");
    const size_t place = any("third_place") ? 3 : any("second_place") ? 2 : 1;
    if (where == list_.size() && place > 1) where = std::min(position("comparative_up"), position("comparative_down"));
    const bool board = reading_.benchmarks.size() == 1 && !any("which") && !any("how_many") && !any("subject") &&
                       !any("evaluate") && !any("average") && !reading_.conditions;
    if (where == list_.size() && !by_date && !board) return false;
    const bool down = any("lowest") || any("earliest") || (place > 1 && any("comparative_down"));
    // The best of error rates is the lowest; "highest" stays what it says.
    const bool errors = reading_.benchmarks.size() == 1 && lower_is_better(reading_.benchmarks.front(), "");
    const bool reversed = errors && (any("quality") || where == list_.size());
    plan_.order = down != reversed ? Order::lowest : Order::highest;
    plan_.place = place;
    if (!reading_.benchmarks.empty()) {
      plan_.limit = place == 1 && (where == list_.size() || any("board")) ? 10 : 1;
    } else if (by_date) {
      plan_.fields = {field::date};
    } else {
      std::string field = field_of_superlative(where);
      if (field.empty() && where < list_.size()) field = Lexicon::standard().superlative_field(words_of(where));
      if (field.empty()) return false;
      // The greatest of many shares or ways of parallelism says nothing.
      if (has_labels(field) && field != "pretrain.hardware") {
        plan_.remarks.push_back(field + " is no single number that could be ranked");
        passages();
        return true;
      }
      plan_.fields = {field};
    }
    if (!reading_.limits.empty()) plan_.limit = std::max<size_t>(1, reading_.limits.front());
    plan_.target = Target::superlative;
    return true;
  }

  bool average() {
    if (!any("average")) return false;
    set_fields(true);
    if (plan_.fields.empty() && plan_.benchmarks.empty()) return false;
    if (!plan_.benchmarks.empty()) plan_.fields.clear();
    if (!plan_.fields.empty()) plan_.fields.resize(1);
    plan_.target = Target::average;
    ask_of_models();
    return true;
  }

  // "how many reports", "多少个模型", "... 的模型有多少"
  bool count() {
    size_t many = position("how_many");
    if (many == list_.size()) return false;
    while (at(many + 1, "how_many") || (at(many + 1, "stop") && at(many + 2, "how_many"))) ++many;  // "总共有多少"
    // "how many reports use each kind of attention": a count for every value.
    if (any("each") && reading_.fields.size() == 1 && is_term(reading_.fields.front().field)) return false;
    size_t next = many + 1;
    while (at(next, "stop") && !at(next, "subject")) ++next;
    const auto field_at = [&](size_t i) {
      return std::any_of(reading_.fields.begin(), reading_.fields.end(),
                         [&](const FieldUse& use) { return use.at == i; });
    };
    if (next >= list_.size()) {
      // "... 的模型有多少": the models are what stands last before it.
      size_t before = many;
      while (before > 0 && !subject(before - 1) && !field_at(before - 1)) --before;
      const bool told = before > 0 ? !field_at(before - 1)
                                   : (reading_.conditions || plan_.by != Group::none) && reading_.fields.empty();
      if (!told || !reading_.models.empty()) return false;
    } else if (!subject(next)) {
      const bool grouped = at(next, "series") || (list_[next].named() && at(next + 1, "subject"));
      const bool conditioned = at(next + 1, "subject") && !field_at(next);
      // "how many use GRPO", "how many do not say ..."
      const bool verb = at(next, "use") || at(next, "not") || at(next, "disclose") || at(next, "undisclosed");
      if (!grouped && !conditioned && !(verb && reading_.models.empty())) return false;
    }
    plan_.target = Target::count;
    plan_.counted = asked_.counted(many);
    std::erase_if(reading_.fields, [&](const FieldUse& use) { return use.at == many; });  // "what share of"
    // What is disclosed, is disclosed by a report.
    if (disclosed() && !reading_.conditions && reading_.groups.empty()) plan_.counted = Counted::reports;
    evaluated();
    if (unread_text() && !reading_.conditions) plan_.counted = Counted::reports;
    ask_of_models();
    return true;
  }

  // Which values: of named models, of a family, or all that are given.
  bool values() {
    const bool named = !reading_.models.empty();
    const bool asked = !reading_.fields.empty() || !plan_.benchmarks.empty();
    if (named && asked && !any("undisclosed")) {
      set_fields();
      ask_of_models();
      plan_.target = Target::values;
      plan_.how_many_values = any("how_many") && plan_.fields.size() == 1 && is_term(plan_.fields.front());
      return true;
    }
    if (named && !reading_.fields_of_conditions.empty()) {  // "does X use GRPO", "is X a MoE model"
      for (const std::string& field : reading_.fields_of_conditions) {
        if (field.rfind("model.name", 0) != 0 && field != field::series) plan_.fields.push_back(field);
      }
      plan_.where = {};
      ask_of_models();
      plan_.target = Target::values;
      return true;
    }
    if (named && asked_.hidden()) {  // "what does X not disclose"
      ask_of_models();
      plan_.target = Target::silence;
      return true;
    }
    if (named) {
      plan_.fields = overview();
      ask_of_models();
      plan_.target = Target::values;
      return true;
    }
    if (asked_.tells() || any("undisclosed")) return false;
    if (reading_.conditions && !reading_.fields.empty() && plan_.benchmarks.empty() && asked_.asks_of_found()) {
      set_fields();
      if (plan_.by == Group::none && plan_.fields.size() == 1 && is_term(plan_.fields.front())) plan_.by = Group::value;
      plan_.target = Target::values;
      return true;
    }
    if (reading_.conditions &&
        !(reading_.fields.size() == 1 && is_term(reading_.fields.front().field) &&
          reading_.fields.front().field != field::organization && any("subject") && asked_.asks_for_values())) {
      return false;
    }
    if (!reading_.groups.empty() && asked) {
      set_fields();
      plan_.target = Target::values;
      return true;
    }
    const bool told = std::all_of(reading_.fields.begin(), reading_.fields.end(), [](const FieldUse& use) {
      const schema::Item* item = schema::Checklist::standard().find(use.field);
      return item != nullptr && item->kind == schema::ItemKind::narrative;
    });
    if (!reading_.fields.empty() && !told && asked_.asks_for_values()) {
      set_fields();
      if (plan_.by == Group::none) plan_.by = Group::value;
      plan_.target = Target::values;
      return true;
    }
    return false;
  }

  // "without a KL penalty": who says that there is none; "does not disclose ...": who says nothing.
  Condition without(const std::string& field) const {
    if (!Lexicon::standard().zero_is_none(field) || any("disclose") || any("undisclosed"))
      return Condition::negate(Condition::discloses(field));
    Condition zero;
    zero.kind = Kind::range;
    zero.field = field;
    zero.low = zero.high = 0;
    return zero;
  }

  // Fields of a question that asks who says something of them.
  bool disclosed() {
    if (reading_.fields.empty()) return told_of_stage();
    if (reading_.conditions && !asked_.hidden() && !any("disclose")) return false;
    std::vector<Condition> parts;
    for (const FieldUse& use : reading_.fields) {
      if (use.field == field::benchmark && !plan_.benchmarks.empty()) continue;  // "evaluated on MMLU"
      parts.push_back(asked_.hidden_at(use.at) ? without(use.field) : Condition::discloses(use.field));
    }
    parts.insert(parts.begin(), std::move(plan_.where));
    plan_.where = Condition::join(Kind::all, std::move(parts));
    return true;
  }

  // "which reports describe SFT", "who is silent about RL": of a stage of training and nothing in particular.
  bool told_of_stage() {
    if (reading_.conditions || !reading_.groups.empty() || !plan_.benchmarks.empty()) return false;
    for (const auto& [stage, fields] : Lexicon::standard().told_by()) {
      if (!any(stage)) continue;
      std::vector<Condition> ways;
      for (const std::string& field : fields) ways.push_back(Condition::discloses(field));
      Condition told = Condition::join(Kind::any, std::move(ways));
      const bool denied = asked_.hidden() || asked_.denied(position(stage));
      plan_.where = denied ? Condition::negate(std::move(told)) : std::move(told);
      return true;
    }
    return false;
  }

  // Names of things that no field knows ("FlashAttention") are looked for in the text of the reports.
  bool unread_text() {
    std::vector<Condition> parts;
    for (size_t i = 0; i < list_.size(); ++i) {
      if (!list_[i].unknown()) continue;
      size_t last = i;
      bool name = false;
      while (last < list_.size() && list_[last].unknown()) {
        name |= mentions_.words.list[list_[last].first].capital;
        ++last;
      }
      const bool used =
          i > 0 && (at(i - 1, "use") || at(i - 1, "disclose") || (at(i - 1, "stop") && i > 1 && at(i - 2, "use")));
      // A plain word beside what is understood ("built", "famous") is no name of a thing, nor is the rest of a Chinese
      // phrase.
      const std::string words = mentions_.words.text(list_[i].first, list_[last - 1].last);
      const bool character = mentions_.words.list[list_[i].first].han && words.size() <= 3;
      if (character) {
        tell_unread(i, last);
        i = last;
        continue;
      }
      if (name || (plan_.where.kind == Kind::everything && (used || !reading_.conditions))) {
        Condition condition;
        condition.kind = Kind::text;
        condition.values = {"\"" + mentions_.words.text(list_[i].first, list_[last - 1].last) + "\""};
        parts.push_back(asked_.denied(i) ? Condition::negate(std::move(condition)) : std::move(condition));
      } else {
        tell_unread(i, last);
      }
      i = last;
    }
    if (parts.empty()) return false;
    parts.insert(parts.begin(), std::move(plan_.where));
    plan_.where = Condition::join(Kind::all, std::move(parts));
    return true;
  }

  void tell_unread(size_t first, size_t last) {
    plan_.remarks.push_back("\"" + mentions_.words.text(list_[first].first, list_[last - 1].last) +
                            "\" is not understood");
  }

  static bool left_out(const Mention& mention) {
    return (mention.unknown() && !mention.baseline) || mention.is("left_out");
  }

  // Words that a plan leaves out are told: the answer may be to another question than was asked. (What is searched in
  // text and what unread_text() told of needs no word.)
  void tell_unread() {
    const bool lists = plan_.target == Target::values || plan_.target == Target::superlative ||
                       plan_.target == Target::average || plan_.target == Target::compare;
    if (!lists) return;
    for (size_t i = 0; i < list_.size(); ++i) {
      size_t last = i;
      while (last < list_.size() && left_out(list_[last])) ++last;
      if (last == i) continue;
      // A single Chinese character is a particle or a rest of a phrase.
      if (mentions_.words.text(list_[i].first, list_[last - 1].last).size() > 3) tell_unread(i, last);
      i = last;
    }
  }

  // "which models were evaluated on X"
  bool evaluated() {
    if (plan_.benchmarks.empty()) return false;
    std::vector<Condition> parts{std::move(plan_.where)};
    if (any("or")) {
      parts.push_back(Condition::has(field::benchmark, plan_.benchmarks));
    } else {
      for (const std::string& benchmark : plan_.benchmarks)
        parts.push_back(Condition::has(field::benchmark, {benchmark}));
    }
    plan_.where = Condition::join(Kind::all, std::move(parts));
    plan_.benchmarks.clear();
    return true;
  }

  bool reports() {
    // The best of what nothing measures ("the best coding model") is no question of which reports have the words.
    const bool ranked = any("highest") || any("lowest");
    if (ranked && !reading_.conditions && reading_.fields.empty() && reading_.groups.empty()) return false;
    const bool fields = disclosed();
    const bool asks = any("which") || any("subject") || any("how_many") || any("disclose");
    const auto strange = std::count_if(list_.begin(), list_.end(), [](const Mention& m) { return m.unknown(); });
    const bool short_one = strange == 0 || (reading_.conditions && strange * 4 <= static_cast<long>(list_.size()));
    bool found = reading_.conditions || fields || !reading_.groups.empty();
    if (asks || found) found |= unread_text() && asks;
    if (asks) found |= evaluated();
    if (plan_.by == Group::none && asked_.asks_for_organizations()) plan_.by = Group::organization;
    if (!found || (!asks && (!short_one || (fields && !asked_.hidden() && !reading_.conditions)))) return false;
    plan_.target = Target::reports;
    return true;
  }

  void passages() {
    ask_of_models();
    plan_.target = Target::passages;
    plan_.fields.clear();
    // Only names narrow the search: the rest of the question is what the passages are ranked by.
    if (reading_.models.empty()) plan_.where = {};
    if (!reading_.models.empty()) plan_.where = Condition::has(field::model, reading_.models);
  }

  const std::vector<Mention>& list_;
  const Mentions& mentions_;
  ReadConditions reading_;
  const Asked asked_;
  Plan plan_;
};

}  // namespace

Plan read_question(std::string_view question, const Names& names) {
  const Mentions mentions = read_mentions(question, names);
  return Planner(question, mentions).plan();
}

}  // namespace colophon::query

#include "query/bounds.h"

#include <algorithm>

#include "query/plan.h"

namespace colophon::query {
namespace {

class Bounds {
 public:
  explicit Bounds(const Mentions& mentions) : list_(mentions.list) {}

  Bound bound(size_t i) const {
    Bound bound{Comparison::equal, i, i + 1, {}};
    compare_before(i, bound);
    compare_after(i, bound);
    compare_mirrored(i, bound);
    const bool near = (i > 0 && at(i - 1, "roughly")) || at(i + 1, "roughly") || (i > 1 && at(i - 2, "roughly"));
    if (near && bound.comparison == Comparison::equal) bound.comparison = Comparison::about;
    if (const size_t second = range_end(i); second < list_.size()) {
      bound.second = second;
      bound.last = second + 1;
      if (bound.first > 0 && at(bound.first - 1, "between")) --bound.first;
    }
    return bound;
  }

  BoundField field(size_t i, const Bound& bound, const std::set<size_t>& claimed) const {
    const schema::WrittenNumber& number = *list_[bound.second.value_or(i)].number;
    size_t after = field_after(bound);
    size_t before = field_before(bound);
    if (before < list_.size() && claimed.count(before) > 0 && !mirrored_at(before)) before = list_.size();
    if (after < list_.size() && before < list_.size() && is_unit(after, before, number)) after = list_.size();
    const size_t chosen = after < list_.size() ? after : before;
    if (chosen == list_.size()) {
      std::string id = Lexicon::standard().default_field(number.suffix);
      // "models over 100 billion", "千亿以上的模型"
      if (id.empty() && number.suffix == 0 && number.value >= 1e9) id = Lexicon::standard().default_field('b');
      return {id == field::params_total && active_near(i) ? field::params_active : id, {}};
    }
    std::string id = numeric_sense(chosen)->id;
    if (id == "pretrain.tokens" && number.value < 5e6 && before == list_.size()) return {"arch.context_length", {}};
    if (id == "arch.experts_total" && active_near(i)) id = "arch.experts_active";
    if (id == field::params_total && active_near(i)) id = field::params_active;
    // "256 routed experts and 8 active"
    if (id == field::params_active && number.value < 1000 && number.suffix == 0 && mentioned("arch.experts_total"))
      id = "arch.experts_active";
    return {std::move(id), chosen};
  }

  std::optional<BoundLabel> label(size_t i, const Bound& bound) const {
    const schema::WrittenNumber& number = *list_[bound.second.value_or(i)].number;
    if (number.suffix == 'b' || number.suffix == 't') return {};
    const auto fits = [&](const BoundLabel& label) {
      if (label.field == field::score) return scored(label.at, i, bound);
      return (label.field == "pretrain.mixture") == number.percent;
    };
    // Right after it: "2048 H800", "8-way tensor parallelism", "80 on MMLU", "20% code".
    size_t after = bound.last;
    for (int steps = 0; steps < 4 && after < list_.size() && passes(after) && !list_[after].benchmark; ++steps) ++after;
    if (after < list_.size() && !breaks(list_[after].before)) {
      if (auto found = label_at(after, number.percent); found && fits(*found)) return found;
    }
    for (size_t j = bound.first; j > 0 && bound.first - j < 5; --j) {
      const size_t k = j - 1;
      if (auto found = label_at(k, number.percent); found && fits(*found)) return found;
      const bool size = numeric_field(k) && (numeric_sense(k)->weak || numeric_sense(k)->id == "pretrain.mixture");
      if (!passes(k) && !at(k, "use") && !at(k, "evaluate") && !size && !list_[k].unknown()) break;
      if (list_[k].number) break;
    }
    return {};
  }

 private:
  // Words between a number and its label.
  bool passes(size_t i) const { return filler(i) || at(i, "on") || at(i, "score") || gpu(i); }
  bool gpu(size_t i) const { return numeric_field(i) && numeric_sense(i)->id == "pretrain.hardware"; }

  std::optional<BoundLabel> label_at(size_t i, bool percent) const {
    // The parts of a mixture are called like the sources of data; so is a benchmark, now and then.
    for (const Sense& sense : list_[i].senses) {
      const bool source = sense.kind == Sense::Kind::value && sense.id == "pretrain.data_source";
      if (source && (mentioned("pretrain.mixture") || (percent && !list_[i].benchmark)))
        return BoundLabel{"pretrain.mixture", sense.value, i};
    }
    if (list_[i].benchmark && !gpu(i) && !has_labelled_value(i)) return BoundLabel{field::score, list_[i].text, i};
    for (const Sense& sense : list_[i].senses) {
      if (labels_a_number(sense)) return BoundLabel{sense.id, sense.value, i};
    }
    return {};
  }

  // Whether any mention may mean the field.
  bool mentioned(std::string_view field) const {
    return std::any_of(list_.begin(), list_.end(), [&](const Mention& m) {
      return std::any_of(m.senses.begin(), m.senses.end(), [&](const Sense& s) { return s.id == field; });
    });
  }

  // A value that labels a number: a way of parallelism, a chip.
  static bool labels_a_number(const Sense& sense) {
    return sense.kind == Sense::Kind::value && (sense.id == "pretrain.parallelism" || sense.id == "pretrain.hardware");
  }

  bool has_labelled_value(size_t i) const {
    return std::any_of(list_[i].senses.begin(), list_[i].senses.end(), labels_a_number);
  }

  // A number beside a benchmark is a score where it is compared, a share or said to be one; "5-shot" is none.
  bool scored(size_t benchmark, size_t i, const Bound& bound) const {
    const schema::WrittenNumber& number = *list_[i].number;
    if (number.suffix != 0 || number.scale != 1 || at(i + 1, "subject") || at(i + 1, "series")) return false;
    if (bound.last < list_.size() && numeric_field(bound.last) && bound.last != benchmark) return false;
    const bool score = std::any_of(list_.begin(), list_.end(), [](const Mention& m) { return m.is("score"); });
    return bound.comparison != Comparison::equal || bound.second.has_value() || number.percent || score;
  }

  bool at(size_t i, std::string_view role) const { return i < list_.size() && list_[i].is(role); }

  // Punctuation that parts one condition from the next.
  static bool breaks(const std::string& before) {
    static const std::vector<const char*> marks = {",", ";", "、", "。"};
    return std::any_of(marks.begin(), marks.end(),
                       [&](const char* mark) { return before.find(mark) != std::string::npos; });
  }

  // A Chinese character that belongs to the word before it and means nothing to us: "度" of "并行度".
  bool rest_of_phrase(size_t i) const {
    return list_[i].unknown() && list_[i].before.empty() && list_[i].text.size() == 3;
  }

  // Words that may stand between a number and what it belongs to.
  bool filler(size_t i) const { return at(i, "stop") || at(i, "about") || at(i, "of"); }

  const Sense* numeric_sense(size_t i) const {
    for (const Sense& sense : list_[i].senses) {
      if (sense.kind == Sense::Kind::field && is_numeric(sense.id)) return &sense;
    }
    return nullptr;
  }
  bool numeric_field(size_t i) const { return i < list_.size() && numeric_sense(i) != nullptr; }

  void compare_before(size_t i, Bound& bound) const {
    size_t before = i;
    for (int steps = 0; before > 0 && steps < 3 && filler(before - 1); ++steps) --before;
    if (before == 0) return;
    const size_t role = before - 1;
    if (at(role, "at_least")) {
      bound.comparison = Comparison::at_least;
    } else if (at(role, "at_most")) {
      bound.comparison = Comparison::at_most;
    } else if (at(role, "more")) {
      bound.comparison = Comparison::more;
    } else if (at(role, "less")) {
      bound.comparison = Comparison::less;
    } else {
      return;
    }
    bound.first = role;
    // "达到 128K 以上", "more than": a second comparison before it says the same
    while (bound.first > 0 && (at(bound.first - 1, "at_least") || at(bound.first - 1, "more"))) --bound.first;
  }

  // "128K or longer", "100B 参数以上", "60+"
  void compare_after(size_t i, Bound& bound) const {
    if (at(i, "at_least_after")) bound.comparison = Comparison::at_least;
    size_t after = i + 1;
    for (int steps = 0; steps < 3 && after < list_.size() && (filler(after) || numeric_field(after)); ++steps) ++after;
    for (const size_t role : {i + 1, after}) {
      const bool least = at(role, "at_least_after");
      if (!least && !at(role, "at_most_after")) continue;
      if (bound.comparison == Comparison::equal) bound.comparison = least ? Comparison::at_least : Comparison::at_most;
      if (role == i + 1) bound.last = i + 2;
      return;
    }
  }

  // A comparison in signs: "<", ">=", "≤".
  bool is_sign(size_t i) const {
    if (i >= list_.size() || list_[i].text.empty()) return false;
    const std::string& text = list_[i].text;
    return text[0] == '<' || text[0] == '>' || text.starts_with("≤") || text.starts_with("≥");
  }

  // "1e-4 < lr": the number on the left of a sign, and a field on its right.
  bool mirrored_at(size_t field) const {
    return field >= 2 && numeric_field(field) && is_sign(field - 1) && list_[field - 2].number.has_value();
  }

  void compare_mirrored(size_t i, Bound& bound) const {
    if (bound.comparison != Comparison::equal || !mirrored_at(i + 2)) return;
    const auto is = [&](const char* role) { return at(i + 1, role); };
    if (is("less")) bound.comparison = Comparison::more;
    if (is("more")) bound.comparison = Comparison::less;
    if (is("at_most")) bound.comparison = Comparison::at_least;
    if (is("at_least")) bound.comparison = Comparison::at_most;
    if (bound.comparison != Comparison::equal) bound.last = i + 2;
  }

  // The number that closes a range begun by `i`, or the list's end.
  size_t range_end(size_t i) const {
    const size_t none = list_.size();
    if (i + 1 < none && list_[i + 1].number) {
      const std::string& between = list_[i + 1].before;
      const bool joined = between.find_first_of("-~") != std::string::npos || between.find("–") != std::string::npos ||
                          between.find("..") != std::string::npos;
      if (joined) return i + 1;
    }
    size_t next = i + 1;
    if (numeric_field(next)) ++next;  // "10T tokens to 20T tokens"
    if (next + 1 >= none || !list_[next + 1].number) return none;
    if (at(next, "to")) return next + 1;
    const bool opened = i > 0 && (at(i - 1, "between") || (i > 1 && at(i - 2, "between")));
    const bool closed = at(next + 2, "within") || at(next + 3, "within");
    return (opened || closed) && at(next, "and") ? next + 1 : none;
  }

  size_t field_after(const Bound& bound) const {
    size_t after = bound.last;
    for (int steps = 0; steps < 2 && after < list_.size() && filler(after) && !numeric_field(after); ++steps) ++after;
    if (!numeric_field(after) || at(after, "and") || breaks(list_[after].before)) return list_.size();
    return numeric_sense(after)->weak && leads_to_number(after) ? list_.size() : after;
  }

  // "50B trained on over 2T tokens": the verb goes with the number after it.
  bool leads_to_number(size_t i) const {
    size_t next = i + 1;
    const auto passes = [&](size_t j) {
      return at(j, "stop") || at(j, "about") || at(j, "more") || at(j, "less") || at(j, "at_least") || at(j, "at_most");
    };
    while (next < list_.size() && passes(next)) ++next;
    return next < list_.size() && list_[next].number.has_value() && !breaks(list_[next].before);
  }

  size_t field_before(const Bound& bound) const {
    for (size_t j = bound.first; j > 0 && bound.first - j < 5; --j) {
      const size_t k = j - 1;
      if (numeric_field(k)) return k;
      const bool passes = filler(k) || rest_of_phrase(k) || at(k, "use") || at(k, "on") || at(k, "disclose") ||
                          at(k, "between") || at(k, "and");
      if (!passes || list_[k].number) break;
    }
    return list_.size();
  }

  // "activates 8 experts", "8 experts per token"; not the other number's "active".
  bool active_near(size_t i) const {
    const auto gap = [](size_t a, size_t b) { return a > b ? a - b : b - a; };
    const size_t first = i > 4 ? i - 4 : 0, last = std::min(list_.size(), i + 5);
    for (size_t j = first; j < last; ++j) {
      if (!at(j, "active")) continue;
      bool nearer = false;
      for (size_t k = first; k < std::min(list_.size(), last + 4); ++k) {
        nearer |= k != i && list_[k].number && gap(k, j) < gap(i, j);
      }
      if (!nearer) return true;
    }
    return false;
  }

  // "a context of 128K tokens": the tokens are the unit of what stands before.
  bool is_unit(size_t after, size_t before, const schema::WrittenNumber& number) const {
    const std::string& unit = numeric_sense(after)->id;
    const std::string& field = numeric_sense(before)->id;
    if (unit == field) return false;
    if (unit == "pretrain.tokens") return number.value < 1e8 || field.find("tokens") != std::string::npos;
    return numeric_sense(after)->weak && !numeric_sense(before)->weak;
  }

  const std::vector<Mention>& list_;
};

}  // namespace

Bound bound_of(const Mentions& mentions, size_t i) { return Bounds(mentions).bound(i); }

std::optional<BoundLabel> label_of(const Mentions& mentions, size_t i, const Bound& bound) {
  return Bounds(mentions).label(i, bound);
}

BoundField field_of(const Mentions& mentions, size_t i, const Bound& bound, const std::set<size_t>& claimed) {
  return Bounds(mentions).field(i, bound, claimed);
}

}  // namespace colophon::query

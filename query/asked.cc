#include "query/asked.h"

#include <algorithm>

namespace colophon::query {

size_t Asked::position(std::string_view role) const {
  const auto found = std::find_if(list_.begin(), list_.end(), [&](const Mention& m) { return m.is(role); });
  return static_cast<size_t>(found - list_.begin());
}

bool Asked::subject(size_t i) const { return at(i, "subject") || at(i, "language_zh") || at(i, "language_en"); }

Counted Asked::counted(size_t many) const {
  size_t subject_at = many + 1;
  while (subject_at < list_.size() && !subject(subject_at)) ++subject_at;
  if (subject_at == list_.size()) {
    subject_at = many;
    while (subject_at > 0 && !subject(subject_at)) --subject_at;
  }
  const bool models = at(subject_at, "subject") && !at(subject_at, "subject_report");
  return models ? Counted::models : Counted::reports;
}

bool Asked::asks_for_organizations() const {
  const size_t which = position("which");
  return which + 1 < list_.size() && std::any_of(list_[which + 1].senses.begin(), list_[which + 1].senses.end(),
                                                 [](const Sense& s) { return s.id == field::organization; });
}

size_t Asked::enumerated() const {
  size_t first = 0;
  while (at(first, "stop") && !at(first, "enumerate")) ++first;
  return at(first, "enumerate") ? first : list_.size();
}

bool Asked::tells() const {
  for (size_t i = 0; i < list_.size(); ++i) {
    if (at(i, "disclose") && i != enumerated()) return true;
  }
  return false;
}

bool Asked::asks_for_values() const {
  if (reading_.negated_field) return false;
  const size_t at_field = reading_.fields.front().at;
  if (any("popular") || (at_field > 0 && at(at_field - 1, "each"))) return true;
  for (const char* role : {"which", "how_many"}) {
    const size_t asked = position(role);
    if (asked == list_.size()) continue;
    size_t next = asked + 1;
    while (next < list_.size() && !at(next, "subject") && next != at_field &&
           (at(next, "stop") || at(next, "about") || (asked == enumerated() && at(next, "use")))) {
      ++next;
    }
    if (next == at_field) return true;
  }
  return !any("which") && !any("subject");
}

bool Asked::names_subject(size_t first, size_t last) const {
  for (size_t i = first; i < last; ++i) {
    if (subject(i)) return true;
  }
  return false;
}

bool Asked::only_asks(size_t first, size_t last) const {
  for (size_t i = first; i < last; ++i) {
    const bool asks = at(i, "stop") || at(i, "about") || at(i, "which") || at(i, "how_many") || at(i, "auxiliary");
    if (!asks) return false;
  }
  return true;
}

bool Asked::asks_of_found() const {
  const size_t field = reading_.fields.front().at, end = list_.size();
  if (reading_.negated_field || any("disclose") || any("undisclosed")) return false;
  const auto reads = [&](size_t i, std::initializer_list<const char*> texts) {
    return i < end && std::find(texts.begin(), texts.end(), list_[i].text) != texts.end();
  };
  if (only_asks(0, field) && reads(field + 1, {"of", "for", "do", "does", "did"})) return true;
  if (field > 1 && reads(field - 1, {"their", "its"}) && at(field - 2, "and")) return true;
  if (!mentions_.words.list[list_.front().first].han && !mentions_.words.list[list_.back().first].han) return false;
  if (field == 0 || position("which") < field || reading_.fields.front().weak || !only_asks(field + 1, end))
    return false;
  const bool counted = list_[field].text.starts_with("多少") || list_[field].text.starts_with("几");
  return reads(field - 1, {"的"}) || ((counted || at(field - 1, "how_many")) && names_subject(0, field));
}

bool Asked::hidden() const { return any("undisclosed") || ((any("disclose") || reading_.negated_field) && any("not")); }

bool Asked::hidden_at(size_t field) const {
  size_t first = field, last = field;
  while (first > 0 && !at(first - 1, "but")) --first;
  while (last < list_.size() && !at(last, "but")) ++last;
  if (first == 0 && last == list_.size()) return hidden();
  const auto here = [&](std::string_view role) {
    return std::any_of(list_.begin() + static_cast<std::ptrdiff_t>(first),
                       list_.begin() + static_cast<std::ptrdiff_t>(last), [&](const Mention& m) { return m.is(role); });
  };
  return here("undisclosed") || (here("not") && (any("disclose") || reading_.negated_field));
}

bool Asked::denied(size_t i) const {
  while (i > 0 && (at(i - 1, "stop") || at(i - 1, "use") || at(i - 1, "disclose") || at(i - 1, "about"))) {
    if (at(--i, "not")) return true;
  }
  return i > 0 && (at(i - 1, "not") || at(i - 1, "undisclosed"));
}

}  // namespace colophon::query

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

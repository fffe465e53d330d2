#include "query/score_names.h"

#include <algorithm>

#include "schema/value.h"

namespace colophon::query {

NamesByReport names_by_report(Library& library, const Condition& where) {
  NamesByReport names;
  for (const Library::Found& found : library.models(where)) {
    std::set<std::string>& known = names[found.entry->key];
    if (const schema::Model* model = found.entry->model()) {
      known.insert(schema::term_key(model->name));
      for (const std::string& alias : model->aliases) known.insert(schema::term_key(alias));
    }
  }
  return names;
}

bool goes_by(const std::string& model, const std::string& name) {
  return model == name || (name.size() >= 4 && model.rfind(name, 0) == 0);
}

bool is_of(const ScoreEntry& score, const NamesByReport& names) {
  const auto report = names.find(score.key);
  if (report == names.end()) return false;
  const std::string key = schema::term_key(score.score().model);
  return report->second.count(key) > 0 || std::any_of(report->second.begin(), report->second.end(),
                                                      [&](const std::string& name) { return goes_by(key, name); });
}

}  // namespace colophon::query

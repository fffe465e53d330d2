// Which scores are of the models that satisfy a condition: by the names that these have in their report.
#pragma once

#include <map>
#include <set>
#include <string>

#include "query/library.h"

namespace colophon::query {

// schema::term_key of the names and aliases of models, by the key of their report.
using NamesByReport = std::map<std::string, std::set<std::string>>;

NamesByReport names_by_report(Library& library, const Condition& where);
// Whether a score's model, as a term_key, is a name, or one that goes on from there: "DeepSeek-V2 Chat (RL)" where the
// model is called "DeepSeek-V2 Chat".
bool goes_by(const std::string& model, const std::string& name);
// Whether a score is under one of the names.
bool is_of(const ScoreEntry& score, const NamesByReport& names);

}  // namespace colophon::query
